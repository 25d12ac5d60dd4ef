"""Find in the text forgives case, accents and spaces, and says where the words are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.rendering import in_words, occurrences
from maillage.agreements.rendering.finding import MOST
from tests.agreements.rendering.making import TEXTS

TEXT = "L’Été, les sœurs\nFilles de la Charité œuvrent.\nL'ÉTÉ  prochain, la charité encore."


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("été", ["Été", "ÉTÉ"]),
        ("L'ete", ["L’Été", "L'ÉTÉ"]),
        ("soeurs filles", ["sœurs\nFilles"]),
        ("œuvrent", ["œuvrent"]),
        ("CHARITE", ["Charité", "charité"]),
        ("été prochain", ["ÉTÉ  prochain"]),
        ("absent", []),
        ("   ", []),
        ("(", []),
    ],
)
def test_words_are_found_as_they_are_written(query: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in occurrences(TEXT, query)] == found


@given(TEXTS, st.text(max_size=8))
def test_occurrences_are_in_order_and_apart(text: str, query: str) -> None:
    spans = occurrences(text, query)
    assert all(start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_occurrences_are_bounded() -> None:
    assert len(occurrences("a " * 5000, "a")) == MOST


def test_each_occurrence_is_told_within_its_line() -> None:
    told = in_words(TEXT, occurrences(TEXT, "charite"))
    assert (told[0].before, told[0].words, told[0].after) == ("Filles de la ", "Charité", " œuvrent.")
    assert [one.rank for one in told] == [1, 2]
