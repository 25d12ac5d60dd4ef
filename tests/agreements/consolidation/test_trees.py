"""A text and its tree: nothing is lost from one to the other."""

from __future__ import annotations

import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.agreements.consolidation import (
    CannotApply,
    Follower,
    Place,
    Replace,
    ReplaceWords,
    apply,
    build,
    compose,
)
from maillage.reading import ReadingError, read, read_text
from maillage.reading.model import Provision
from tests.agreements.consolidation.trees import instructions, tree, words_of
from tests.factories.agreements import PROTOCOL, long_protocol
from tests.fuzz.drafts import drafts

DRAFTS = settings().max_examples // 2
SAMPLES = sorted((Path(__file__).parents[2] / "reading/samples/source").glob("*.md"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_tree_of_an_agreement_gives_its_text_and_provisions_again(path: Path) -> None:
    reading = read(path)
    places = tuple(Place(uuid4(), shape) for shape in reading.provisions)
    whole = compose(build(reading.text, places))
    assert whole.text == reading.text
    assert whole.places == places
    assert whole.sources == ()


@settings(max_examples=DRAFTS)
@given(drafts())
def test_the_tree_of_any_text_gives_it_again(text: str) -> None:
    try:
        reading = read_text(text)
    except ReadingError:
        return
    places = tuple(Place(uuid4(), shape) for shape in reading.provisions)
    whole = compose(build(reading.text, places))
    assert (whole.text, whole.places) == (reading.text, places)


@given(st.text(min_size=12, max_size=40), st.lists(st.integers(0, 12), max_size=5))
def test_words_outside_of_every_provision_are_kept_too(text: str, starts: list[int]) -> None:
    shapes = [Provision(f"para_{n}", "paragraph", None, None, None, (at, at)) for n, at in enumerate(sorted(starts))]
    places = [Place(uuid4(), shape) for shape in shapes]
    assert compose(build(text, places)).text == text


@given(st.data())
def test_each_word_keeps_its_origin_through_a_text_that_is_stored(data: st.DataObject) -> None:
    text, at = tree()
    seeds: set[UUID] = set()
    for _ in range(3):
        one = data.draw(instructions(list(at.values())))
        try:
            text = apply(text, one)
        except CannotApply:
            continue
        seeds.add(getattr(one, "seed", UUID(int=0)))
    whole = compose(text)
    again = build(whole.text, whole.places, whole.sources)
    assert compose(again) == whole
    assert {source for _, _, source in whole.sources} <= seeds
    written = {(start, end) for start, end, _ in whole.sources}
    assert all(0 <= start < end <= len(whole.text) for start, end in written)


def test_words_of_a_provision_that_moved_are_followed_and_those_that_are_gone_are_told() -> None:
    from maillage.agreements.consolidation import Move, Strike

    text, at = tree()
    after = apply(apply(text, Move(at["art_5"], at["art_1"])), Strike(at["art_3__para_1"]))
    after = apply(after, ReplaceWords(at["art_4"], "trois ans", "cinq ans", uuid4()))
    before, now = compose(text), compose(after)
    follower = Follower(before, now)
    moved = before.text.index("lettre recommandée")
    place = follower.span(moved, moved + len("lettre recommandée"))
    assert place is not None
    assert (place.is_same, now.text[place.start : place.end]) == (True, "lettre recommandée")
    gone = before.text.index("Un comité de suivi")
    assert follower.span(gone, gone + 10) is None
    term = before.text.index("durée de trois ans")
    place = follower.span(term, term + len("durée de trois ans"))
    assert place is not None
    assert (place.is_same, now.text[place.start : place.end]) == (False, "durée de cinq ans")


def test_a_thousand_provisions_take_no_time() -> None:
    text, at = tree(long_protocol(700))
    assert len(at) > 1000
    target = at["art_40__para_1"]
    began = time.perf_counter()
    for number in range(20):
        text = apply(text, Replace(target, f"Le CCAS s’engage à tenir la permanence numéro {number}.", uuid4()))
    whole = compose(text)
    assert "permanence numéro 19." in whole.text
    assert time.perf_counter() - began < 5


def test_an_agreement_read_without_provisions_is_kept_whole() -> None:
    assert words_of(build(PROTOCOL, [])) == PROTOCOL
