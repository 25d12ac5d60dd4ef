"""Short agreements of our own, one for each habit of drafting: their articles, their tree, their parties and their zones.

They are set in the invented département of Ourcelle (docs/demo.md).
"""

from __future__ import annotations

from typing import Any

import pytest

from maillage.reading import Reading, read_text

PARTIES = """ENTRE

Le Département de l’Ourcelle, sis 12 cours de la République à Montclair, représenté par sa présidente, Madame Solène Marchadier, ci-après dénommé « le Département »,
d’une part,

ET

L’association Les Passerelles, dont le siège est 4 rue du Four à Montclair, représentée par son président, Monsieur Paul Ledru, ci-après dénommée « l’Association »,
d’autre part,

Il est convenu ce qui suit :
"""
HEAD = f"CONVENTION DE PARTENARIAT\n\n{PARTIES}\n"
TAIL = """
Fait à Montclair, le 12 mai 2025

Pour le Département,
La présidente

Pour l’Association,
Le président
"""
OBJECT = "La convention organise l’accueil des jeunes adultes de Montclair."
WELCOME = "L’Association reçoit chaque jeune dans les huit jours."
TERM = "La convention est conclue pour deux ans."


def _read(body: str, *, head: str = HEAD, tail: str = TAIL, name: str = "convention.txt") -> Reading:
    reading = read_text(f"{head}{body}\n{tail}", name)
    assert reading.is_agreement, reading.nature_reason
    return reading


def _awaited(reason: str, *values: str) -> Any:
    """A case that the reader does not read yet."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


def _articles(reading: Reading) -> list[tuple[str | None, str | None]]:
    return [(article.number, article.heading) for article in reading.articles]


def _roots(reading: Reading) -> list[str]:
    """The provisions that stand at the top of the tree, in reading order."""
    return [provision.eid for provision in reading.provisions if provision.parent is None]


def _tree(reading: Reading, *roots: str) -> list[str]:
    """The eIds under some roots of the tree, the roots included."""
    return [provision.eid for provision in reading.provisions if provision.eid.split("__")[0] in roots]


def _items(reading: Reading) -> list[str]:
    return [reading.quote(provision.span).strip() for provision in reading.provisions if provision.kind == "item"]


HEADED = [
    ("ARTICLE 1 : {}", "ARTICLE 2 : {}", ["1", "2"]),
    ("ARTICLE 1 - {}", "ARTICLE 2 - {}", ["1", "2"]),
    ("ARTICLE 1\n\n{}", "ARTICLE 2\n\n{}", ["1", "2"]),
    ("Article 1er – {}", "Article 2 – {}", ["1", "2"]),
    ("Article 1 er. {}", "Article 1 bis. {}", ["1", "1 bis"]),
    ("Article premier : {}", "Article 2 : {}", ["1", "2"]),
    ("Article I – {}", "Article II – {}", ["I", "II"]),
    ("Article n° 1 : {}", "Article n° 2 : {}", ["1", "2"]),
    ("Art. 1 : {}", "Art. 2 : {}", ["1", "2"]),
    ("Art. 1er.- {}", "Art. 2.- {}", ["1", "2"]),
    ("I. {}", "II. {}", ["I", "II"]),
    ("I – {}", "II – {}", ["I", "II"]),
    ("I/ {}", "II/ {}", ["I", "II"]),
    ("1. {}", "2. {}", ["1", "2"]),
    ("1) {}", "2) {}", ["1", "2"]),
    ("1 - {}", "2 - {}", ["1", "2"]),
    ("A. {}", "B. {}", ["A", "B"]),
    ("**{}**", "**{}**", [None, None]),
    ("## Article 1 : {}", "## Article 2 : {}", ["1", "2"]),
    ("## **Article 1 : {}**", "## **Article 2 : {}**", ["1", "2"]),
    ("**ARTICLE 1** : {}", "**ARTICLE 2** : {}", ["1", "2"]),
    ("### {}", "### {}", [None, None]),
]


@pytest.mark.parametrize(("first", "second", "numbers"), HEADED)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["tight", "spaced"])
def test_articles_are_found_whatever_opens_them(first: str, second: str, numbers: list[str | None], gap: str) -> None:
    reading = _read(f"{first.format('Objet')}{gap}{OBJECT}\n\n{second.format('Accueil des jeunes')}{gap}{WELCOME}\n")
    assert _articles(reading) == list(zip(numbers, ["Objet", "Accueil des jeunes"], strict=True))
    eids = [f"art_{(number or str(at)).lower().replace(' ', '')}" for at, number in enumerate(numbers, 1)]
    assert _roots(reading) == ["cover", "parties", "preamble", *eids, "signatures"]
    assert _tree(reading, *eids) == [eid for art in eids for eid in (art, f"{art}__para_1")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("OBJET", "ACCUEIL DES JEUNES"),
        ("Objet", "Accueil des jeunes"),
    ],
)
def test_articles_without_any_number_are_found(first: str, second: str) -> None:
    reading = _read(f"{first}\n\n{OBJECT}\n\n{second}\n\n{WELCOME}\n")
    assert _articles(reading) == [(None, first), (None, second)]
    assert _roots(reading) == ["cover", "parties", "preamble", "art_1", "art_2", "signatures"]


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        (
            "ARTICLE 1 : MIEUX CONNAÎTRE LES JEUNES QUI QUITTENT\nL’AIDE SOCIALE À L’ENFANCE",
            "MIEUX CONNAÎTRE LES JEUNES QUI QUITTENT L’AIDE SOCIALE À L’ENFANCE",
        ),
        (
            "Article 1 – Accueil des jeunes adultes qui cherchent\nun premier logement",
            "Accueil des jeunes adultes qui cherchent un premier logement",
        ),
        ("ARTICLE 1\nOBJET DE LA CONVENTION", "OBJET DE LA CONVENTION"),
        ("Article 1er :\n\nObjet", "Objet"),
        ("**ARTICLE 1**\n\n**Objet de la convention**", "Objet de la convention"),
    ],
)
def test_a_heading_on_two_lines_is_one_heading(written: str, heading: str) -> None:
    reading = _read(f"{written}\n\n{OBJECT}\n\nArticle 2 : Durée\n\n{TERM}\n")
    assert _articles(reading) == [("1", heading), ("2", "Durée")]
    assert _tree(reading, "art_1") == ["art_1", "art_1__para_1"]


def test_an_article_without_heading_keeps_its_text() -> None:
    reading = _read(f"Article 1\n{OBJECT}\n\nArticle 2\n{TERM}\n")
    assert _articles(reading) == [("1", None), ("2", None)]
    assert reading.quote(next(p.span for p in reading.provisions if p.eid == "art_2__para_1")).strip() == TERM


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        *(
            (mark, text)
            for mark in (". ", " – ", " : ", "      ")
            for text in (TERM, "L’Association devra recevoir chaque jeune.")
        ),
        ("      ", OBJECT),
        *((mark, text) for mark in (". ", " – ", " : ") for text in (OBJECT, "L’Association recevra chaque jeune.")),
    ],
)
def test_the_text_on_the_line_of_the_heading_is_a_paragraph(mark: str, text: str) -> None:
    reading = _read(f"Article 1 – Objet{mark}{text}\n\nArticle 2 – Durée{mark}{TERM}\n")
    assert _articles(reading) == [("1", "Objet"), ("2", "Durée")]
    assert _tree(reading, "art_1", "art_2") == ["art_1", "art_1__para_1", "art_2", "art_2__para_1"]


def test_decimal_numbers_make_sections_in_their_article() -> None:
    reading = _read(
        f"Article 1 : Objet\n{OBJECT}\n\nArticle 2 : Accueil\n2.1 Premier rendez-vous\n{WELCOME}\n\n2.2 Suite du parcours\n2.2.1 Logement\nL’Association propose une chambre.\n"
        f"2.2.2 Emploi\nL’Association prépare un projet avec le jeune.\n\nArticle 3 : Durée\n3.1. Prise d’effet\nLa convention prend effet à sa signature.\n3.2. Terme\n{TERM}\n"
    )
    assert [number for number, _ in _articles(reading)] == ["1", "2", "3"]
    assert [eid for eid in _tree(reading, "art_2", "art_3") if "para" not in eid] == [
        "art_2", "art_2__sec_2.1", "art_2__sec_2.2", "art_2__sec_2.2__sec_2.2.1", "art_2__sec_2.2__sec_2.2.2", "art_3", "art_3__sec_3.1", "art_3__sec_3.2",
    ]  # fmt: skip
    assert {p.eid: p.heading for p in reading.provisions}["art_2__sec_2.2__sec_2.2.2"] == "Emploi"


def test_an_article_whose_own_line_is_missing_follows_from_its_sections() -> None:
    reading = _read(
        f"Article 1 : Objet\n{OBJECT}\n\nArticle 2 : Accueil\n{WELCOME}\n\n3.1 Prise d’effet\nLa convention prend effet à sa signature.\n\n3.2 Terme\n{TERM}\n"
    )
    assert _articles(reading) == [("1", "Objet"), ("2", "Accueil"), ("3", None)]


TITLED = "{} – DISPOSITIONS GÉNÉRALES\n\nArticle 1 : Objet\n{}\n\nTITRE II – ENGAGEMENTS\n\nCHAPITRE 1 : L’Association\n\nArticle 2 : Accueil\n{}\n\nCHAPITRE 2 : Le Département\n\nSection 1 – Argent\n\nArticle 3 : Subvention\nLe Département verse 20 000 € par an.\n"


@pytest.mark.parametrize(
    "title",
    [
        "TITRE I",
        "TITRE 1er",
        "TITRE PREMIER",
        "TITRE Ier",
    ],
)
def test_titles_chapters_and_sections_stand_over_the_articles(title: str) -> None:
    reading = _read(TITLED.format(title, OBJECT, WELCOME))
    first = "title_i" if title == "TITRE I" else "title_1"
    assert _articles(reading) == [("1", "Objet"), ("2", "Accueil"), ("3", "Subvention")]
    stand = [(p.eid, p.parent) for p in reading.provisions if p.kind in ("title", "chapter", "section", "article")]
    assert stand == [
        (first, None), ("art_1", first), ("title_ii", None), ("title_ii__chp_1", "title_ii"), ("art_2", "title_ii__chp_1"),
        ("title_ii__chp_2", "title_ii"), ("title_ii__chp_2__sec_1", "title_ii__chp_2"), ("art_3", "title_ii__chp_2__sec_1"),
    ]  # fmt: skip


def test_numbers_that_restart_under_each_title_stand_as_written() -> None:
    reading = _read(f"TITRE I – CADRE\n\nArticle 1 : Objet\n{OBJECT}\n\nTITRE II – VIE\n\nArticle 1 : Durée\n{TERM}\n")
    assert _articles(reading) == [("1", "Objet"), ("1", "Durée")]
    assert len({article.eid for article in reading.articles}) == 2


SIGNS = [*"-–—―‒−•●▪■◦·∙○o➢➤✓✔→⇒►»*+§▫‣⁃❖♦◆□☐❑➔➜\uf0b7\uf0a7\uf0d8", "\\-"]
LISTED = (
    "Article 1 : Engagements\nL’Association s’engage à :\n{0} recevoir chaque jeune ;\n{0} lui proposer une chambre.\n\nArticle 2 : Durée\n"
    + TERM
    + "\n"
)


@pytest.mark.parametrize(
    "sign",
    [
        *SIGNS,
    ],
)
def test_bullets_of_any_sign_make_a_list(sign: str) -> None:
    reading = _read(LISTED.format(sign))
    assert _items(reading) == [f"{sign} recevoir chaque jeune ;", f"{sign} lui proposer une chambre."]
    assert [eid.removeprefix("art_1__") for eid in _tree(reading, "art_1")] == [
        "art_1",
        "para_1",
        "list_1",
        "list_1__item_1",
        "list_1__item_2",
    ]
    assert [(c.form, c.bearers, c.text) for c in reading.commitments] == [
        ("listed", ("p2",), "recevoir chaque jeune ;"),
        ("listed", ("p2",), "lui proposer une chambre."),
    ]


NUMBERED = [
    pair.split("/")
    for pair in "(a)/(b) a-/b- i)/ii) i./ii. (1)/(2) a)/b) a./b. a°/b° A)/B) A./B. 1)/2) 1./2. 1-/2- 1°/2° 1°)/2°) I./II.".split()
]
UNNUMBERED = [pair.split("|") for pair in "①|② 1.1|1.2".split()]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        *NUMBERED,
        *(_awaited("not read as the number of an item", *pair) for pair in UNNUMBERED),
    ],
)
def test_lettered_and_numbered_lists_are_lists(one: str, two: str) -> None:
    reading = _read(
        f"Article 1 : Engagements\nL’Association s’engage à :\n{one} recevoir chaque jeune ;\n{two} lui proposer une chambre.\n\nArticle 2 : Durée\n{TERM}\n"
    )
    assert _items(reading) == [f"{one} recevoir chaque jeune ;", f"{two} lui proposer une chambre."]
    assert [(c.form, c.bearers, c.text) for c in reading.commitments] == [
        ("listed", ("p2",), "recevoir chaque jeune ;"),
        ("listed", ("p2",), "lui proposer une chambre."),
    ]


def test_lists_are_nested_by_their_signs_and_indents() -> None:
    reading = _read(
        "Article 1 : Engagements de l’Association\nL’Association s’engage à :\n- recevoir chaque jeune :\n   a) à Montclair ;\n   b) à Villebrume ;\n- lui proposer une chambre.\n\n"
        "Article 2 : Engagements du Département\nLe Département :\n1° verse 20 000 € par an ;\n2° informe l’Association :\n   • des arrivées ;\n   • des départs ;\n3° prête un local.\n"
    )
    assert [provision.eid for provision in reading.provisions if provision.kind == "item"] == [
        "art_1__list_1__item_1", "art_1__list_1__item_1__list_1__item_1", "art_1__list_1__item_1__list_1__item_2", "art_1__list_1__item_2",
        "art_2__list_1__item_1", "art_2__list_1__item_2", "art_2__list_1__item_2__list_1__item_1", "art_2__list_1__item_2__list_1__item_2", "art_2__list_1__item_3",
    ]  # fmt: skip


def _block(*lines: str) -> Reading:
    body = (
        "Il est convenu ce qui suit :\n\nArticle 1 : Objet\nLa convention organise l’accueil des jeunes.\n\nArticle 2 : Durée\n"
        + TERM
        + "\n"
    )
    return _read(body, head="CONVENTION DE PARTENARIAT\n\n" + "\n".join(lines) + "\n\n")


COUNTY = "Le Département de l’Ourcelle, représenté par sa présidente, Madame Solène Marchadier, ci-après dénommé « le Département »"
GROUP = "L’association Les Passerelles, représentée par son président, Monsieur Paul Ledru, ci-après dénommée « l’Association »"


@pytest.mark.parametrize(
    "lines",
    [
        ("ENTRE", "", f"{COUNTY},", "", "ET", "", f"{GROUP},"),
        ("Entre les soussignés :", "", f"- {COUNTY}, d’une part,", "", "et", "", f"- {GROUP}, d’autre part,"),
        ("Entre", f"{COUNTY},", "d’une part,", "Et", f"{GROUP},", "d’autre part,"),
        ("Entre d’une part :", f"{COUNTY},", "Et d’autre part :", f"{GROUP},"),
        (f"Entre {COUNTY},", "", f"et {GROUP},"),
        ("**ENTRE**", "", f"**Le Département de l’Ourcelle**{COUNTY.removeprefix('Le Département de l’Ourcelle')},", "", "**ET**", "", f"{GROUP},"),
        ("La présente convention est conclue entre :", "", f"{COUNTY},", "", "et", "", f"{GROUP},"),
        (f"{COUNTY},", "d’une part,", "", "et", "", f"{GROUP},", "d’autre part,"),
    ],
)  # fmt: skip
def test_the_block_of_parties_is_read_in_its_usual_forms(lines: tuple[str, ...]) -> None:
    reading = _block(*lines)
    assert [(p.id, p.name, p.short_name, p.nature, p.represented_by) for p in reading.parties] == [
        ("p1", "Le Département de l’Ourcelle", "le Département", "public", "sa présidente, Madame Solène Marchadier"),
        ("p2", "L’association Les Passerelles", "l’Association", "association", "son président, Monsieur Paul Ledru"),
    ]
    assert "parties" in _roots(reading)


SHORT_NAME = [
    "ci-après dénommé « le Département »", "ci-après dénommé le Département", "ci-après désigné par le terme « le Département »", "(ci-après dénommé(e) « le Département »)",
    "désigné sous le terme « le Département »", "ci-après « le Département »", 'dénommé ci-après "le Département"',
]  # fmt: skip


@pytest.mark.parametrize("said", SHORT_NAME)
def test_short_names_are_read_as_they_are_given(said: str) -> None:
    reading = _block("ENTRE", f"Le Département de l’Ourcelle, représenté par sa présidente, {said},", "ET", f"{GROUP},")
    assert [party.short_name for party in reading.parties] == ["le Département", "l’Association"]


def test_each_side_is_told_when_the_text_tells_it() -> None:
    assert [party.side for party in _read(f"Article 1 : Objet\n{OBJECT}\n").parties] == [1, 2]


@pytest.mark.parametrize(
    "blank",
    [
        *("......................", "……………", "[...]", "{{ nom }}"),
        _awaited("underscores are blanked as marks of layout: no party is named by them", "_________"),
    ],
)
def test_blanks_to_fill_in_stand_as_written(blank: str) -> None:
    reading = _block(
        "ENTRE",
        f"{COUNTY},",
        "ET",
        f"L’association {blank}, dont le siège est à {blank}, représentée par M. {blank}, ci-après dénommée « l’Association »,",
    )
    assert [party.short_name for party in reading.parties] == ["le Département", "l’Association"]
    assert reading.parties[1].name == f"L’association {blank}"
    assert sum(mention.kind == "blank" for mention in reading.mentions) >= 3


def test_a_number_left_blank_does_not_open_an_item() -> None:
    reading = _read(f"Article 1 : Objet\n{OBJECT}\n", head=f"CONVENTION DE PARTENARIAT\nn°      \n\n{PARTIES}\n")
    assert _roots(reading) == ["cover", "parties", "preamble", "art_1", "signatures"]
    assert not _items(reading)


def test_recitals_and_preamble_stand_before_the_articles() -> None:
    said = "Vu le code de l’action sociale et des familles,\nVu la délibération n° 2025-14 du 3 mars 2025,\nConsidérant que les jeunes adultes ont besoin d’un appui,\n\nPRÉAMBULE\n\nDepuis 2019, les deux parties se rencontrent.\n\nIl est convenu ce qui suit :"
    reading = _read(
        f"Article 1 : Objet\n{OBJECT}\n\nArticle 2 : Durée\n{TERM}\n",
        head=f"CONVENTION DE PARTENARIAT\n\n{PARTIES.replace('Il est convenu ce qui suit :', said)}\n",
    )
    assert _roots(reading) == ["cover", "parties", "recital", "preamble", "art_1", "art_2", "signatures"]
    assert _tree(reading, "recital") == ["recital", "recital__para_1", "recital__para_2", "recital__para_3"]
    preamble = next(provision for provision in reading.provisions if provision.eid == "preamble")
    assert preamble.heading_span
    assert reading.quote(preamble.heading_span).strip() == "PRÉAMBULE"


def test_a_table_of_contents_is_set_apart() -> None:
    contents = "SOMMAIRE\nArticle 1 : Objet ................................ 2\nArticle 2 : Durée ................................ 3\nAnnexe : Budget .................................. 4\n"
    reading = _read(
        f"Article 1 : Objet\n{OBJECT}\n\nArticle 2 : Durée\n{TERM}\n",
        head=f"CONVENTION DE PARTENARIAT\n\n{contents}\n{PARTIES}\n",
    )
    assert _articles(reading) == [("1", "Objet"), ("2", "Durée")]
    assert [provision.kind for provision in reading.provisions if provision.parent is None] == [
        "cover",
        "contents",
        "parties",
        "preamble",
        "article",
        "article",
        "signatures",
    ]


def test_a_table_of_contents_is_named_so() -> None:
    reading = _read(
        f"Article 1 : Objet\n{OBJECT}\n",
        head=f"CONVENTION\n\nSOMMAIRE\nArticle 1 : Objet ............ 2\n\n{PARTIES}\n",
    )
    assert "contents" in _roots(reading)


ANNEXES = "\nANNEXE 1 – CALENDRIER\n\nLe Département réunit l’Association en mars et en octobre.\n\nANNEXE 2 : BUDGET\n\n| Poste | Montant |\n|---|---|\n| Chambres | 12 000 € |\n"


def test_annexes_follow_the_signatures() -> None:
    reading = _read(
        f"Article 1 : Objet\n{OBJECT}\n\nArticle 2 : Durée\n{TERM} L’annexe 1 en fait partie.\n", tail=TAIL + ANNEXES
    )
    assert _roots(reading) == ["cover", "parties", "preamble", "art_1", "art_2", "signatures", "annex_1", "annex_2"]
    assert [(c.article, c.provision) for c in reading.commitments if c.text.startswith("Le Département réunit")] == [
        (None, "annex_1__para_1")
    ]


@pytest.mark.xfail(strict=True, reason="the rows of a Markdown table are paragraphs")
def test_a_table_left_in_markdown_is_a_table() -> None:
    reading = _read(f"Article 1 : Objet\n{OBJECT}\n", tail=TAIL + ANNEXES, name="convention.md")
    assert [provision.kind for provision in reading.provisions if provision.parent == "annex_2"] == ["table"]


@pytest.mark.parametrize(
    "opening",
    [
        "Fait à Montclair, le 12 mai 2025",
        "Fait en deux exemplaires à Montclair, le .......",
        "Signatures",
        "Établi à Montclair, le 12/05/2025",
        "Lu et approuvé,",
    ],
)
def test_signatures_are_set_apart(opening: str) -> None:
    reading = _read(
        f"Article 1 : Objet\n{OBJECT}\n\nArticle 2 : Durée\n{TERM}\n",
        tail=TAIL.replace("Fait à Montclair, le 12 mai 2025", opening),
    )
    assert _roots(reading)[-1] == "signatures"
    assert _tree(reading, "art_2") == ["art_2", "art_2__para_1"]


def test_who_signs_for_whom_is_read_under_the_signatures() -> None:
    reading = _read(f"Article 1 : Objet\n{OBJECT}\n\nArticle 2 : Durée\n{TERM}\n")
    assert {signatory.party for signatory in reading.signatories} >= {"p1", "p2"}


def test_a_capacity_below_the_party_is_that_of_its_signatory() -> None:
    reading = _read(f"Article 1 : Objet\n{OBJECT}\n\nArticle 2 : Durée\n{TERM}\n")
    assert [(s.party, s.capacity) for s in reading.signatories] == [("p1", "La présidente"), ("p2", "Le président")]


def test_what_markdown_leaves_behind_is_no_part_of_the_words() -> None:
    reading = _read(
        f"## Article 1 : Objet\n\n{OBJECT}\\\n\n## **Article 2 : Accueil des jeunes**\n\nL’Association s’engage à :\n\n* recevoir chaque jeune dans les **huit jours** ;\n* lui proposer une _chambre_.\n\n&nbsp;\n\n**ARTICLE 3 – Durée**<br>\n\n> {TERM}\n",
        name="convention.md",
    )
    assert _articles(reading) == [("1", "Objet"), ("2", "Accueil des jeunes"), ("3", "Durée")]
    assert [commitment.text for commitment in reading.commitments] == [
        "recevoir chaque jeune dans les huit jours ;",
        "lui proposer une chambre .",
    ]
    assert reading.terms.duration
    assert reading.terms.duration.value == "P2Y"


WRAPPED = """CONVENTION DE PARTENARIAT

ENTRE

Le Département de l’Ourcelle, sis 12 cours de la République à Montclair,
représenté par sa présidente, Madame Solène Marchadier, ci-après dénommé
« le Département »,

ET

L’association Les Passerelles, dont le siège est 4 rue du Four à Montclair,
représentée par son président, Monsieur Paul Ledru, ci-après dénommée
« l’Association »,

Il est convenu ce qui suit :

Article 1 : Objet

La convention organise l’accueil des jeunes adultes de Montclair et de
Villebrume qui quittent l’aide sociale à l’enfance, dans la limite de
quarante jeunes par an, sur la proposition des services sociaux de
l’Ourcelle.

Article 2 : Accueil des jeunes

L’Association reçoit chaque jeune dans les huit jours de sa demande, dans
les locaux de la rue du Four. Elle lui propose une chambre ou un studio,
selon ses moyens et selon ses projets. Le Département rembourse à
l’Association les frais de transport des jeunes qui viennent de loin.
"""


def test_lines_cut_at_a_fixed_width_make_whole_paragraphs() -> None:
    reading = _read("", head=WRAPPED)
    assert [party.short_name for party in reading.parties] == ["le Département", "l’Association"]
    assert _tree(reading, "art_1", "art_2") == ["art_1", "art_1__para_1", "art_2", "art_2__para_1"]
    assert [commitment.bearers for commitment in reading.commitments] == [("p2",), ("p2",), ("p1",)]
