"""The draft as a document of a word processor: proposals as tracked changes, remarks as comments, by party."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from maillage.agreements.models import ProvisionVersion
from maillage.agreements.queries.redlines import tree_of
from maillage.agreements.redline import Block, Unit, Version, compare
from maillage.agreements.redline.as_word import paragraph_of, paragraphs_of, with_tables
from maillage.negotiation.choices import INSERTIONS, ProposalKind
from maillage.negotiation.models import Proposal
from maillage.negotiation.queries.proposals import Standing
from maillage.negotiation.queries.remarks import Thread
from maillage.negotiation.queries.texts import Draft
from maillage.reading.extract.tracked import SENT
from maillage.rendering.word import Change, Comment, Document, Paragraph, Run

Placed = tuple[Paragraph, Block]


def parents_of(expression_id: UUID) -> dict[str, str | None]:
    """The provision that holds each one, by key: one query."""
    rows = ProvisionVersion.objects.filter(expression_id=expression_id)
    return {
        str(key): str(above) if above else None
        for key, above in rows.values_list("provision_id", "parent__provision_id")
    }


def document_of(
    draft: Draft, found: Sequence[Standing], threads: Sequence[Thread], *, author: str, at: dt.datetime
) -> Document:
    """``found``: proposals to write in; ``threads``: remarks that every party reads. ``author`` sends the document."""
    version = tree_of(draft.expression)
    writer = _Writer(version, parents_of(draft.expression.pk))
    for one in found:
        writer.propose(one)
    for thread in threads:
        writer.remark(thread)
    blocks = tuple(with_tables(writer.paragraphs()))
    title = draft.expression.agreement.title
    return Document(title, author, at, blocks, tuple(writer.comments), draft.expression.pk.hex)


class _Writer:
    def __init__(self, version: Version, parents: dict[str, str | None]) -> None:
        self._parents = parents
        self._units = [unit for unit in version.units for _ in unit.blocks]
        self._blocks = [block for unit in version.units for block in unit.blocks]
        self._changed: dict[int, list[Placed]] = {}  # by place; the first of a change holds all of it
        self._before: dict[int, list[Placed]] = defaultdict(list)
        self._after: dict[int, list[Placed]] = defaultdict(list)
        self._noted: dict[int, list[tuple[int, int, int]]] = defaultdict(list)  # comment, and the words it is about
        self.comments: list[Comment] = []

    def paragraphs(self) -> Iterator[Placed]:
        """The text in order, with all that was written in it."""
        self._gather()
        for place, block in enumerate(self._blocks):
            yield from self._before[place]
            if place in self._changed:
                yield from self._commented(place, self._changed[place])
            else:
                yield from self._commented(place, [(self._plain(place), block)])
            yield from self._after[place]

    def _gather(self) -> None:
        """A comment on a line that is part of a larger change stands at the beginning of that change."""
        held = 0
        for place in range(len(self._blocks)):
            if self._changed.get(place) != []:
                held = place
            elif self._noted[place]:
                self._noted[held] += self._noted.pop(place)

    def _plain(self, place: int) -> Paragraph:
        block, unit = self._blocks[place], self._units[place]
        is_title = unit.kind == "cover" and block is unit.blocks[0]
        return paragraph_of(block, [Run(block.text)], is_title=is_title)

    # ---- proposals

    def propose(self, one: Standing) -> None:
        """Write a proposal in; of two on the same words the first is tracked, the other is told in a comment."""
        row = one.proposal
        places = self._places(str(row.provision_id))
        if not places:
            return
        is_free = one.has_ground and not any(place in self._changed for place in places)
        if row.kind in INSERTIONS:
            self._insert(row, places)
        elif not is_free or (row.kind == ProposalKind.MOVE and not self._move(row, places)):
            said = f"\n« {row.words} »" if row.words else f"\n{one.place}" if one.place else ""
            self._comment(row, places[0], said=f"{row.get_kind_display()} {row.label}{said}")
            return
        elif row.kind == ProposalKind.STRIKE:
            self._write(places, [self._whole(place, row, Change.DROP) for place in places])
        elif row.kind == ProposalKind.REPLACE:
            self._write(places, self._replaced(row, places))
        self._comment(row, places[0])

    def _write(self, places: Sequence[int], paragraphs: Sequence[Placed]) -> None:
        self._changed.update({place: [] for place in places})
        self._changed[places[0]] = list(paragraphs)

    def _whole(self, place: int, row: Proposal, change: Change, move: str = "") -> Placed:
        block = self._blocks[place]
        made = paragraph_of(block, [Run(block.text, change, _name(row))], change, author=_name(row))
        key = "" if change is Change.COME else made.key  # the place where it stands now keeps its bookmark
        return replace(made, key=key, move=move), block

    def _insert(self, row: Proposal, places: Sequence[int]) -> None:
        kind = self._blocks[places[-1]].kind
        lines = [line.strip() for line in row.words.split("\n") if line.strip()]
        made = [
            (
                replace(
                    paragraph_of(block, [Run(line, Change.ADD, _name(row))], Change.ADD, author=_name(row)), key=""
                ),
                block,
            )
            for line in lines
            for block in [Block("", kind if kind != "table" else "paragraph", line, 0, 0)]
        ]
        if row.kind == ProposalKind.INSERT_AFTER:
            self._after[places[-1]] += made
        else:
            self._before[places[0]] += made

    def _move(self, row: Proposal, places: Sequence[int]) -> bool:
        beside = self._places(str(row.beside_id)) if row.beside_id else []
        if not beside or any(place in self._changed for place in beside):
            return False
        name = f"m{row.number}"
        self._write(places, [self._whole(place, row, Change.GONE, name) for place in places])
        here = [self._whole(place, row, Change.COME, name) for place in places]
        if row.after:
            self._after[beside[-1]] += here
        else:
            self._before[beside[0]] += here
        return True

    def _replaced(self, row: Proposal, places: Sequence[int]) -> list[Placed]:
        """The lines of the provision against those proposed for it."""
        before = [self._blocks[place] for place in places]
        lines = [line.strip() for line in row.words.split("\n") if line.strip()]
        after = [
            replace(before[0], key=f"new-{at}", text=line, is_heading=before[0].is_heading and at == 0)
            for at, line in enumerate(lines)
        ]
        sides = [
            Version((Unit("it", "article", "", "", "", tuple(one), "\n".join(block.text for block in one)),))
            for one in (before, after)
        ]
        return [
            (paragraph if block.key in self._parents else replace(paragraph, key=""), block)
            for paragraph, block in paragraphs_of(compare(*sides), author=_name(row))
        ]

    def _places(self, key: str) -> list[int]:
        """The blocks of a provision, and of those that it holds."""
        return [place for place, block in enumerate(self._blocks) if self._is_in(block.key, key)]

    def _is_in(self, key: str | None, holder: str) -> bool:
        while key:
            if key == holder:
                return True
            key = self._parents.get(key)
        return False

    # ---- comments

    def _comment(self, row: Proposal, place: int, *, said: str = "") -> None:
        text = f"Proposition {row.number} : {row.reason}" + (f"\n{said}" if said else "")
        self._note(place, _name(row), text, 0, len(self._blocks[place].text))

    def remark(self, thread: Thread) -> None:
        """A remark beside its words, with what was answered to it."""
        row = thread.remark
        text = "\n".join([row.words, *(f"{one.seat.name} : {one.words}" for one in thread.replies)])
        for place, block in enumerate(self._blocks):
            if row.start is not None and row.end is not None and block.start <= row.start < block.end:
                start, end = row.start - block.start, min(row.end, block.end) - block.start
                self._note(place, f"{row.seat.name}{SENT}", text, start, end)
                return

    def _note(self, place: int, author: str, text: str, start: int, end: int) -> None:
        number = len(self.comments)
        self.comments.append(Comment(number, author, text))
        self._noted[place].append((number, start, end))

    def _commented(self, place: int, paragraphs: Sequence[Placed]) -> list[Placed]:
        """On words that stand as they were, a comment is about these; else about the whole change."""
        found = self._noted[place]
        if not found or not paragraphs:
            return list(paragraphs)
        (first, block), *rest = paragraphs
        if not rest and all(run.change is Change.KEEP for run in first.runs):
            return [(replace(first, runs=tuple(_cut(block.text, found))), block)]
        numbers = tuple(number for number, _, _ in found)
        runs = first.runs or (Run(""),)
        opened = replace(runs[0], opens=(*runs[0].opens, *numbers))
        runs = (opened, *runs[1:])
        runs = (*runs[:-1], replace(runs[-1], closes=(*runs[-1].closes, *numbers)))
        return [(replace(first, runs=runs), block), *rest]


def _cut(text: str, notes: Sequence[tuple[int, int, int]]) -> Iterator[Run]:
    cuts = sorted({0, len(text), *(at for _, start, end in notes for at in (start, end) if 0 < at < len(text))})
    for start, end in pairwise(cuts):
        opens = tuple(number for number, first, _ in notes if first == start or (first <= 0 and start == 0))
        closes = tuple(number for number, _, last in notes if last == end or (last >= len(text) and end == len(text)))
        yield Run(text[start:end], opens=opens, closes=closes)


def _name(row: Proposal) -> str:
    return f"{row.seat.name}{SENT}"
