"""Groups that meet under the agreement."""

from __future__ import annotations

import pytest

from tests.reading.recognise.making import agreed


def bodies(body: str, heading: str = "Suivi") -> list[tuple[str, str | None]]:
    return [(found.name, found.periodicity) for found in agreed(body, heading=heading).bodies]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Un comité de pilotage se réunit deux fois par an.", [("comité de pilotage", "P6M")]),
        ("Il est créé une commission de suivi et d'évaluation.", [("commission de suivi et d'évaluation", None)]),
        ("Un comité technique est mis en place. Il se réunit chaque trimestre.", [("comité technique", "P3M")]),
        ("Les parties organisent une réunion annuelle de concertation.", [("réunion annuelle de concertation", "P1Y")]),
        ("Une cellule de veille examine les situations urgentes.", [("cellule de veille", None)]),
        ("Un comité chargé du suivi se réunit deux fois par an.", [("comité", "P6M")]),
        ("La commission permanente du conseil départemental se réunit chaque mois.", []),
        ("Le conseil municipal de Villebrume délibère chaque année.", []),
        ("Le comité est informé du calendrier.", []),
        ("Le compte rendu de la réunion est transmis aux parties.", []),
        ("La décision est prise en première instance.", []),
    ],
)
def test_a_group_that_the_text_gives_life_is_a_body(body: str, expected: list[tuple[str, str | None]]) -> None:
    assert bodies(body) == expected


def test_a_body_named_again_is_one_and_takes_the_rhythm_said_later() -> None:
    assert bodies("Un comité de pilotage est créé.\nLe comité de pilotage se réunit au moins une fois par an.") == [
        ("comité de pilotage", "P1Y")
    ]


def test_a_heading_names_a_body_that_the_text_calls_by_its_kind() -> None:
    assert bodies("Le comité se réunit chaque semestre.", heading="Le comité") == [("comité", "P6M")]


def test_the_members_are_those_of_the_sentence_or_of_the_list_below() -> None:
    (one,) = agreed("Le comité de suivi est composé du maire, de la présidente et de deux bénévoles. ").bodies
    assert one.members == ("maire", "de la présidente", "de deux bénévoles")
    (two,) = agreed("Le comité de suivi est composé comme suit et comprend :\n- le maire ;\n- la présidente.").bodies
    assert two.members == ("le maire", "la présidente")


def test_what_a_body_does_is_no_commitment_of_a_party() -> None:
    reading = agreed("Le comité de pilotage examine le bilan chaque année.")
    assert [found.name for found in reading.bodies] == ["comité de pilotage"]
    assert reading.commitments == ()


def test_the_day_on_which_a_body_met_is_no_part_of_its_name() -> None:
    told = bodies("Le comité de pilotage du 4 mars a proposé ce texte. Le comité de pilotage se réunit chaque année.")
    assert told == [("comité de pilotage", "P1Y")]


def test_who_sits_in_a_body_is_no_commitment() -> None:
    reading = agreed(
        "Une instance de suivi se réunit chaque année. Elle rassemble le directeur du centre et trois élus."
    )
    assert not [found.text for found in reading.commitments if "rassemble" in found.text]
