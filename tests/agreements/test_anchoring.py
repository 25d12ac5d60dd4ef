"""Mending misread words: what was not touched stays on the same words, and nothing is lost without being told."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.anchoring import Carrier, Edit, Part, edits_between, identities, mended

WORDS = st.text(alphabet="ab é’\n.", min_size=0, max_size=8)


@st.composite
def mendings(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text, and edits of it in order that do not overlap."""
    text, edits, at = "", [], 0
    for _ in range(draw(st.integers(0, 6))):
        kept, old, new = draw(WORDS), draw(WORDS), draw(WORDS)
        text += kept + old
        if old or new:
            if edits and edits[-1].end == at + len(kept) == edits[-1].start and not old:
                new = ""  # two insertions at one place are one
            if old or new:
                edits.append(Edit(at + len(kept), at + len(kept) + len(old), new))
        at = len(text)
    return text + draw(WORDS), edits


@given(mendings(), st.data())
def test_words_that_no_edit_touches_land_on_the_same_words(
    mending: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    text, edits = mending
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    touched = any((one.start < end and one.end > start) for one in edits)
    if start == end or touched:
        return
    place = Carrier(edits).span(start, end)
    assert place is not None
    assert place.is_same
    assert mended(text, edits)[place.start : place.end] == text[start:end]


@given(mendings(), st.data())
def test_words_are_lost_only_when_nothing_is_left_of_them(mending: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = mending
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(min(start + 1, len(text)), len(text)))
    if start == end:
        return
    place = Carrier(edits).span(start, end)
    kept = [at for at in range(start, end) if not any(one.start <= at < one.end for one in edits)]
    if kept:
        assert place is not None
    if place is not None:
        new = mended(text, edits)
        assert 0 <= place.start < place.end <= len(new)
        shifted = [at + sum(len(e.words) - (e.end - e.start) for e in edits if e.end <= at) for at in kept]
        assert all(place.start <= at < place.end for at in shifted)
        assert place.is_same == (new[place.start : place.end] == text[start:end]) or not place.is_same


@given(WORDS, WORDS, WORDS, WORDS)
def test_the_edits_between_two_texts_make_the_one_out_of_the_other(a: str, b: str, c: str, d: str) -> None:
    old, new = a + b + c, a + d + c
    edits = edits_between(old, new)
    assert mended(old, edits) == new
    assert all(one.end <= other.start for one, other in itertools.pairwise(edits))
    assert (old == new) == (not edits)


def test_an_edit_takes_whole_words() -> None:
    assert edits_between("le CCAS de Montc1air.", "le CCAS de Montclair.") == (Edit(11, 20, "Montclair"),)


def test_words_replaced_whole_are_found_again_at_their_place() -> None:
    carrier = Carrier([Edit(3, 7, "CCAS")])
    place = carrier.span(3, 7)
    assert place is not None
    assert (place.start, place.end, place.is_same) == (3, 7, False)


def test_words_that_are_part_of_what_was_replaced_are_lost() -> None:
    assert Carrier([Edit(0, 20, "autre chose")]).span(4, 9) is None
    assert Carrier([Edit(3, 9, "")]).span(3, 9) is None


@given(mendings(), st.lists(st.integers(1, 6), max_size=12))
def test_provisions_keep_their_identity_and_none_is_given_twice(
    mending: tuple[str, list[Edit]], lengths: list[int]
) -> None:
    text, edits = mending
    old, at = [], 0
    for rank, length in enumerate(lengths):
        if at + length > len(text):
            break
        old.append(Part(f"o{rank}", "paragraph", at, at + length))
        at += length
    carrier = Carrier(edits)
    places = {one.key: carrier.span(one.start, one.end) for one in old}
    new = [Part(f"n{key}", "paragraph", place.start, place.end) for key, place in places.items() if place]
    found = identities(old, new, carrier)
    assert len(set(found.values())) == len(found)
    for key, place in places.items():
        if place is not None and place.is_same:
            assert found[f"n{key}"] == key


def test_a_part_of_another_kind_is_another_provision() -> None:
    old = [Part("o", "paragraph", 0, 10)]
    assert identities(old, [Part("n", "article", 0, 10)], Carrier([])) == {}
    assert identities(old, [Part("n", "paragraph", 0, 11)], Carrier([])) == {"n": "o"}
