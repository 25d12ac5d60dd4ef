"""What a text leaves unsaid: each doubt names its source, and disappears once it is said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.agreements.doubts import Case, Signing, doubts_of
from maillage.agreements.life import Facts, life_of
from maillage.agreements.plain import GROUPS, said, sentences

DAY = dt.date(2026, 3, 2)
PUBLIC = (Signing("le Département", True, None), Signing("le CCAS", True, None))
WHOLE = {
    "effect_trigger": "fixed_date",
    "effect_date": "2025-01-01",
    "end_date": "2027-12-31",
    "renewal_mode": "none",
    "notice_period": "P3M",
    "notice_form": "registered_letter",
    "amendment_by": "amendment",
}
ARTICLE = "moyennant un préavis de trois mois à compter de la réception de la lettre"


def case(values: dict[str, str], **changes: Any) -> Case:
    facts = changes.pop("facts", Facts())
    given = {"kind": "protocole", "parties": PUBLIC, "notice_text": ARTICLE, "day": DAY} | changes
    return Case(values=values, facts=facts, life=life_of(values, facts), **given)


def titles(values: dict[str, str], **changes: Any) -> list[str]:
    return [doubt.title for doubt in doubts_of(case(values, **changes))]


def test_a_text_that_says_all_leaves_no_doubt() -> None:
    assert titles(WHOLE) == []


@pytest.mark.parametrize(
    ("dropped", "title"),
    [
        (("effect_trigger", "effect_date"), "Le texte ne dit pas quand il prend effet."),
        (("effect_date",), "La date d’effet est restée en blanc."),
        (("end_date",), "Le texte ne dit pas combien de temps il dure."),
        (("notice_period", "notice_form"), "Le texte ne dit pas comment en sortir."),
        (("amendment_by",), "Le texte ne dit pas comment le modifier."),
    ],
)
def test_what_is_not_said_is_told(dropped: tuple[str, ...], title: str) -> None:
    values = {name: value for name, value in WHOLE.items() if name not in dropped}
    assert title in titles(values)


def test_a_tacit_renewal_without_a_length_is_told_with_what_the_law_says() -> None:
    values = WHOLE | {"renewal_mode": "tacit", "non_renewal_notice": "P3M"}
    (doubt,) = doubts_of(case(values))
    assert doubt.source == "C. civ. 1214, 1215 et 1211"
    assert "durée indéterminée" in doubt.law
    assert titles(values | {"renewal_period": "P1Y"}) == []


def test_a_notice_without_a_starting_point_is_told() -> None:
    for text in (
        "avec un préavis de trois mois",
        "par lettre avec accusé de réception, moyennant un préavis de trois mois",
    ):
        assert "Le préavis n’a pas de point de départ." in titles(WHOLE, notice_text=text)
    for text in (
        ARTICLE,
        "le délai court dès réception du courrier",
        "trois mois après la notification de la décision",
    ):
        assert "Le préavis n’a pas de point de départ." not in titles(WHOLE, notice_text=text)
    assert "Le préavis n’a pas de point de départ." not in titles(WHOLE, notice_text="")


def test_without_an_exit_clause_the_law_depends_on_who_signs() -> None:
    values = {name: value for name, value in WHOLE.items() if not name.startswith("notice")}
    mixed = (PUBLIC[0], Signing("la Fédération", False, None))
    assert [one.source for one in doubts_of(case(values))] == ["CE, 27 février 2015, n° 357028"]
    assert [one.source for one in doubts_of(case(values, parties=mixed))] == ["C. civ. 1212"]
    del values["end_date"]
    assert "C. civ. 1211" in [one.source for one in doubts_of(case(values, parties=mixed))]


def test_signing_before_the_authority_is_told_and_so_is_an_earlier_effect() -> None:
    late = (Signing("le CCAS", True, dt.date(2025, 4, 10)),)
    assert titles(WHOLE, parties=late) == ["La prise d’effet précède une délibération : le CCAS, 10 avril 2025."]
    signed = titles(WHOLE, parties=late, facts=Facts(signed_on=dt.date(2025, 2, 1)))
    assert signed == ["La signature précède une délibération : le CCAS, 10 avril 2025."]
    private = (Signing("la Fédération", False, dt.date(2025, 4, 10)),)
    assert titles(WHOLE, parties=private) == []


def test_the_date_on_which_the_effect_depends_is_asked_for() -> None:
    values = WHOLE | {"effect_trigger": "notification"}
    del values["effect_date"]
    assert "La date de la notification n’est pas connue." in titles(values)
    assert titles(values, facts=Facts(notified_on=dt.date(2025, 1, 2))) == []


def test_a_term_that_passed_is_told() -> None:
    assert titles(WHOLE, day=dt.date(2028, 1, 1)) == ["Le terme est passé."]


def test_a_contract_of_means_longer_than_five_years_is_told() -> None:
    values = WHOLE | {"duration": "P6Y"}
    assert "Ce contrat dépasse cinq ans." in titles(values, kind="cpom")
    assert "Ce contrat dépasse cinq ans." not in titles(values, kind="protocole")


def test_clauses_are_said_in_plain_french() -> None:
    values = {"renewal_mode": "tacit", "renewal_period": "P1Y", "renewal_max_times": "2", "non_renewal_notice": "P3M"}
    assert sentences("suite", values) == [
        "Au terme, si personne ne s’y oppose, il repart pour un an.",
        "Il peut repartir 2 fois au plus.",
        "Pour l’empêcher, il faut prévenir trois mois avant le terme.",
    ]
    assert sentences("sortie", WHOLE) == [
        "Une partie peut le quitter par lettre recommandée avec avis de réception, avec un préavis de trois mois."
    ]
    assert said("effect_date", "2025-01-01") == "1er janvier 2025"
    assert said("effect_date", "un jour") == "un jour"


@pytest.mark.parametrize("group", [key for key, _title, _names in GROUPS])
def test_a_silent_text_makes_no_sentence(group: str) -> None:
    assert sentences(group, {}) == []
