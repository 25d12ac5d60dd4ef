"""The tree of a text. Immutable: whatever changes it makes another one, and shares with it all that did not change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from maillage.reading.model import Provision

HEADED = frozenset({"article", "title", "chapter", "section", "annex", "preamble", "contents"})
"""Kinds of clauses that a heading opens."""

_LABEL = re.compile(r"[a-z]+")
_LABELS = {"title": "title", "chapter": "chp", "article": "art", "section": "sec", "paragraph": "para"}
_NAMES = {
    "article": "l’article",
    "annex": "l’annexe",
    "title": "le titre",
    "chapter": "le chapitre",
    "preamble": "le préambule",
    "item": "le point",
    "section": "la partie",
}
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one origin: the instruction that wrote them, None for the original text."""

    text: str
    source: UUID | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A provision where it stands in a text: its identity, then its shape as the reader gives it."""

    provision: UUID
    shape: Provision


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision with its own words (its heading line, or all the words of a leaf) and what it holds, in order.

    ``label`` begins its eId; ``is_headed`` when its own words are its heading.
    """

    provision: UUID
    kind: str
    number: str
    heading: str
    label: str
    runs: tuple[Run, ...] = ()
    is_headed: bool = False
    children: tuple[Clause, ...] = ()

    @property
    def own(self) -> str:
        """Its own words."""
        return "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        """All its words, with those of the clauses that it holds."""
        return "".join(clause.own for clause in walk((self,)))

    @property
    def name(self) -> str:
        """How a sentence names it: "l’article 3", else by its first words."""
        if self.kind in _NAMES and (self.number or self.kind == "preamble"):
            return f"{_NAMES[self.kind]} {self.number}".strip()
        first = " ".join(self.words.split())
        return f"« {first if len(first) <= _SHOWN else first[:_SHOWN].rstrip() + '…'} »"


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text: what stands before its first provision (mostly nothing), then its clauses."""

    clauses: tuple[Clause, ...] = ()
    front: str = ""

    def find(self, provision: UUID) -> Clause | None:
        """The clause of a provision."""
        return next((clause for clause in walk(self.clauses) if clause.provision == provision), None)

    def above(self, provision: UUID) -> tuple[Clause, ...]:
        """The clauses that hold a provision, the outermost first."""
        return next((path for path, clause in _paths(self.clauses, ()) if clause.provision == provision), ())


def walk(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """All clauses in the order of the text, each before those that it holds."""
    waiting = [iter(clauses)]
    while waiting:
        clause = next(waiting[-1], None)
        if clause is None:
            waiting.pop()
            continue
        yield clause
        if clause.children:
            waiting.append(iter(clause.children))


def _paths(clauses: Iterable[Clause], above: tuple[Clause, ...]) -> Iterator[tuple[tuple[Clause, ...], Clause]]:
    for clause in clauses:
        yield above, clause
        yield from _paths(clause.children, (*above, clause))


def label_of(eid: str, kind: str) -> str:
    """The label that begins the own part of an eId ("sec" of ``art_1__sec_2``)."""
    found = _LABEL.match(eid.rpartition("__")[2])
    return found[0] if found else _LABELS.get(kind, kind)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs without empty ones, neighbours of one origin put together."""
    made: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if made and made[-1].source == run.source:
            made[-1] = Run(made[-1].text + run.text, run.source)
        else:
            made.append(run)
    return tuple(made)


def sliced(runs: Iterable[Run], start: int, end: int) -> tuple[Run, ...]:
    """The runs of the words between two offsets."""
    made, at = [], 0
    for run in runs:
        first, last = max(start - at, 0), min(end - at, len(run.text))
        if first < last:
            made.append(Run(run.text[first:last], run.source))
        at += len(run.text)
    return tuple(made)


def with_own(clause: Clause, runs: Iterable[Run]) -> Clause:
    """``clause`` with other words of its own."""
    return replace(clause, runs=joined(runs))
