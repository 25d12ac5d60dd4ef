"""Stretches of text as HTML: escaped, cut where something begins or ends to rest on the words, nothing nested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from maillage.agreements.rendering.pieces import Anchor, Span
from maillage.reading.output.inline import plain, safe

LONGEST = 1500
"""Words longer than this are tied by their first line only: a whole page underlined says nothing."""


def hidden(left: str) -> str:
    """What is left of Markdown stays in the page, where offsets count it, out of sight."""
    return f"<span hidden>{safe(left)}</span>"


def slot(text: str) -> str:
    """Text inside a comment of a drawing: no sign in it can end the comment."""
    return safe(text).replace("-", "&#45;")


@dataclass(slots=True)
class _Tied:
    anchor: Anchor
    end: int
    is_open: bool = False


@dataclass(slots=True)
class Inline:
    """Writes the text by stretches, in order; :meth:`arrivals` says what began to rest on what was just written."""

    text: str
    anchors: Iterable[Anchor]
    marks: Sequence[Span] = ()
    _waiting: list[_Tied] = field(init=False)
    _active: list[_Tied] = field(init=False, default_factory=list)
    _arrived: list[str] = field(init=False, default_factory=list)
    _next: int = field(init=False, default=0)
    _mark: int = field(init=False, default=0)
    _told: set[str] = field(init=False, default_factory=set)
    _named: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        inside = [one for one in self.anchors if 0 <= one.start < one.end <= len(self.text)]
        self._waiting = [
            _Tied(one, self._end_of(one)) for one in sorted(inside, key=lambda one: (one.start, -one.end, one.ref))
        ]

    def _end_of(self, anchor: Anchor) -> int:
        if anchor.end - anchor.start <= LONGEST:
            return anchor.end
        line_end = self.text.find("\n", anchor.start, anchor.end)
        return line_end if line_end > anchor.start else anchor.start + LONGEST

    def write(self, start: int, end: int) -> str:
        """``text[start:end]`` as HTML; stretches are asked for in the order of the text."""
        while self._next < len(self._waiting) and self._waiting[self._next].anchor.start < end:
            self._active.append(self._waiting[self._next])
            self._next += 1
        self._active = [one for one in self._active if one.end > start]
        here = [one for one in self._active if one.anchor.start < end]
        marks = self._marks_in(start, end)
        stops = {start, end}
        for one in here:
            stops |= {max(start, one.anchor.start), min(end, one.end)}
        for _, (first, last) in marks:
            stops |= {max(start, first), min(end, last)}
        return "".join(self._pieces(sorted(stops), here, marks))

    def arrivals(self) -> list[str]:
        """What began to rest on the stretches written since the last time this was asked."""
        arrived, self._arrived = self._arrived, []
        return arrived

    def lost(self) -> list[str]:
        """What rests on no stretch that was written: to be asked last."""
        opened = {one.anchor.ref for one in self._waiting if one.is_open}
        return [one.ref for one in self.anchors if one.ref not in opened]

    def _marks_in(self, start: int, end: int) -> list[tuple[int, Span]]:
        while self._mark < len(self.marks) and self.marks[self._mark][1] <= start:
            self._mark += 1
        found, at = [], self._mark
        while at < len(self.marks) and self.marks[at][0] < end:
            found.append((at, self.marks[at]))
            at += 1
        return found

    def _pieces(self, stops: list[int], here: list[_Tied], marks: list[tuple[int, Span]]) -> Iterator[str]:
        for first, last in pairwise(stops):
            over = sorted(
                (one for one in here if one.anchor.start <= first and one.end >= last),
                key=lambda one: (one.end - one.anchor.start, one.anchor.ref),
            )
            words, hops = self._plain(first, last), ""
            for at, (begin, stop) in marks:
                if begin <= first and stop >= last:
                    words = self._marked(at, words)
                    hops = f"<!--o {at + 1}-->" if stop == last else ""
            if over:
                self._open(over)
                words = f"<!--w {' '.join(one.anchor.ref for one in over)}-->{words}<!--/w-->"
            yield words + hops

    def _open(self, over: Iterable[_Tied]) -> None:
        for one in over:
            if not one.is_open:
                one.is_open = True
                if one.anchor.ref not in self._told:  # words apart may share a note
                    self._told.add(one.anchor.ref)
                    self._arrived.append(one.anchor.ref)

    def _marked(self, at: int, words: str) -> str:
        """A part of an occurrence of what was looked for: the first has its address."""
        name = "" if at in self._named else f' id="o-{at + 1}"'
        self._named.add(at)
        return f"<mark{name}>{words}</mark>"

    def _plain(self, start: int, end: int) -> str:
        return plain(self.text, start, end, mark=hidden)
