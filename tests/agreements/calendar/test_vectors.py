"""More than three hundred lives of agreements, counted a second way: ends, cautious days, last legal days, notices."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.calendar import Clauses, Kind, Renewal, notice, receipts, terms, timeline
from maillage.foundations.durations import Duration, after
from maillage.foundations.workdays import Zone, is_working_day, legal_day
from tests.agreements.calendar.second_way import Vector, counted, is_holiday, vectors

RENEWALS = 2
VECTORS = vectors()


def clauses(vector: Vector) -> Clauses:
    return Clauses(
        vector.effect,
        duration=Duration(months=vector.term),
        renewal=Renewal.TACIT,
        renewal_period=Duration(months=vector.renewal),
        renewal_times=RENEWALS,
        non_renewal_notice=Duration(months=vector.notice),
        zone=vector.zone,
    )


def test_there_are_more_than_three_hundred_vectors_in_every_zone() -> None:
    assert len(VECTORS) > 300
    assert {vector.zone for vector in VECTORS} == set(Zone)
    assert len(set(map(str, VECTORS))) == len(VECTORS)


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_life_of_an_agreement_is_the_same_by_both_ways(vector: Vector) -> None:
    case, until = clauses(vector), dt.date(2060, 1, 1)
    expected = counted(vector, renewals=RENEWALS)
    known = list(terms(case, until=until))
    assert [(term.start, term.end, term.other_end) for term in known] == [
        (term.start, term.end, term.other_end) for term in expected
    ]
    found = [receipts(term, case) for term in known]
    assert [(one.cautious, one.last_legal) for one in found if one is not None] == [
        (term.cautious, term.last_legal) for term in expected
    ]
    events = timeline(case, until=until)
    for kind, days in (
        (Kind.END, [term.end for term in expected]),
        (Kind.END_OTHER_READING, [term.other_end for term in expected]),
        (Kind.LAST_LEGAL_RECEIPT, [term.last_legal for term in expected]),
    ):
        assert [event.on for event in events if event.kind == kind] == days


@given(st.dates(dt.date(1995, 1, 1), dt.date(2095, 12, 31)), st.integers(1, 120))
def test_a_notice_ends_on_the_day_of_the_same_number(received: dt.date, months: int) -> None:
    found = notice([received], Duration(months=months))
    assert found is not None
    assert found.ends_on == received + relativedelta(months=months)


@given(st.dates(dt.date(2008, 1, 1), dt.date(2095, 12, 31)), st.sampled_from(Zone))
def test_the_library_and_the_code_du_travail_agree_on_holidays(day: dt.date, zone: Zone) -> None:
    assert is_working_day(day, zone) is (day.isoweekday() <= 5 and not is_holiday(day, zone))


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        ("P1Y", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ("P6M", ["2024-08-29", "2025-02-28", "2025-08-29"]),
        ("P1M", ["2024-03-29", "2024-04-29", "2024-05-29"]),
    ],
)
def test_a_duty_begun_on_a_leap_day_comes_back_on_its_number(rhythm: str, days: list[str]) -> None:
    case = Clauses(dt.date(2024, 2, 29), duration=Duration(years=6), evaluation=Duration.parse(rhythm))
    found = [event.on for event in timeline(case, until=dt.date(2035, 1, 1)) if event.kind == Kind.EVALUATION]
    assert [one.isoformat() for one in found[: len(days)]] == days
    whole = Duration.parse(rhythm)
    assert found == [after(case.effect, whole, times=times) for times in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        (Zone.METROPOLE, "2027-03-01"),
        (Zone.ALSACE_MOSELLE, "2027-03-01"),
        (Zone.GUADELOUPE, "2027-02-28"),
        (Zone.MARTINIQUE, "2027-02-28"),
        (Zone.GUYANE, "2027-02-28"),
        (Zone.SAINT_PIERRE_ET_MIQUELON, "2027-02-28"),
        (Zone.REUNION, "2027-03-01"),
        (Zone.MAYOTTE, "2027-03-01"),
    ],
)
def test_a_receipt_at_midnight_in_paris_is_of_the_day_of_the_place(zone: Zone, local: str) -> None:
    """23:30 UTC on 28 February: half past midnight in Paris, the evening before in the Antilles."""
    day = legal_day(dt.datetime(2027, 2, 28, 23, 30, tzinfo=dt.UTC), zone)
    assert day.isoformat() == local
    ends = notice([day], Duration(months=3))
    assert ends is not None
    assert ends.ends_on.isoformat() == {"2027-03-01": "2027-06-01", "2027-02-28": "2027-05-28"}[local]
