"""From a tree to its text, the places of its provisions, and where its words come from."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.consolidation.building import Source
from maillage.agreements.consolidation.clauses import Clause, Place, Text
from maillage.foundations.eids import EIds
from maillage.reading.model import Provision


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with its provisions in order, and the words that are not of the original."""

    text: str
    places: tuple[Place, ...]
    sources: tuple[Source, ...] = ()


def compose(text: Text) -> Composed:
    """The canonical text of a tree, with eIds by place; identities stay those of the clauses."""
    writer = _Writer(text.front)
    for clause in text.clauses:
        writer.write(clause, None)
    return Composed("".join(writer.parts), tuple(writer.places), tuple(writer.sources))


class _Writer:
    def __init__(self, front: str) -> None:
        self.parts = [front]
        self.at = len(front)
        self.eids = EIds()
        self.places: list[Place] = []
        self.sources: list[Source] = []

    def write(self, clause: Clause, parent: str | None) -> None:
        """Writes a clause, then those that it holds; its place is known at the end and keeps its rank."""
        eid = self.eids.give(clause.kind, clause.label, clause.number or None, parent)
        rank, start = len(self.places), self.at
        self.places.append(Place(clause.provision, Provision(eid, clause.kind, None, None, parent, (start, start))))
        for run in clause.runs:
            if run.source is not None:
                self._note(self.at, self.at + len(run.text), run.source)
            self.parts.append(run.text)
            self.at += len(run.text)
        heading_span = (start, self.at) if clause.is_headed else None
        for child in clause.children:
            self.write(child, eid)
        shape = Provision(
            eid, clause.kind, clause.number or None, clause.heading or None, parent, (start, self.at), heading_span
        )
        self.places[rank] = Place(clause.provision, shape)

    def _note(self, start: int, end: int, source: UUID) -> None:
        last = self.sources[-1] if self.sources else None
        if last is not None and last[1] == start and last[2] == source:
            self.sources[-1] = (last[0], end, last[2])
        else:
            self.sources.append((start, end, source))
