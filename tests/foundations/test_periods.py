"""Periods, rhythms and dates, from French words to ISO 8601."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maillage.foundations.folding import fold
from maillage.foundations.numbers import UNITS
from maillage.foundations.periods import (
    DATE,
    MONTHS,
    PERIOD,
    date_of,
    find_date,
    find_period,
    find_rhythm,
    iso_period,
    period_of,
)

WORDS = {value: words for words, value in UNITS.items() if value}
LETTERS = {"ans": "Y", "années": "Y", "mois": "M", "jours": "D"}
ISO_PERIOD = re.compile(r"P[1-9]\d*[YMD]")
written = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [*UNITS, *MONTHS, "an", "ans", "mois", "jours", "semaine", "fois", "par", "tous les", "chaque", "annuel", "trimestre", "de",
             "(3)", "(trois)", "1er", "0", "31", "2024", "/", ".", " ", "\n", "calendaires", "l'", "biannuelle", "année", "٣", "²"]
        ),
        max_size=12,
    ).map(" ".join),
)  # fmt: skip


@given(st.integers(1, 9999), st.sampled_from(sorted(LETTERS)))
def test_a_period_in_figures_is_read_back(number: int, unit: str) -> None:
    text = fold(f"pour une durée de {number} {unit} à compter de la signature")
    found = find_period(text)
    assert found
    value, (start, end) = found
    assert value == f"P{number}{LETTERS[unit]}"
    assert text[start:end] == fold(f"{number} {unit}")


@given(st.sampled_from(sorted(WORDS)), st.sampled_from(sorted(LETTERS)), st.booleans())
def test_a_period_in_words_is_read_back_with_or_without_its_figures(number: int, unit: str, with_figures: bool) -> None:
    figures = f" ({number})" if with_figures else ""
    found = find_period(fold(f"conclue pour {WORDS[number]}{figures} {unit} ferme"))
    assert found
    assert found[0] == f"P{number}{LETTERS[unit]}"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("trois ans", "P3Y"), ("3 ans", "P3Y"), ("trois (3) ans", "P3Y"), ("3 (trois) années", "P3Y"), ("un an", "P1Y"), ("une année", "P1Y"),
        ("dix-huit mois", "P18M"), ("24 mois", "P24M"), ("deux semaines", "P14D"), ("quinze jours francs", "P15D"), ("quinze (15) jours ouvrés", "P15D"),
        ("un délai d’un mois", "P1M"), ("trois années consécutives", "P3Y"), ("quatre-vingt-dix jours", "P90D"), ("vingt et un jours", "P21D"),
    ],
)  # fmt: skip
def test_periods_of_agreements_are_read(words: str, value: str) -> None:
    found = find_period(fold(words))
    assert found
    assert found[0] == value


@pytest.mark.parametrize(
    "words", ["", "plusieurs mois", "...... ans", "quelques années", "ans", "0 jour", "trois anses"]
)
def test_no_period_is_read_where_none_is_written(words: str) -> None:
    assert find_period(fold(words)) is None


def test_weeks_are_given_in_days() -> None:
    assert iso_period(6, "semaines") == "P42D"


@given(written)
@example("00 ans")
@example("٣ ans")
@example("² fois par an")
@example("99/99/9999")
@example("0 fois par an")
@example("tous les 0 ans")
@example("30 fevrier 2024")
@example("1er janvier 0000")
def test_no_words_break_the_reading_of_periods_rhythms_and_dates(words: str) -> None:
    text = fold(words)
    for find in (find_period, find_rhythm, find_date):
        found = find(text)
        if found:
            value, (start, end) = found
            assert 0 <= start < end <= len(text)
            if find is find_date:
                assert datetime.date.fromisoformat(value).isoformat() == value
            else:
                assert ISO_PERIOD.fullmatch(value)


@given(written, st.integers(0, 30), st.integers(0, 60))
def test_nothing_is_read_outside_the_offsets_given(words: str, start: int, end: int) -> None:
    text = fold(words)
    for find in (find_period, find_rhythm, find_date):
        found = find(text, start, end)
        assert found is None or start <= found[1][0] < found[1][1] <= end


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("se réunit une fois par an", "P1Y"), ("au moins deux fois par an", "P6M"), ("trois réunions par an", "P4M"), ("quatre (4) fois l’an", "P3M"), ("six fois par an", "P2M"),
        ("deux fois par trimestre", "P1M"), ("chaque année", "P1Y"), ("tous les ans", "P1Y"), ("tous les deux ans", "P2Y"), ("tous les 6 mois", "P6M"), ("chaque trimestre", "P3M"),
        ("tous les mois", "P1M"), ("toutes les deux semaines", "P14D"), ("un bilan annuel", "P1Y"), ("réunions trimestrielles", "P3M"), ("semestriellement", "P6M"), ("mensuelle", "P1M"),
        ("hebdomadaire", "P7D"), ("chaque semaine", "P7D"), ("en fin d’année", "P1Y"), ("biennale", "P2Y"), ("triennale", "P3Y"),
    ],
)  # fmt: skip
def test_rhythms_of_agreements_are_read(words: str, value: str) -> None:
    found = find_rhythm(fold(words))
    assert found
    assert found[0] == value


@pytest.mark.parametrize(
    "words", ["", "une convention pluriannuelle", "régulièrement", "en tant que de besoin", "vingt-quatre fois par an"]
)
def test_no_rhythm_is_read_where_none_is_written(words: str) -> None:
    assert find_rhythm(fold(words)) is None


@given(st.integers(1, 12), st.integers(1, 100))
def test_times_a_year_are_whole_months(months: int, every: int) -> None:
    found = find_rhythm(f"{12 // months} fois par an")
    assert found
    assert found[0] in {"P1Y", *(f"P{n}M" for n in range(1, 13))}
    assert find_rhythm(f"tous les {every} mois") == (f"P{every}M", (0, len(f"tous les {every} mois")))


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(9999, 12, 31)))
def test_a_date_is_read_back_in_words_and_in_figures(day: datetime.date) -> None:
    month = list(MONTHS)[day.month - 1]
    first = "1er" if day.day == 1 else str(day.day)
    for words in (
        f"{first} {month} {day.year}",
        f"{day.day} {month} {day.year}",
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        found = find_date(f"a compter du {words}, pour trois ans")
        assert found == (day.isoformat(), (13, 13 + len(words)))


@pytest.mark.parametrize(
    "words",
    [
        "31 février 2025",
        "29 février 2023",
        "32/01/2025",
        "12/13/2025",
        "00/00/0000",
        "1er 2025",
        "le ...... 2025",
        "janvier 2025",
    ],
)
def test_a_day_that_the_calendar_has_not_is_no_date(words: str) -> None:
    assert find_date(fold(words)) is None


def test_the_first_date_that_exists_is_taken() -> None:
    assert find_date("du 31 fevrier 2025 au 1er mars 2025") == ("2025-03-01", (22, 35))


def test_matches_of_the_patterns_are_read_as_they_stand() -> None:
    date = re.search(DATE, "le 14 juillet 2026")
    period = re.search(PERIOD, "pendant trois (3) ans")
    assert date
    assert period
    assert date_of(date) == "2026-07-14"
    assert period_of(period) == "P3Y"
