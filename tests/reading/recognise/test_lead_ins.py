"""Lists of undertakings: the phrase or heading that announces them, the items that are acts and those that are not."""

from __future__ import annotations

import pytest

from maillage.foundations.folding import fold
from maillage.reading.recognise.lead_ins import is_act
from tests.reading.recognise.making import commitments, told

ACTS = "- prêter une salle ;\n- former les bénévoles."


@pytest.mark.parametrize(
    ("lead_in", "bearers"),
    [
        ("L'Association s'engage à :", "p2"),
        ("Les parties s'engagent à :", "p1 p2"),
        ("Le Département doit :", "p1"),
        ("A ce titre, le Département :", "p1"),
        ("Les obligations de l'Association sont notamment de :", "p2"),
        ("Engagements de l'Association :", "p2"),
        ("Le Département :", "p1"),
        ("Engagements réciproques :", "p1 p2"),
    ],
)
def test_each_act_under_a_lead_in_is_a_commitment_of_those_it_names(lead_in: str, bearers: str) -> None:
    found = commitments(f"{lead_in}\n{ACTS}")
    assert [(each.form, " ".join(each.bearers), each.lead_in) for each in found] == [("listed", bearers, lead_in)] * 2
    assert [each.text for each in found] == ["prêter une salle ;", "former les bénévoles."]


def test_a_heading_over_the_list_names_who_is_bound() -> None:
    assert told(ACTS.replace("- ", "- à "), heading="Engagements du Département") == [("listed", "p1")] * 2


def test_things_that_one_verb_governs_are_one_commitment_in_all() -> None:
    assert told("Le Département s'engage à fournir :\n- des tables ;\n- des chaises ;\n- un vidéoprojecteur.") == [
        ("explicit", "p1")
    ]


def test_a_lead_in_that_says_an_act_of_its_own_counts_with_its_items() -> None:
    found = told(
        "Le Département s'engage à accompagner les familles, et notamment à :\n- informer les parents ;\n- orienter les enfants."
    )
    assert found == [("explicit", "p1"), ("listed", "p1"), ("listed", "p1")]


def test_a_pronoun_announces_for_the_party_named_before() -> None:
    found = told(
        "L'Association ouvre la salle le mercredi.\nElle s'engage à :\n- accueillir les familles ;\n- tenir un registre."
    )
    assert found == [("present", "p2"), ("listed", "p2"), ("listed", "p2")]


def test_an_item_that_names_its_agent_binds_that_agent() -> None:
    found = told(
        "Le suivi est assuré :\n- par le Département, pour les familles suivies ;\n- par l'Association, pour les autres."
    )
    assert found == [("listed", "p1"), ("listed", "p2")]


def test_items_of_a_nested_list_are_borne_by_those_of_the_outer_one() -> None:
    found = told(
        "L'Association s'engage à :\n- accueillir :\n    • informer les familles ;\n    • orienter les enfants ;\n- tenir un registre."
    )
    assert found[-1] == ("listed", "p2")
    assert {bearers for _, bearers in found} == {"p2"}
    assert len(found) == 4


@pytest.mark.parametrize(
    "lead_in", ["Sont annexés à la présente convention :", "La salle comprend :", "Le comité a pour mission de :"]
)
def test_lists_that_announce_no_undertaking_of_a_party_bind_nobody(lead_in: str) -> None:
    assert told(f"{lead_in}\n- le plan de la salle ;\n- la liste du mobilier.") == []


@pytest.mark.parametrize(
    ("item", "act"),
    [
        ("prêter une salle", True), ("à prêter une salle", True), ("ne pas céder la salle", True), ("d'informer les familles", True),
        ("se réunir chaque mois", True), ("en assurant l'accueil", True), ("transmet un bilan", True), ("y accueillir les familles", True),
        ("des tables", False), ("la salle du Lavoir", False), ("pendant un an", False), ("membre du bureau", False), ("un registre", False),
    ],
)  # fmt: skip
def test_an_act_opens_with_an_infinitive_a_gerund_or_a_finite_verb(item: str, act: bool) -> None:
    assert is_act(fold(item)) is act


@pytest.mark.parametrize("item", ["les accueillir le mercredi", "leur fournir un repas"])
def test_an_act_may_open_with_a_plural_pronoun(item: str) -> None:
    assert is_act(fold(item))
