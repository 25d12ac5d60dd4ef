"""From a text and the places of its provisions to its tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from maillage.agreements.consolidation.clauses import Clause, Place, Run, Text, joined, label_of

Source = tuple[int, int, UUID]
"""Words between two offsets, and the instruction that wrote them."""


@dataclass(slots=True)
class _Node:
    place: Place
    runs: tuple[Run, ...]
    children: list[_Node] = field(default_factory=list)

    def clause(self) -> Clause:
        shape = self.place.shape
        return Clause(
            self.place.provision,
            shape.kind,
            shape.number or "",
            shape.heading or "",
            label_of(shape.eid, shape.kind),
            self.runs,
            shape.heading_span is not None,
            tuple(child.clause() for child in self.children),
        )


def build(text: str, places: Sequence[Place], sources: Iterable[Source] = ()) -> Text:
    """The tree of ``text``; ``places`` in its order, parents first.

    A clause owns the words from its start to the start of the next clause, so that no word is lost even where
    provisions do not tile the text (one of them may have gone when misread words were mended).
    """
    starts = [place.shape.span[0] for place in places]
    bounds = pairwise([*starts, len(text)])
    runs = _Runs(text, sources)
    roots: list[_Node] = []
    nodes: dict[str, _Node] = {}
    for place, (start, end) in zip(places, bounds, strict=True):
        node = nodes[place.shape.eid] = _Node(place, runs.between(start, max(start, end)))
        above = nodes.get(place.shape.parent or "")
        (roots if above is None else above.children).append(node)
    front = text[: starts[0]] if starts else text
    return Text(tuple(node.clause() for node in roots), front)


class _Runs:
    """Cuts the text into runs: asked from its beginning to its end."""

    def __init__(self, text: str, sources: Iterable[Source]) -> None:
        self._text = text
        self._sources = sorted(sources)
        self._next = 0

    def between(self, start: int, end: int) -> tuple[Run, ...]:
        """The runs of the words between two offsets, which only grow from one call to the next."""
        made, at = [], start
        while self._next < len(self._sources) and self._sources[self._next][1] <= start:
            self._next += 1
        for first, last, source in self._sources[self._next :]:
            if first >= end:
                break
            first, last = max(first, at), min(last, end)
            made += [Run(self._text[at:first]), Run(self._text[first:last], source)]
            at = last
        return joined([*made, Run(self._text[at:end])])
