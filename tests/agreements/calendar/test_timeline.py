"""The life of an agreement to the day: both readings of a term, notices, renewals, and duties that come back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.calendar import Clauses, Kind, Renewal, notice, terms, timeline
from maillage.foundations.durations import Duration
from maillage.foundations.workdays import is_working_day
from tests.agreements.calendar.test_durations import counted

THREE_YEARS, ONE_YEAR, THREE_MONTHS = Duration(years=3), Duration(years=1), Duration(months=3)
UNTIL = dt.date(2035, 1, 1)


def tacit(effect: str, **more: object) -> Clauses:
    given_clauses: dict[str, object] = {
        "duration": THREE_YEARS,
        "renewal": Renewal.TACIT,
        "renewal_period": ONE_YEAR,
        "renewal_times": 2,
        "exit_notice": THREE_MONTHS,
    }
    return Clauses(dt.date.fromisoformat(effect), **(given_clauses | more))  # type: ignore[arg-type]


def days(clauses: Clauses, kind: Kind, until: dt.date = UNTIL) -> list[str]:
    return [event.on.isoformat() for event in timeline(clauses, until=until) if event.kind == kind]


@pytest.mark.parametrize(
    ("effect", "other", "end", "receipt"),
    [
        ("2025-03-15", "2028-03-15", "2028-03-14", "2027-12-14"),
        ("2025-03-31", "2028-03-31", "2028-03-30", "2027-12-30"),
        ("2024-02-29", "2027-02-28", "2027-02-28", "2026-11-27"),
        ("2025-01-01", "2028-01-01", "2027-12-31", "2027-09-30"),
    ],
)
def test_the_first_term_of_three_years(effect: str, other: str, end: str, receipt: str) -> None:
    clauses = tacit(effect)
    assert days(clauses, Kind.END)[0] == end
    assert days(clauses, Kind.END_OTHER_READING)[0] == other
    assert days(clauses, Kind.LATEST_NOTICE_RECEIPT)[0] == receipt


def test_a_renewed_term_begins_the_day_after_the_end_and_renewals_are_counted() -> None:
    found = [
        (term.number, term.start.isoformat(), term.end.isoformat()) for term in terms(tacit("2025-03-15"), until=UNTIL)
    ]
    assert found == [
        (0, "2025-03-15", "2028-03-14"),
        (1, "2028-03-15", "2029-03-14"),
        (2, "2029-03-15", "2030-03-14"),
    ]


def test_without_a_number_of_renewals_the_terms_go_on() -> None:
    assert len(list(terms(tacit("2025-03-15", renewal_times=None), until=UNTIL))) == 8


def test_a_tacit_renewal_without_length_is_flagged_and_computes_nothing_more() -> None:
    clauses = tacit("2025-03-15", renewal_period=None)
    assert len(list(terms(clauses, until=UNTIL))) == 1
    assert days(clauses, Kind.RENEWAL_WITHOUT_LENGTH) == ["2028-03-15"]


def test_a_text_without_duration_lasts_until_somebody_ends_it() -> None:
    clauses = Clauses(dt.date(2025, 3, 15), evaluation=ONE_YEAR)
    assert days(clauses, Kind.UNDETERMINED) == ["2025-03-15"]
    assert not days(clauses, Kind.END)
    assert len(days(clauses, Kind.EVALUATION)) == 9


def test_an_end_that_the_text_writes_prevails() -> None:
    clauses = tacit("2025-03-15", end=dt.date(2027, 12, 31), renewal=Renewal.EXPRESS)
    assert days(clauses, Kind.END) == days(clauses, Kind.END_OTHER_READING) == ["2027-12-31"]
    assert days(clauses, Kind.LAST_EXTENSION) == ["2027-12-31"]


def test_the_notice_against_renewal_is_its_own_when_the_text_gives_one() -> None:
    clauses = tacit("2025-03-15", non_renewal_notice=Duration(months=6))
    assert days(clauses, Kind.LATEST_NOTICE_RECEIPT)[0] == "2027-09-14"


def test_without_tacit_renewal_no_notice_is_needed_to_stop_it() -> None:
    assert not days(tacit("2025-03-15", renewal=Renewal.NONE), Kind.LATEST_NOTICE_RECEIPT)


def test_duties_that_come_back_are_counted_from_the_effect_and_stop_with_the_agreement() -> None:
    clauses = Clauses(dt.date(2026, 1, 31), duration=ONE_YEAR, meetings=(("comité de suivi", Duration(months=1)),))
    assert days(clauses, Kind.MEETING)[:3] == ["2026-02-28", "2026-03-31", "2026-04-30"]
    assert days(clauses, Kind.MEETING)[-1] == "2027-01-31"


def test_the_duties_of_a_grant_have_their_days() -> None:
    clauses = Clauses(
        dt.date(2026, 1, 1),
        duration=ONE_YEAR,
        grant=True,
        signed=dt.date(2025, 11, 30),
        notified=dt.date(2025, 12, 10),
    )
    assert days(clauses, Kind.KEY_DATA) == ["2026-02-28"]
    assert days(clauses, Kind.PAYMENT) == ["2026-02-08"]
    assert days(clauses, Kind.FINANCIAL_REPORT) == ["2027-06-30"]


@pytest.mark.parametrize(
    ("received", "ends"), [("2026-09-05", "2026-12-05"), ("2025-11-30", "2026-02-28"), ("2027-11-30", "2028-02-29")]
)
def test_a_notice_runs_from_its_receipt_without_extension(received: str, ends: str) -> None:
    found = notice([dt.date.fromisoformat(received)], THREE_MONTHS)
    assert found is not None
    assert found.ends_on.isoformat() == ends


def test_a_notice_to_several_is_complete_when_the_last_has_it() -> None:
    first, last = dt.date(2026, 3, 2), dt.date(2026, 3, 9)
    found = notice([first, last], THREE_MONTHS)
    assert found is not None
    assert (found.counted_from, found.ends_on) == (last, dt.date(2026, 6, 9))
    assert notice([first, None], THREE_MONTHS) is None
    with pytest.raises(ValueError, match="addressee"):
        notice([], THREE_MONTHS)


EFFECTS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
LENGTHS = st.builds(Duration, st.integers(0, 5), st.integers(0, 11), st.just(0)).filter(any)


@given(EFFECTS, LENGTHS, LENGTHS, st.integers(0, 4))
def test_terms_follow_each_other_without_hole_or_overlap(
    effect: dt.date, duration: Duration, period: Duration, times: int
) -> None:
    clauses = Clauses(effect, duration=duration, renewal=Renewal.TACIT, renewal_period=period, renewal_times=times)
    found = list(terms(clauses, until=dt.date(2120, 1, 1)))
    assert [term.number for term in found] == list(range(times + 1))
    for term, following in pairwise(found):
        assert following.start == term.end + dt.timedelta(days=1)
    for term in found:
        length = period if term.number else duration
        assert term.other_end == counted(term.start, length)
        assert term.other_end - term.end in {dt.timedelta(0), dt.timedelta(days=1)}


@given(EFFECTS, LENGTHS, LENGTHS)
def test_the_cautious_receipt_never_comes_after_the_legal_one(
    effect: dt.date, duration: Duration, period: Duration
) -> None:
    clauses = Clauses(
        effect, duration=duration, renewal=Renewal.TACIT, renewal_period=Duration(years=1), exit_notice=period
    )
    events = timeline(clauses, until=effect + dt.timedelta(days=365 * 6))
    for number in {event.term for event in events}:
        cautious = [one.on for one in events if one.kind == Kind.LATEST_NOTICE_RECEIPT and one.term == number]
        legal = [one.on for one in events if one.kind == Kind.LAST_LEGAL_RECEIPT and one.term == number]
        assert all(is_working_day(day) for day in cautious)
        assert not cautious or not legal or cautious[0] <= legal[0]


@given(EFFECTS, LENGTHS, st.integers(0, 3000))
def test_a_timeline_is_in_order_and_a_shorter_one_is_its_beginning(
    effect: dt.date, duration: Duration, more: int
) -> None:
    clauses = Clauses(effect, duration=duration, renewal=Renewal.TACIT, renewal_period=ONE_YEAR, evaluation=ONE_YEAR)
    whole = timeline(clauses, until=dt.date(2070, 1, 1))
    until = min(effect + dt.timedelta(days=more), dt.date(2070, 1, 1))
    assert whole == sorted(whole, key=lambda event: event.rank)
    assert Counter(timeline(clauses, until=until)) <= Counter(event for event in whole if event.on <= until)
