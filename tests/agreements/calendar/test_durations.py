"""Counting by quantième, against a second way of counting: month by month on a calendar, day by day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.foundations.durations import (
    BadDuration,
    Duration,
    OutOfCalendar,
    after,
    before,
    has_same_number,
    in_words,
    last_start,
    rhythm_in_words,
)

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
DURATIONS = st.builds(Duration, st.integers(0, 12), st.integers(0, 40), st.integers(0, 400)).filter(any)
BY_MONTH = st.builds(Duration, st.integers(0, 12), st.integers(0, 40), st.just(0)).filter(any)


def counted(day: dt.date, duration: Duration) -> dt.date:
    """The same count, walked: a step for each month, then back to the last day that exists, then a step for each day."""
    year, month = day.year, day.month
    for _ in range(duration.years * 12 + duration.months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            found = dt.date(year, month, number)
            break
        except ValueError:
            number -= 1
    for _ in range(duration.days):
        found += dt.timedelta(days=1)
    return found


@given(DAYS, DURATIONS)
def test_both_ways_of_counting_agree(day: dt.date, duration: Duration) -> None:
    assert after(day, duration) == counted(day, duration)


@given(DAYS, DURATIONS, st.integers(2, 6))
def test_several_times_a_period_are_counted_at_once(day: dt.date, duration: Duration, times: int) -> None:
    whole = Duration(duration.years * times, duration.months * times, duration.days * times)
    assert after(day, duration, times=times) == counted(day, whole)


@given(DAYS, BY_MONTH)
def test_a_month_has_the_same_number_or_the_last_day(day: dt.date, duration: Duration) -> None:
    end = after(day, duration)
    is_last = (end + dt.timedelta(days=1)).month != end.month
    assert end.day == day.day if has_same_number(day, duration) else is_last and end.day < day.day


@given(DAYS, DURATIONS, st.integers(0, 60))
def test_a_later_start_never_ends_earlier(day: dt.date, duration: Duration, more: int) -> None:
    assert after(day + dt.timedelta(days=more), duration) >= after(day, duration)


@given(DAYS, BY_MONTH)
def test_the_last_start_ends_in_time_and_the_next_day_does_not(end: dt.date, duration: Duration) -> None:
    start = last_start(end, duration)
    assert after(start, duration) <= end < after(start + dt.timedelta(days=1), duration)


@given(DAYS, BY_MONTH)
def test_going_back_then_forth_loses_at_most_the_days_that_a_month_lacks(day: dt.date, duration: Duration) -> None:
    assert dt.timedelta(0) <= day - after(before(day, duration), duration) <= dt.timedelta(days=3)


@given(DURATIONS)
def test_what_is_written_is_read_back(duration: Duration) -> None:
    assert Duration.parse(duration.iso()) == duration


@pytest.mark.parametrize(
    ("received", "ends"),
    [
        ("2026-09-05", "2026-12-05"),
        ("2025-11-30", "2026-02-28"),
        ("2027-11-30", "2028-02-29"),
        ("2026-05-31", "2026-08-31"),
        ("2024-02-29", "2024-05-29"),
        ("2023-11-29", "2024-02-29"),
        ("2026-12-31", "2027-03-31"),
    ],
)
def test_three_months_from_a_receipt(received: str, ends: str) -> None:
    assert after(dt.date.fromisoformat(received), Duration(months=3)).isoformat() == ends


@pytest.mark.parametrize("text", ["", "P", "3Y", "P3", "P-1Y", "P0Y", "PT3H", "P1.5Y", "P1M1Y", "trois ans"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(BadDuration):
        Duration.parse(text)


@pytest.mark.parametrize(
    ("text", "said"), [("P3Y", "3 ans"), ("P1Y6M", "1 an et 6 mois"), ("P2W", "14 jours"), ("P1D", "1 jour")]
)
def test_durations_are_told_in_french(text: str, said: str) -> None:
    assert str(Duration.parse(text)).replace("\u00a0", " ") == said


def test_a_count_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(OutOfCalendar):
        after(dt.date(9990, 1, 1), Duration(years=20))
    with pytest.raises(OutOfCalendar):
        before(dt.date(3, 1, 1), Duration(years=20))


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("P3Y", "trois ans"),
        ("P18M", "dix-huit mois"),
        ("P24M", "deux ans"),
        ("P15D", "quinze jours"),
        ("bientôt", "bientôt"),
    ],
)
def test_a_duration_is_written_as_in_a_text(iso: str, said: str) -> None:
    assert in_words(iso) == said


@pytest.mark.parametrize(
    ("iso", "said"),
    [("P1Y", "chaque année"), ("P6M", "deux fois par an"), ("P7D", "chaque semaine"), ("P2Y", "tous les deux ans")],
)
def test_a_rhythm_is_said_as_people_say_it(iso: str, said: str) -> None:
    assert rhythm_in_words(iso) == said
