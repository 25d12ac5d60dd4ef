"""A yearly duty whose words name a month or a day falls there, and keeps its rank whatever its day."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.agreements.calendar import Clauses, Event, Kind, Words, timeline
from maillage.agreements.queries.duties import keyed
from maillage.foundations.days_of_year import DayOfYear, find_day_of_year
from maillage.foundations.durations import Duration
from maillage.foundations.folding import squash

YEARLY = Duration(years=1)


def reviews(
    quote: str, rhythm: Duration = YEARLY, *, effect: str = "2025-02-17", end: str = "2028-02-29"
) -> list[Event]:
    clauses = Clauses(
        dt.date.fromisoformat(effect),
        end=dt.date.fromisoformat(end),
        evaluation=rhythm,
        words={"evaluation": Words(quote, "7")},
    )
    return [one for one in timeline(clauses, until=dt.date(2035, 1, 1)) if one.kind == Kind.EVALUATION]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("chaque année, au mois de mars, à un bilan", DayOfYear(3)),
        ("un bilan est remis au mois d’avril de chaque année", DayOfYear(4)),
        ("bilan annuel, en février", DayOfYear(2)),
        ("bilan annuel au premier trimestre", DayOfYear(3)),
        ("bilan au cours du dernier trimestre de chaque année", DayOfYear(12)),
        ("bilan au second semestre", DayOfYear(12)),
        ("bilan remis avant le 30 juin de chaque année", DayOfYear(6, 30)),
        ("le 1er octobre de chaque année, une évaluation", DayOfYear(10, 1)),
        ("un premier bilan est remis avant le 30 juin 2027", None),
        ("évaluation commencée en mars 2027, puis chaque année", None),
        ("bilan remis avant le 31 juin", None),
        ("bilan annuel", None),
        ("au troisième semestre", None),
    ],
)
def test_the_words_name_a_day_of_each_year(words: str, named: DayOfYear | None) -> None:
    assert find_day_of_year(squash(words)) == named


def test_a_review_of_the_month_of_march_falls_on_its_last_day_until_the_end() -> None:
    days = [one.on.isoformat() for one in reviews("chaque année, au mois de mars, à un bilan")]
    assert days == ["2026-03-31", "2027-03-31"], "the end comes before that of 2028"


def test_the_last_day_of_february_is_that_of_each_year() -> None:
    days = [one.on.isoformat() for one in reviews("bilan annuel, en février", end="2028-12-31")]
    assert days == ["2026-02-28", "2027-02-28", "2028-02-29"]


def test_what_is_not_yearly_is_counted_from_the_effect() -> None:
    days = [one.on.isoformat() for one in reviews("au mois de mars", Duration(months=6), end="2026-03-01")]
    assert days == ["2025-08-17", "2026-02-17"]


def test_a_named_day_moves_no_key_so_that_what_was_done_stays_done() -> None:
    counted = reviews("bilan annuel", effect="2025-05-15", end="2029-05-14")
    placed = reviews("bilan annuel remis avant le 31 mars", effect="2025-05-15", end="2029-05-14")
    assert [one.on.isoformat() for one in placed] == ["2026-03-31", "2027-03-31", "2028-03-31", "2029-03-31"]
    assert [key for key, _ in keyed(placed)][: len(counted)] == [key for key, _ in keyed(counted)]
    assert {one.words.quote for one in placed if one.words} == {"bilan annuel remis avant le 31 mars"}
