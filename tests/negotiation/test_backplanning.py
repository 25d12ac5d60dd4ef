"""Counting backward from a session: the delays of the law, working days, what is late."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.foundations.workdays import is_working_day
from maillage.negotiation.backplanning import DELAYS, LENGTHS, ORDER, legal_day, lines_of, working_days_before
from maillage.negotiation.choices import Assembly, PlanStep

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31))
STEPS = [*LENGTHS, PlanStep.CONVOCATION]


@pytest.mark.parametrize(
    ("assembly", "meets_on", "expected"),
    [
        # L2121-11: sent on the 24th for a session on the 28th: the 25th, 26th and 27th are three clear days.
        (Assembly.COUNCIL_BELOW_3500, dt.date(2026, 5, 28), dt.date(2026, 5, 24)),
        (Assembly.COUNCIL_OF_3500, dt.date(2026, 5, 28), dt.date(2026, 5, 22)),
        (Assembly.DEPARTMENTAL_COUNCIL, dt.date(2026, 6, 26), dt.date(2026, 6, 14)),
        (Assembly.STANDING_COMMITTEE, dt.date(2026, 6, 26), dt.date(2026, 6, 18)),
        (Assembly.CCAS_BOARD, dt.date(2026, 6, 26), dt.date(2026, 6, 23)),
    ],
)
def test_the_last_legal_day_of_a_convocation(assembly: Assembly, meets_on: dt.date, expected: dt.date) -> None:
    assert legal_day(assembly, meets_on) == expected


def test_a_convocation_that_would_fall_on_a_holiday_goes_the_working_day_before() -> None:
    lines = lines_of(Assembly.COUNCIL_BELOW_3500, dt.date(2026, 5, 28), lengths={}, done={}, today=dt.date(2026, 1, 5))
    convocation = next(one for one in lines if one.step == PlanStep.CONVOCATION)
    assert convocation.legal_on == dt.date(2026, 5, 24), "a Sunday, before Whit Monday"
    assert convocation.on == dt.date(2026, 5, 22)


def test_what_is_past_and_not_done_is_late_and_what_was_done_after_its_day_says_so() -> None:
    meets_on, today = dt.date(2026, 6, 26), dt.date(2026, 6, 17)
    before = lines_of(Assembly.STANDING_COMMITTEE, meets_on, lengths={}, done={}, today=today)
    late = [one.step for one in before if one.is_late]
    assert late == [PlanStep.ROUND, PlanStep.AGREED, PlanStep.VISAS, PlanStep.APPROVAL, PlanStep.REPORT]
    done = {PlanStep.REPORT: dt.date(2026, 6, 16)}
    after = {
        one.step: one for one in lines_of(Assembly.STANDING_COMMITTEE, meets_on, lengths={}, done=done, today=today)
    }
    assert not after[PlanStep.REPORT].is_late
    assert after[PlanStep.REPORT].was_done_late


@given(
    assembly=st.sampled_from(list(Assembly)),
    meets_on=DAYS,
    lengths=st.dictionaries(st.sampled_from(STEPS), st.integers(0, 60)),
    today=DAYS,
)
def test_steps_come_in_order_on_working_days_and_never_after_the_law(
    assembly: Assembly, meets_on: dt.date, lengths: dict[PlanStep, int], today: dt.date
) -> None:
    lines = lines_of(assembly, meets_on, lengths=lengths, done={}, today=today)
    assert [one.step for one in lines] == list(ORDER)
    days = [one.on for one in lines]
    assert days == sorted(days)
    assert all(is_working_day(one.on) for one in lines[:-1])
    convocation = lines[-2]
    assert convocation.legal_on is not None
    assert convocation.on <= convocation.legal_on
    between = (meets_on - convocation.on).days - (1 if DELAYS[assembly].is_clear else 0)
    assert between >= max(DELAYS[assembly].days, lengths.get(PlanStep.CONVOCATION, 0))
    assert all(one.is_late == (one.on < today) for one in lines)


@given(day=DAYS, days=st.integers(0, 40))
def test_so_many_working_days_lie_between(day: dt.date, days: int) -> None:
    found = working_days_before(day, days)
    last = working_days_before(day, 0)
    span = (last - found).days
    assert sum(is_working_day(found + dt.timedelta(days=one)) for one in range(span)) == days
