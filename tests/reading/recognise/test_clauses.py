"""What a sentence makes somebody do, and what it does not."""

from __future__ import annotations

import pytest

from maillage.reading import read_text
from tests.reading.recognise.making import AGREED, ASSOCIATION, DEPARTEMENT, commitments, told


@pytest.mark.parametrize(
    ("sentence", "bearers"),
    [
        ("Le Département s'engage à former les bénévoles.", "p1"),
        ("L'Association s'oblige à tenir un registre.", "p2"),
        ("Les parties s'engagent à se tenir informées.", "p1 p2"),
        ("L'Association doit remettre un bilan avant le 31 mars.", "p2"),
        ("Le Département veille à la formation des bénévoles.", "p1"),
        ("L'Association est tenue de souscrire une assurance.", "p2"),
        ("L'Association est chargée de l'accueil des familles.", "p2"),
        ("Le Département garantit l'accès à la salle.", "p1"),
        ("Le Département prend en charge les frais de transport.", "p1"),
        ("L'Association s'interdit de céder la salle à un tiers.", "p2"),
        ("L'Association ne peut transférer la subvention à un tiers.", "p2"),
        ("L'Association ne pourra céder la salle à un tiers.", "p2"),
    ],
)
def test_a_verb_of_undertaking_of_duty_or_of_prohibition_binds_its_subject(sentence: str, bearers: str) -> None:
    assert told(sentence) == [("explicit", bearers)]


@pytest.mark.parametrize(
    ("sentence", "bearers"),
    [
        ("L'Association transmet un bilan avant le 31 mars.", "p2"),
        ("Le Département versera une subvention de 12 000 euros.", "p1"),
        ("Le Département et l'Association organisent une réunion chaque année.", "p1 p2"),
        ("Chacune des parties désigne un correspondant.", "p1 p2"),
        ("Les services du Département instruisent les demandes.", "p1"),
        ("La liste est établie par l'Association chaque trimestre.", "p2"),
        ("L'accueil des familles est assuré par les bénévoles de l'Association.", "p2"),
        ("Le dossier est remis au Département, qui informe la famille.", "p1"),
    ],
)
def test_a_present_or_a_future_says_what_a_party_does(sentence: str, bearers: str) -> None:
    assert told(sentence) == [("present", bearers)]


@pytest.mark.parametrize(
    ("sentence", "bearers"),
    [
        ("Les frais de nettoyage incombent à l'Association.", "p2"),
        ("La tenue du registre est confiée à l'Association.", "p2"),
        ("Il appartient à l'Association de prévenir les familles.", "p2"),
        ("Le bilan doit être remis par l'Association avant le 31 mars.", "p2"),
        ("Les frais de nettoyage sont à la charge de l'Association.", "p2"),
        ("Les frais de nettoyage sont à la charge du Département.", "p1"),
        ("L'entretien du local incombe au Département.", "p1"),
    ],
)
def test_a_charge_or_a_duty_by_an_agent_binds_that_agent(sentence: str, bearers: str) -> None:
    assert told(sentence) == [("explicit", bearers)]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ("L'Association ouvre la salle. Elle s'engage à la tenir propre.", [("present", "p2"), ("explicit", "p2")]),
        (
            "L'Association ouvre la salle. Il lui appartient de la tenir propre.",
            [("present", "p2"), ("explicit", "p2")],
        ),
        (
            "Le Département informe l'Association. Celle-ci transmet la liste des familles.",
            [("present", "p1"), ("present", "p2")],
        ),
        ("Si l'Association le demande, elle fournit un justificatif.", [("present", "p2")]),
        ("Le comité se réunit chaque année. Il examine le bilan.", []),
    ],
)
def test_a_pronoun_stands_for_the_subject_before_it(sentences: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentences) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Une réunion doit être organisée chaque année.",
        "Les familles doivent obligatoirement être prévenues avant le départ.",
        "La salle ne peut être prêtée à un tiers.",
    ],
)
def test_a_passive_with_a_mark_of_duty_and_no_agent_is_borne_by_nobody(sentence: str) -> None:
    (found,) = commitments(sentence)
    assert (found.form, found.bearers, found.binding) == ("explicit", (), "none")


@pytest.mark.parametrize(
    "sentence",
    [
        "Le Département peut visiter la salle.",
        "L'Association se réserve le droit d'annuler la séance.",
        "L'Association a pour objet l'accueil des familles.",
        "Le Département souhaite développer l'accueil.",
        "Les familles sont accueillies le mercredi.",
        "La demande de l'Association est motivée.",
        "L'Association ne peut être tenue responsable des vols.",
        "La présente convention est signée par les parties.",
        "La convention doit être signée.",
        "Le comité examine les demandes chaque trimestre.",
        "Le préfet transmet un rapport chaque année.",
    ],
)
def test_rights_aims_facts_and_acts_of_others_bind_no_party(sentence: str) -> None:
    assert told(sentence) == []


def test_two_verbs_of_one_sentence_are_one_commitment() -> None:
    (found,) = commitments("L'Association accueille les familles et transmet un bilan au Département.")
    assert (found.form, found.bearers, found.binding) == ("present", ("p2",), "one")
    assert found.text == "L'Association accueille les familles et transmet un bilan au Département."


@pytest.mark.parametrize(
    "sentence",
    [
        "L'Association convient avec le Département d'un programme annuel.",
        pytest.param(
            "L'Association convient, avec le Département, d'un programme annuel.",
            marks=pytest.mark.xfail(
                reason="between commas the partner hides what « convient » governs: it is then no verb of duty"
            ),
        ),
    ],
)
def test_a_partner_named_after_the_verb_is_bound_too(sentence: str) -> None:
    assert told(sentence) == [("explicit", "p1 p2")]


def test_the_binding_says_how_many_are_bound() -> None:
    assert [
        found.binding for found in commitments("Les parties s'engagent à se réunir. Le Département s'engage à payer.")
    ] == ["all", "one"]
    (mutual,) = commitments("Les parties s'engagent à une information mutuelle.")
    assert mutual.binding == "reciprocal"


def test_preambles_hold_only_what_is_undertaken_in_so_many_words() -> None:
    preamble = "Préambule\nLe Département soutient les familles.\nL'Association s'engage à les accueillir.\n"
    reading = read_text(
        f"CONVENTION\n\nENTRE\n\n{DEPARTEMENT}\n\nET\n\n{ASSOCIATION}\n\n{preamble}\n{AGREED}\n\nArticle 1 : Objet\nObjet.\n"
    )
    assert [(found.form, found.bearers) for found in reading.commitments] == [("explicit", ("p2",))]


def test_under_a_heading_of_context_the_present_only_describes() -> None:
    assert told("L'Association accueille deux cents familles.", heading="Contexte") == []
