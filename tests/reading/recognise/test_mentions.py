"""Points worth a note, signatories, guarantors, strength and theme."""

from __future__ import annotations

import pytest

from maillage.foundations.folding import fold
from maillage.reading import read_text
from maillage.reading.recognise.strength import strength_of
from maillage.reading.recognise.themes import theme_of
from tests.reading.recognise.making import AGREED, ASSOCIATION, DEPARTEMENT, agreed


@pytest.mark.parametrize(
    ("body", "kind", "text", "value"),
    [
        ("Une subvention de 12 500,50 euros est versée.", "amount", "12 500,50 euros", "12500.50"),
        ("Le budget est de 3 k€ au plus.", "amount", "3 k€", "3000.00"),
        ("Le programme coûte 1,5 million d'euros.", "amount", "1,5 million d'euros", "1500000.00"),
        ("Le bilan est remis le 1er mars 2026.", "date", "1er mars 2026", "2026-03-01"),
        ("Le bilan est remis le 31/12/2026.", "date", "31/12/2026", "2026-12-31"),
        (
            "Elle est établie en application de la loi n° 2002-2 du 2 janvier 2002.",
            "law",
            "loi n° 2002-2 du 2 janvier 2002",
            None,
        ),
        (
            "Elle est établie en application de l'article L. 123-4 du code de l'action sociale et des familles.",
            "law",
            "article L. 123-4 du code de l'action sociale et des familles",
            None,
        ),
        (
            "Elle s'inscrit dans le schéma départemental des solidarités.",
            "framework",
            "schéma départemental des solidarités",
            None,
        ),
        ("Les montants sont fixés à l'article 2.", "article", "l'article 2", "2"),
        ("Le plan figure en annexe 3.", "annex", "annexe 3", "3"),
        ("Elle complète la convention cadre.", "agreement", "la convention cadre", None),
        ("Le montant est de ............ euros.", "blank", "............", None),
        ("Elle est établie par [nom à compléter].", "blank", "[nom à compléter]", None),
    ],
)
def test_a_mention_has_its_kind_its_words_and_its_value(body: str, kind: str, text: str, value: str | None) -> None:
    assert (kind, text, value) in [(found.kind, found.text, found.value) for found in agreed(body).mentions]


@pytest.mark.parametrize(
    "body",
    [
        "Le code postal est 99120, la salle a 30 places.",
        "Selon l'article 1240 du code civil, chacun répond de ses fautes.",
        "Le 31 février 2026 n'existe pas.",
    ],
)
def test_other_numbers_are_no_amounts_dates_nor_references_to_the_text(body: str) -> None:
    reading = agreed(body)
    within = [found.kind for found in reading.mentions if found.span[0] < reading.articles[1].span[0]]
    assert not {"amount", "date", "article"} & set(within)


def test_the_items_of_a_list_are_what_its_lead_in_announces() -> None:
    reading = agreed(
        "Les parties partagent les principes suivants :\n- le respect des personnes ;\n- la confidentialité.\nLes objectifs sont :\n- l'accueil ;\n- l'orientation."
    )
    found = [(mention.kind, mention.text) for mention in reading.mentions if mention.kind in ("principle", "objective")]
    assert found == [
        ("principle", "le respect des personnes ;"),
        ("principle", "la confidentialité."),
        ("objective", "l'accueil ;"),
        ("objective", "l'orientation."),
    ]


def signed(block: str) -> list[tuple[str | None, str | None, str | None]]:
    reading = read_text(
        f"CONVENTION\n\nENTRE\n\n{DEPARTEMENT}\n\nET\n\n{ASSOCIATION}\n\n{AGREED}\n\nArticle 1 : Objet\nObjet.\n\nFait à Villebrume, le 3 mars 2026\n\n{block}\n"
    )
    return [(found.party, found.capacity, found.name) for found in reading.signatories]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("Pour le Département, la présidente\n\nAnne Solvert", [("p1", "la présidente", "Anne Solvert")]),
        ("Le président de l'Association\n\nPaul Orme", [("p2", "Le président de l'Association", "Paul Orme")]),
        ("Pour le Département,\n\nLa présidente\n\nAnne Solvert", [("p1", "La présidente", "Anne Solvert")]),
        ("Pour le Département          Pour l'Association", [("p1", None, None), ("p2", None, None)]),
        ("(signature)", []),
    ],
)
def test_who_signs_and_for_whom(block: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    assert signed(block) == expected


def test_guarantors_are_named_one_by_one() -> None:
    reading = agreed("Le président de l'Association et la directrice du centre sont garants de la présente convention.")
    assert [found.name for found in reading.guarantors] == ["Le président de l'Association", "la directrice du centre"]
    assert agreed("Le président de l'Association signe la présente convention.").guarantors == ()


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("prêter une salle", "firm"),
        ("s'efforcer de répondre dans les huit jours, s'efforce", "best_efforts"),
        ("dans la mesure du possible, prêter une salle", "best_efforts"),
        ("mettre tout en œuvre pour accueillir ; tout mettre en œuvre", "best_efforts"),
        ("sous réserve des crédits votés, verser une subvention", "conditional"),
        ("si la commune le demande, ouvrir la salle", "conditional"),
        ("en cas de besoin, ouvrir la salle", "conditional"),
        ("il pourra s'agir de prêter une salle", "envisaged"),
        ("il est envisagé de prêter une salle, sous réserve", "envisaged"),
        ("verser une subvention dans la limite des crédits", "conditional"),
        ("faire son possible pour accueillir", "best_efforts"),
    ],
)  # fmt: skip
def test_the_words_tell_how_firmly_a_commitment_binds(words: str, strength: str) -> None:
    assert strength_of(fold(words)) == strength


@pytest.mark.parametrize(
    ("words", "headings", "theme"),
    [
        ("accueillir les enfants", [], "enfance et famille"),
        ("verser une subvention", [], "financement"),
        ("remettre un bilan", [], "evaluation et observation"),
        ("prêter du matériel", [], "moyens"),
        ("prêter du matériel", ["Logement"], "logement"),
        ("prêter du matériel", ["Logement", "Formation des bénévoles"], "formation"),
        ("signer le registre", [], None),
    ],
)
def test_the_nearest_heading_tells_the_theme_else_the_words(words: str, headings: list[str], theme: str | None) -> None:
    assert theme_of(fold(words), headings) == theme


def test_a_lead_in_of_mutual_undertakings_makes_its_items_reciprocal() -> None:
    (found,) = agreed("Engagements réciproques :\n- échanger les informations.").commitments
    assert found.binding == "reciprocal"


def test_the_title_of_an_agreement_is_no_reference_to_another() -> None:
    reading = read_text(
        "CHARTE DE PARTENARIAT\n\nEntre\n\nLe Département de l'Ourcelle,\n\net\n\nL'association Les Mains tendues,\n\n"
        "Il est convenu ce qui suit :\n\nArticle 1 : Objet\nElle applique la charte de partenariat du 3 mars 2020.\n"
    )
    named = [found for found in reading.mentions if found.kind == "agreement"]
    assert [reading.quote(found.span) for found in named] == ["la charte de partenariat"]
