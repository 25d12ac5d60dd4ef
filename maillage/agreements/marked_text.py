"""The text of an agreement as HTML, with what was read of it marked where its words stand: pure, one pass.

Each block carries its offset (``data-o``) and holds exactly the characters of the text, so that a selection in the
browser becomes offsets again. Marks may overlap: a stretch of text that several marks cover is one ``<span class="w">``
that names them all (``data-e``), the shortest first, so that nothing nests. After the last words of a mark stands its
call, a small number that leads to it; its ``id`` is where links to the words arrive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from maillage.agreements.rendering.inline import hidden
from maillage.reading.output.inline import plain

QUIET = "quiet"
_DIVISIONS = frozenset({"title", "chapter", "annex"})
_ITEMS, _CELLS = "item", "table"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something read between two offsets: ``key`` names it, ``number`` is shown, ``label`` is read aloud."""

    key: str
    start: int
    end: int
    number: int
    tone: str
    label: str
    is_flaw: bool = False

    @property
    def length(self) -> int:
        """How many characters it covers."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Place:
    """A provision as the text needs it: its rank and that of its parent, and the offsets of its own heading."""

    key: int
    parent: int | None
    kind: str
    start: int
    end: int
    heading: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    tag: str
    css: str


def rendered(text: str, places: Sequence[Place], marks: Iterable[Mark], *, current: str = "", query: str = "") -> str:
    """The HTML of the text; ``current`` is the key of the mark that is open, ``query`` what each link carries on."""
    return "".join(_Writer(text, sorted(marks, key=_order), current, query).written(_blocks(text, places)))


def _order(mark: Mark) -> tuple[int, int, str]:
    return (mark.start, -mark.end, mark.key)


def _blocks(text: str, places: Sequence[Place]) -> list[_Block]:
    """The leaves and the headings, in order; what lies in none is a paragraph, and nothing is written twice."""
    parents = {one.parent for one in places}
    found = [
        _Block(*one.heading, "h3", "division" if one.kind in _DIVISIONS else "")
        for one in places
        if one.heading is not None and one.heading[0] < one.heading[1]
    ]
    for one in places:
        if one.key not in parents:
            start = one.heading[1] if one.heading and one.heading[0] == one.start else one.start
            css = {_ITEMS: "item", _CELLS: "cell"}.get(one.kind, "")
            found.append(_Block(start, one.end, "p", css))
    blocks, at = [], 0
    for block in sorted(found, key=lambda one: (one.start, one.end)):
        if block.start > at:
            blocks.append(_Block(at, block.start, "p", ""))
        if block.end > at:
            blocks.append(_Block(max(at, block.start), block.end, block.tag, block.css))
            at = block.end
    if at < len(text):
        blocks.append(_Block(at, len(text), "p", ""))
    return [block for block in blocks if text[block.start : block.end].strip()]


class _Writer:
    def __init__(self, text: str, marks: list[Mark], current: str, query: str) -> None:
        self._text = text
        self._current = current
        self._query = escape(query)
        self._opening = marks
        self._closing = sorted(marks, key=lambda mark: (mark.end, -mark.start, mark.key))
        self._stops = sorted({at for mark in marks for at in (mark.start, mark.end)})
        self._opened = self._called = 0
        self._active: list[Mark] = []

    def written(self, blocks: Sequence[_Block]) -> Iterator[str]:
        for rank, block in enumerate(blocks):
            css = f' class="{block.css}"' if block.css else ""
            yield f'<{block.tag}{css} data-o="{block.start}">'
            yield from self._stretches(block, is_last=rank + 1 == len(blocks))
            yield f"</{block.tag}>\n"

    def _stretches(self, block: _Block, *, is_last: bool) -> Iterator[str]:
        low, high = bisect_left(self._stops, block.start), bisect_left(self._stops, block.end)
        stops = [block.start, *(at for at in self._stops[low:high] if at > block.start), block.end]
        for start, end in pairwise(stops):
            self._advance(start)
            words = plain(self._text, start, end, mark=hidden, last=block.end)
            yield self._marked(words) if self._active else words
            yield from self._calls(len(self._text) if is_last and end == block.end else end)

    def _advance(self, here: int) -> None:
        while self._opened < len(self._opening) and self._opening[self._opened].start <= here:
            self._active.append(self._opening[self._opened])
            self._opened += 1
        self._active = sorted((one for one in self._active if one.end > here), key=lambda one: (one.length, one.key))

    def _marked(self, words: str) -> str:
        shown = next((one for one in self._active if one.tone != QUIET), self._active[0])
        css = "w w--flaw" if shown.is_flaw else "w"
        if any(one.key == self._current for one in self._active):
            css += " w--on"
        keys = " ".join(one.key for one in self._active)
        return f'<span class="{css}" data-e="{keys}" data-tone="{shown.tone}">{words}</span>'

    def _calls(self, here: int) -> Iterator[str]:
        while self._called < len(self._closing) and self._closing[self._called].end <= here:
            one = self._closing[self._called]
            self._called += 1
            address = f"?{self._query}element={one.key}#w-{one.key}"
            name = f'id="w-{one.key}" data-tone="{one.tone}" aria-label="{escape(one.label)}"'
            yield f'<a class="call" {name} href="{address}">{one.number}</a>'
