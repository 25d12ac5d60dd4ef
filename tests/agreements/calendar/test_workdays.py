"""Working days in metropolitan France, Alsace-Moselle and overseas; the day of an instant."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.foundations.workdays import (
    Zone,
    is_working_day,
    legal_day,
    working_day_after,
    working_day_before,
    zone_of,
)

ELEVEN_OF_2027 = "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25".split()


def easter(year: int) -> dt.date:
    """Easter by the rule of Meeus, to check the library against a second way of counting."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    n = (h - m + r + 90) // 25
    return dt.date(year, n, (h - m + r + n + 19) % 32)


@given(st.integers(2008, 2100))
def test_the_movable_feasts_follow_easter(year: int) -> None:
    for days in (1, 39, 50):
        assert not is_working_day(easter(year) + dt.timedelta(days=days))


@given(st.integers(2008, 2100))
def test_good_friday_is_a_holiday_in_alsace_moselle_alone(year: int) -> None:
    friday = easter(year) - dt.timedelta(days=2)
    assert not is_working_day(friday, Zone.ALSACE_MOSELLE)
    is_other_holiday = (friday.month, friday.day) in {(5, 1), (5, 8)}
    assert is_working_day(friday) is not is_other_holiday


def test_the_eleven_holidays_of_a_year() -> None:
    days = [dt.date(2027, 1, 1) + dt.timedelta(days=number) for number in range(365)]
    holidays = [day for day in days if day.weekday() < 5 and not is_working_day(day)]
    assert [f"{day:%m-%d}" for day in holidays] == [
        text for text in ELEVEN_OF_2027 if dt.date.fromisoformat(f"2027-{text}").weekday() < 5
    ]


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        (Zone.ALSACE_MOSELLE, "2028-12-26"),
        (Zone.MAYOTTE, "2027-04-27"),
        (Zone.MARTINIQUE, "2026-05-22"),
        (Zone.GUADELOUPE, "2027-05-27"),
        (Zone.GUYANE, "2027-06-10"),
        (Zone.REUNION, "2027-12-20"),
    ],
)
def test_each_zone_has_its_own_day(zone: Zone, day: str) -> None:
    assert not is_working_day(dt.date.fromisoformat(day), zone)
    assert is_working_day(dt.date.fromisoformat(day))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)), st.sampled_from(Zone))
def test_the_nearest_working_day_is_worked_and_none_lies_between(day: dt.date, zone: Zone) -> None:
    for found, step in ((working_day_before(day, zone), 1), (working_day_after(day, zone), -1)):
        assert is_working_day(found, zone)
        while found != day:
            found += dt.timedelta(days=step)
            assert not is_working_day(found, zone)


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("57463", Zone.ALSACE_MOSELLE),
        ("97411", Zone.REUNION),
        ("2A004", Zone.METROPOLE),
        ("93", Zone.METROPOLE),
        ("972", Zone.MARTINIQUE),
    ],
)
def test_the_zone_of_a_place(code: str, zone: Zone) -> None:
    assert zone_of(code) == zone


def test_a_letter_received_at_night_has_the_date_of_the_place() -> None:
    instant = dt.datetime(2026, 3, 31, 22, 30, tzinfo=dt.UTC)
    assert legal_day(instant) == dt.date(2026, 4, 1)  # summer time in Paris
    assert legal_day(instant, Zone.MARTINIQUE) == dt.date(2026, 3, 31)
    assert legal_day(instant, Zone.REUNION) == dt.date(2026, 4, 1)
    with pytest.raises(ValueError, match="time zone"):
        legal_day(instant.replace(tzinfo=None))
