"""Words that a person typed or pasted are found where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.locating import MOST, around, locate

TEXT = "Le CCAS de Montclair\ns’engage à « veiller »\u00a0: le CCAS de Montclair est un cœur."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("CCAS de Montclair", ["CCAS de Montclair", "CCAS de Montclair"]),
        ("ccas  de montclair s'engage", ["CCAS de Montclair\ns’engage"]),
        ('à "veiller" :', ["à « veiller »\u00a0:"]),
        ("un coeur", ["un cœur"]),
        ("ccas de rochebelle", []),
        ("   ", []),
        ("(.*", []),
    ],
)
def test_words_are_found_whatever_the_spaces_and_signs(typed: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in locate(TEXT, typed)] == found


def test_not_more_places_than_a_person_can_choose_among() -> None:
    assert len(locate("a " * 1000, "a")) == MOST


def test_what_stands_around_tells_places_apart() -> None:
    assert around("un mot, puis un autre mot.", (3, 6)) == ("un", "mot", ", puis un autre mot.")


@given(st.text(alphabet="ab ’'-\n«»œ(*", max_size=30), st.data())
def test_any_words_of_the_text_are_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]
    found = locate(text, words)
    assert bool(found) == bool(words.strip())
    assert all(text[a:b] == words.strip() for a, b in found) or not words.strip()
