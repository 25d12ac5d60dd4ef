"""Folded text is as long as the text, so that an offset in one is the same offset in the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.foundations.folding import APOSTROPHES, DASHES, SPACES, fold, one_line, squash

# Their canonical equivalents are themselves a grave accent, an acute accent and two spaces, which are folded in their turn.
TWICE = "\u1fef\u1ffd\u2000\u2001"
any_text = st.text() | st.text(st.characters(categories=["L", "M", "Nl", "No", "Z", "Cs", "Co", "Cc"]))


@given(any_text)
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(any_text)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("character", TWICE)
def test_characters_that_stand_for_another_are_folded_as_that_one(character: str) -> None:
    assert fold(fold(character)) == fold(character)


@given(any_text)
def test_folding_keeps_every_line_feed_and_adds_none(text: str) -> None:
    assert [at for at, character in enumerate(fold(text)) if character == "\n"] == [
        at for at, character in enumerate(text) if character == "\n"
    ]


@given(st.text(), st.text())
def test_each_character_is_folded_on_its_own(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


def test_every_character_of_unicode_is_folded_to_one_that_stays() -> None:
    characters = "".join(map(chr, range(0x110000)))
    folded = fold(characters)
    assert len(folded) == len(characters)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("L’Été – DÉJÀ", "l'ete - deja"),
        ("Ça, où ? À Noël : aïe", "ca, ou ? a noel : aie"),
        ("ŒUVRE, Œuvre et cœur", "œuvre, œuvre et cœur"),
        ("1er\u00a0janvier\u202f2025\tà Paris", "1er janvier 2025 a paris"),
        ("e\u0301te\u0301", "e\u0301te\u0301"),
        ("İ ŉ ß ﬁ", "i ŉ ß ﬁ"),
        ("", ""),
    ],
)
def test_french_is_folded_as_a_reader_would_search_it(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(("characters", "plain"), [(SPACES, " "), (APOSTROPHES, "'"), (DASHES, "-")])
def test_the_spaces_apostrophes_and_dashes_of_typesetters_become_plain(characters: str, plain: str) -> None:
    assert fold(characters) == plain * len(characters)


@given(st.text())
def test_one_line_holds_the_same_words_and_no_other_white_space(text: str) -> None:
    line = one_line(text)
    assert line.split() == text.split()
    assert line == one_line(line)
    assert "\n" not in line


@given(st.text())
def test_squashed_text_is_folded_on_one_line(text: str) -> None:
    assert squash(text) == one_line(fold(text))
