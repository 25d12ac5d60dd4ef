"""Numbers in figures, in words and in Roman figures."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maillage.foundations.numbers import NUMBER, ORDINALS, UNITS, parse_number, parse_roman, to_roman


@pytest.mark.parametrize("value", range(1, 90))
def test_roman_figures_go_and_come_back(value: int) -> None:
    figures = to_roman(value)
    assert parse_roman(figures) == parse_roman(figures.lower()) == value


def test_each_number_has_its_own_roman_figures() -> None:
    assert len({to_roman(value) for value in range(1, 90)}) == 89


@given(st.text("ivxlcIVXLC", max_size=8))
def test_only_canonical_roman_figures_are_read(figures: str) -> None:
    value = parse_roman(figures)
    assert value is None or to_roman(value) == figures.upper()


@pytest.mark.parametrize("word", ["", "mi", "IIII", "IIX", "VX", "XXXX", "C", "I I", " I", "il", "1", "ⅳ"])
def test_what_is_not_a_roman_number_is_none(word: str) -> None:
    assert parse_roman(word) is None


@given(st.text(max_size=12))
@example("²")
@example("I\n")
@example("ı")
@example("١")
@example("½")
def test_no_words_break_the_reading_of_numbers(words: str) -> None:
    value, roman = parse_number(words), parse_roman(words)
    assert value is None or value >= 0
    assert roman is None or 1 <= roman <= 89


@pytest.mark.parametrize("words", ["²", "1²", "①", "፩"])
def test_figures_above_the_line_or_in_circles_are_no_number(words: str) -> None:
    assert parse_number(words) is None


@given(st.integers(0, 9999))
def test_figures_are_their_own_value(value: int) -> None:
    assert parse_number(str(value)) == value


@pytest.mark.parametrize(("words", "value"), [*UNITS.items(), *ORDINALS.items()])
def test_words_have_their_value_whatever_the_spaces(words: str, value: int) -> None:
    assert parse_number(words) == value
    assert parse_number(f"  {words.replace(' ', '   ')}\n") == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("trois", 3),
        ("dix-huit", 18),
        ("vingt et un", 21),
        ("trente-six", 36),
        ("cent", 100),
        ("premier", 1),
        ("dixieme", 10),
        ("unique", 1),
    ],
)
def test_words_of_agreements_have_their_value(words: str, value: int) -> None:
    assert parse_number(words) == value


@pytest.mark.parametrize("words", ["", "plusieurs", "trois ans", "un an", "3,5", "-3", "3e", "douzaine"])
def test_what_is_not_a_number_is_none(words: str) -> None:
    assert parse_number(words) is None


@given(st.sampled_from(sorted(UNITS)) | st.integers(0, 9999).map(str))
def test_the_pattern_of_numbers_takes_the_longest_number(words: str) -> None:
    match = re.match(NUMBER, words)
    assert match
    assert match.group() == words
