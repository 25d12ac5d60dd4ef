"""Who signs: blocks of parties, what they say of each, and where parties are named without a block."""

from __future__ import annotations

import pytest

from maillage.reading import read_text
from tests.reading.recognise.making import ASSOCIATION, DEPARTEMENT, block


def test_a_block_gives_each_party_with_its_attributes() -> None:
    one, two = block(DEPARTEMENT, ASSOCIATION).parties
    assert (one.id, one.name, one.short_name, one.nature, one.side) == (
        "p1",
        "Le Département de l'Ourcelle",
        "le Département",
        "public",
        1,
    )
    assert one.represented_by == "Mme Anne Solvert, présidente du conseil départemental"
    assert (two.id, two.name, two.short_name, two.nature, two.side) == (
        "p2",
        "L'association Les Mains tendues",
        "l'Association",
        "association",
        2,
    )
    assert two.seat == "3 rue des Tanneurs à Villebrume"
    assert two.capacity == "président"
    assert one.seat is None


@pytest.mark.parametrize(
    ("party", "name", "nature"),
    [
        ("La commune de Villebrume, représentée par son maire", "La commune de Villebrume", "public"),
        ("Le CCAS de Villebrume, sis place du Lavoir", "Le CCAS de Villebrume", "public"),
        ("L'État, représenté par le préfet de l'Ourcelle", "L'État", "public"),
        (
            "La caisse d'allocations familiales de l'Ourcelle, agissant par son directeur",
            "La caisse d'allocations familiales de l'Ourcelle",
            "public",
        ),
        (
            "La SARL Les Transports de l'Ourcelle, immatriculée au registre du commerce",
            "La SARL Les Transports de l'Ourcelle",
            "company",
        ),
        ("La fondation du Moulin, reconnue d'utilité publique", "La fondation du Moulin", "association"),
        ("M. Jean Tilleul, demeurant à Montclair", "M. Jean Tilleul", "person"),
        ("L'établissement Les Aulnes, représenté par sa directrice", "L'établissement Les Aulnes", "other"),
        ("L'établissement « Les Aulnes », représenté par sa directrice", "L'établissement « Les Aulnes »", "other"),
    ],
)
def test_the_name_ends_where_its_first_attribute_begins_and_tells_the_nature(
    party: str, name: str, nature: str
) -> None:
    found = block(DEPARTEMENT, party).parties[-1]
    assert (found.name, found.nature) == (name, nature)


@pytest.mark.parametrize(
    ("party", "short_name"),
    [
        ("L'association Les Mains tendues, ci-après dénommée « l'Association »", "l'Association"),
        ("L'association Les Mains tendues, désignée ci-après sous le terme « l'opérateur »", "l'opérateur"),
        ("L'association Les Mains tendues, dénommée ci-après le gestionnaire,", "le gestionnaire"),
        ("La Fédération des centres sociaux (FCSO), représentée par sa présidente", "FCSO"),
        ("L'association Les Mains tendues, représentée par son président", None),
        ("L'association Les Mains tendues (2019), représentée par son président", None),
    ],
)
def test_the_short_name_is_what_the_text_will_call_the_party(party: str, short_name: str | None) -> None:
    assert block(DEPARTEMENT, party).parties[-1].short_name == short_name


@pytest.mark.parametrize(
    "between",
    [
        "la commune de Villebrume, représentée par Mme Lise Aubier, maire, d'une part, et l'association Les Mains tendues, représentée par sa présidente, d'autre part.",
        "la commune de Villebrume, sise place du Lavoir, et l'association Les Mains tendues, représentée par sa présidente.",
        "la commune de Villebrume et l'association Les Mains tendues,",
        "la commune de Villebrume et l'association Les Mains tendues.",
        pytest.param(
            "la commune de Villebrume, représentée par son maire, et l'association Les Mains tendues, représentée par sa présidente.",
            marks=pytest.mark.xfail(
                reason="after « représentée par son maire, » without a second comma, « et » seems to go on with who represents"
            ),
        ),
    ],
)
def test_parties_on_one_line_are_parted_at_the_word_and(between: str) -> None:
    reading = read_text(f"CONVENTION\n\nEntre {between}\n\nIl est convenu ce qui suit :\n\nArticle 1 : Objet\nObjet.\n")
    assert [party.name for party in reading.parties] == ["la commune de Villebrume", "l'association Les Mains tendues"]


def test_the_parties_are_numbered_in_the_order_of_the_text() -> None:
    reading = read_text(
        "CONVENTION\n\nConclue entre l'État et la commune de Villebrume,\n\nET\n\nL'association Les Mains tendues, "
        "représentée par sa présidente,\n\nET D'AUTRE PART,\n\nIl est convenu ce qui suit :\n\nArticle 1 : Objet\nObjet.\n"
    )
    assert [party.span for party in reading.parties] == sorted(party.span for party in reading.parties)
    assert [party.id for party in reading.parties] == [f"p{n}" for n in range(1, len(reading.parties) + 1)]


@pytest.mark.parametrize(
    "party",
    [
        "La commune de Villebrume, représentée par Mme Lise Aubier, maire",
        "La commune de Villebrume\nReprésentée par Mme Lise Aubier, maire,\nassistée de M. Luc Pré, adjoint",
        pytest.param(
            "La commune de Villebrume, représentée par Mme Lise Aubier, maire, et M. Luc Pré, adjoint",
            marks=pytest.mark.xfail(reason="a second representative after « et » is read as a party"),
        ),
    ],
)
def test_the_representative_of_a_party_is_not_a_party(party: str) -> None:
    assert [found.name for found in block(party, ASSOCIATION).parties] == [
        "La commune de Villebrume",
        "L'association Les Mains tendues",
    ]


def test_who_acts_in_the_name_of_a_party_represents_it() -> None:
    found = block(
        "Mme Lise Aubier, maire, agissant au nom et pour le compte de la commune de Villebrume", ASSOCIATION
    ).parties[0]
    assert (found.name, found.represented_by, found.nature) == ("la commune de Villebrume", "Mme Lise Aubier", "public")


@pytest.mark.parametrize(
    ("party", "name"),
    [
        ("L'association ..............., représentée par ............", "L'association ..............."),
        ("{{ association }}, représentée par son président", "{{ association }}"),
        pytest.param(
            "{{ nom_association }}, représentée par son président",
            "{{ nom_association }}",
            marks=pytest.mark.xfail(reason="the low line of a field is taken for a Markdown mark and becomes a space"),
        ),
    ],
)
def test_a_blank_with_a_noun_or_a_field_is_a_party_whose_name_is_to_come(party: str, name: str) -> None:
    assert block(DEPARTEMENT, party).parties[-1].name == name


def test_lines_that_only_describe_belong_to_the_party_above() -> None:
    reading = block(
        "La commune de Villebrume\nSise place du Lavoir\nReprésentée par son maire, Mme Lise Aubier", ASSOCIATION
    )
    assert [party.name for party in reading.parties] == ["La commune de Villebrume", "L'association Les Mains tendues"]
    assert reading.parties[0].represented_by == "son maire, Mme Lise Aubier"


def test_three_parties_keep_their_order() -> None:
    reading = block(
        DEPARTEMENT.removesuffix(" d'une part,"), "La commune de Villebrume, représentée par son maire,", ASSOCIATION
    )
    assert [party.id for party in reading.parties] == ["p1", "p2", "p3"]
    assert [party.nature for party in reading.parties] == ["public", "public", "association"]


def test_a_title_that_names_the_parties_does_not_double_them() -> None:
    reading = block(
        DEPARTEMENT,
        ASSOCIATION,
        title="CONVENTION\nentre le Département de l'Ourcelle et l'association Les Mains tendues",
    )
    assert len(reading.parties) == 2


def test_without_a_block_those_who_undertake_are_the_parties() -> None:
    reading = read_text(
        "CHARTE DE PARTENARIAT\n\nArticle 1 : Engagements\nLa commune de Villebrume s'engage à prêter une salle.\n"
        "Les associations adhérentes s'engagent à tenir la salle propre.\n\nArticle 2 : Durée\nLa présente charte est conclue pour un an.\n"
    )
    assert [party.name for party in reading.parties] == ["La commune de Villebrume", "Les associations adhérentes"]


def test_statutes_bind_an_association_and_its_members() -> None:
    reading = read_text(
        "STATUTS\n\nArticle 1 : Constitution\nIl est fondé entre les adhérents une association dénommée Les Mains tendues, régie par la loi "
        "du 1er juillet 1901.\n\nArticle 2 : Membres\nL'association se compose de membres actifs. Les membres s'engagent à respecter les statuts.\n"
        "L'assemblée générale se réunit chaque année.\n"
    )
    assert [party.nature for party in reading.parties] == ["association", "other"]


def test_a_person_who_signs_and_undertakes_is_a_party_too() -> None:
    reading = read_text(
        f"CONVENTION DE STAGE\n\nENTRE\n\n{DEPARTEMENT}\n\nET\n\nLe lycée de Montclair, représenté par son proviseur, d'autre part,\n\n"
        "Il est convenu ce qui suit :\n\nArticle 1 : Obligations\nLe stagiaire s'engage à respecter les horaires.\n\n"
        "Fait à Villebrume, le 3 mars 2026\n\nLe stagiaire\n"
    )
    assert [(party.name, party.nature) for party in reading.parties][2:] == [("Le stagiaire", "person")]


@pytest.mark.parametrize(
    ("words", "body", "number", "date", "blank"),
    [
        (
            "en vertu d'une délibération n° 2025-14 du conseil municipal en date du 12 mars 2025",
            "conseil municipal",
            "2025-14",
            "2025-03-12",
            False,
        ),
        (
            "par délibération du conseil d'administration n° ...... du ......",
            "conseil d'administration",
            None,
            None,
            True,
        ),
        ("en vertu d'une décision du 2 mai 2025", None, None, "2025-05-02", False),
    ],
)
def test_the_authority_says_by_virtue_of_what_a_party_signs(
    words: str, body: str | None, number: str | None, date: str | None, blank: bool
) -> None:
    found = (
        block(f"La commune de Villebrume, représentée par son maire, habilité {words}", ASSOCIATION)
        .parties[0]
        .authority
    )
    assert found
    assert (found.body, found.number, found.date, found.blank) == (body, number, date, blank)


def test_a_party_that_names_no_act_has_no_authority() -> None:
    assert block(DEPARTEMENT, ASSOCIATION).parties[1].authority is None
