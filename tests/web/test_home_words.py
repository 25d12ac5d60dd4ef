"""The home says days and numbers as people say them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web import home_words as words
from maillage.web.home import Coming, Expected

TODAY = dt.date(2026, 11, 24)  # a Tuesday
NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


def due(*days: int | None) -> list[Expected]:
    return [
        Expected("Répondre", "", "/", "Répondre", None if n is None else TODAY + dt.timedelta(days=n)) for n in days
    ]


@pytest.mark.parametrize(
    ("days", "word", "under"),
    [
        (-24, "En retard", "depuis le 31 octobre"),
        (0, "Aujourd’hui", "24 novembre"),
        (1, "Demain", "25 novembre"),
        (3, "Vendredi", "27 novembre, dans 3 jours"),
        (18, "12 décembre", "un samedi, dans 18 jours"),
        (38, "1er janvier 2027", "un vendredi, dans 38 jours"),
    ],
)
def test_a_day_is_told_by_its_distance(days: int, word: str, under: str) -> None:
    said = words.when(TODAY + dt.timedelta(days=days), TODAY)
    assert (said.word, said.under) == (word, under)


def test_what_has_no_day_says_so() -> None:
    assert words.when(None, TODAY).word == "Sans date"


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((), "Nous sommes le mardi 24 novembre. Rien n’est attendu de vous."),
        ((None,), "Nous sommes le mardi 24 novembre. Une réponse est attendue de vous."),
        ((1,), "Nous sommes le mardi 24 novembre. Une réponse est attendue de vous : elle est due demain."),
        ((-1,), "Nous sommes le mardi 24 novembre. Une réponse est attendue de vous : elle est en retard."),
        (
            (-9, 3, 18, None),
            "Nous sommes le mardi 24 novembre. Quatre réponses sont attendues de vous : une est en retard, "
            "la prochaine est due vendredi.",
        ),
        (
            (-9, -3, 0),
            "Nous sommes le mardi 24 novembre. Trois réponses sont attendues de vous : deux sont en retard, "
            "la prochaine est due aujourd’hui.",
        ),
        ((-9, -3), "Nous sommes le mardi 24 novembre. Deux réponses sont attendues de vous : toutes sont en retard."),
    ],
)
def test_the_first_sentence_says_how_much_is_expected(days: tuple[int | None, ...], sentence: str) -> None:
    assert words.lede(due(*days), TODAY) == sentence


@pytest.mark.parametrize(
    ("hours", "said"),
    [(1, "depuis 9 h 00"), (24, "depuis hier"), (96, "depuis vendredi"), (24 * 40, "depuis le 15 octobre")],
)
def test_the_last_visit_is_told_by_its_distance(hours: int, said: str) -> None:
    assert words.since(NOW - dt.timedelta(hours=hours), NOW) == said


def test_without_a_last_visit_the_last_month_is_told() -> None:
    assert words.since(None, NOW) == "ces 30 derniers jours"


@pytest.mark.parametrize(
    ("hours", "said"),
    [(1, "Aujourd’hui, 9 h 00"), (24, "Hier, 10 h 00"), (96, "Vendredi, 10 h 00"), (240, "14 novembre, 10 h 00")],
)
def test_an_instant_is_told_by_its_distance(hours: int, said: str) -> None:
    assert words.instant(NOW - dt.timedelta(hours=hours), NOW) == said


def test_days_to_come_stand_under_their_month() -> None:
    days = [Coming(TODAY + dt.timedelta(days=n), "Comité") for n in (0, 3, 10, 40)]
    assert [(month.name, len(month.days)) for month in words.by_month(days, TODAY)] == [
        ("Novembre", 2),
        ("Décembre", 1),
        ("Janvier 2027", 1),
    ]


@given(st.lists(st.one_of(st.none(), st.integers(-400, 400)), max_size=15))
def test_whatever_is_expected_the_sentence_is_whole(days: list[int | None]) -> None:
    said = words.lede(sorted(due(*days), key=lambda line: line.on or dt.date.max), TODAY)
    assert said.endswith(".")
    assert "None" not in said
    assert ("en retard" in said) == any(day is not None and day < 0 for day in days)
