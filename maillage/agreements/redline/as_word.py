"""A comparison as a document of a word processor: what changed is tracked, so that each change is accepted or refused.

Refusing all gives the earlier version, accepting all the later one, to the letter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from maillage.agreements.redline.comparing import Fate, Line, Passage, Redline
from maillage.agreements.redline.tree import Block
from maillage.foundations.redline import Piece
from maillage.rendering.word import Change, Document, Paragraph, Run, Table

_LEVELS = {"title": 1, "chapter": 1, "section": 3}
_OPS = {"keep": Change.KEEP, "drop": Change.DROP, "add": Change.ADD}
_WHOLE = {Fate.ADDED: Change.ADD, Fate.DROPPED: Change.DROP, Fate.GONE: Change.GONE, Fate.COME: Change.COME}


def as_document(redline: Redline, *, title: str, author: str, at: dt.datetime, key: str = "") -> Document:
    """The document; ``author`` is the name that its changes bear, ``key`` the version that it is made of."""
    return Document(title, author, at, tuple(with_tables(paragraphs_of(redline))), key=key)


def with_tables(paragraphs: Iterable[tuple[Paragraph, Block]]) -> Iterator[Paragraph | Table]:
    """Cells that follow each other, none of them come or gone, make tables."""
    row: list[Paragraph] = []
    rows: list[tuple[Paragraph, ...]] = []
    for paragraph, block in paragraphs:
        if block.kind == "table" and paragraph.change is Change.KEEP:
            row.append(paragraph)
            if block.ends_row:
                rows.append(tuple(row))
                row = []
            continue
        if row:
            rows.append(tuple(row))
        if rows:
            yield Table(tuple(rows))
        row, rows = [], []
        yield paragraph
    if row:
        rows.append(tuple(row))
    if rows:
        yield Table(tuple(rows))


def paragraph_of(
    block: Block, runs: Sequence[Run], change: Change = Change.KEEP, *, author: str = "", is_title: bool = False
) -> Paragraph:
    """A block as a paragraph with its style, known again by its key."""
    style, level = "title" if is_title else "body", 1
    if block.is_heading:
        style, level = "heading", _LEVELS.get(block.kind, 2)
    elif block.kind == "item":
        style, level = "item", block.depth + 1
    return Paragraph(tuple(runs), style, level, key_of(block), change, author)


def key_of(block: Block) -> str:
    """What names a block in the document: the identity of its provision, and whether it is its heading."""
    return f"{block.key.replace('-', '')}{'_h' if block.is_heading else ''}"


def paragraphs_of(redline: Redline, *, author: str = "") -> Iterator[tuple[Paragraph, Block]]:
    """Each line as a paragraph, with the block that it is; ``author`` is who made the changes, if not the sender."""
    names: dict[tuple[str, int], str] = {}
    numbers = count(1)

    def name(block: Block | None) -> str:
        key = (block.key, block.start) if block else ("", 0)
        return names.setdefault(key, "") or names.setdefault(key, f"m{next(numbers)}")

    for group in _groups(redline):
        label = f"m{next(numbers)}"
        names.update({(block.key, block.start): label for block in group})
    for passage in redline.passages:
        for line in _lines(passage):
            is_title = passage.unit.kind == "cover" and line is passage.lines[0]
            yield _paragraph(line, name, author, is_title=is_title), line.block


def _groups(redline: Redline) -> Iterator[list[Block]]:
    """The blocks that moved together: a unit, or lines that follow each other."""
    for passage in redline.passages:
        if passage.is_moved and passage.before is not None:
            yield list(passage.before.blocks)
        group: list[Block] = []
        for line in passage.lines:
            if line.fate is Fate.GONE and line.before is not None:
                group.append(line.before)
            elif group:
                yield group
                group = []
        if group:
            yield group


def _lines(passage: Passage) -> Iterator[Line]:
    """The lines of a passage; of one that moved away its words as they were, of one that came as those that come."""
    if passage.fate is Fate.GONE and passage.before is not None:
        for block in passage.before.blocks:
            yield Line(Fate.GONE, block, None, (Piece("drop", block.text),), passage.after)
        return
    for line in passage.lines:
        if passage.is_moved and line.fate in (Fate.SAME, Fate.CHANGED):
            yield Line(Fate.COME, line.before, line.after, line.pieces, passage.before)
        elif not (passage.is_moved and line.before is not None and line.fate in (Fate.DROPPED, Fate.GONE)):
            yield line  # what was dropped of a passage that moved is struck where it stood


def _paragraph(line: Line, name: Callable[[Block | None], str], author: str, *, is_title: bool) -> Paragraph:
    change = _WHOLE.get(line.fate, Change.KEEP)
    if line.fate in (Fate.SAME, Fate.CHANGED):
        runs = [Run(text, _OPS[op], author) for op, text in line.pieces]
    elif line.fate is Fate.COME:
        # What was dropped of it is struck where it stood.
        came = {"keep": Change.COME, "add": Change.ADD}
        runs = [Run(text, came[op], author) for op, text in line.pieces if op in came]
    else:
        runs = [Run(line.block.text, change, author)]
    # Known by what it was in the earlier version: that one was read by whoever sends it back.
    made = paragraph_of(line.before or line.block, runs, change, author=author, is_title=is_title)
    if line.fate not in (Fate.GONE, Fate.COME):
        return made
    return Paragraph(made.runs, made.style, made.level, made.key, change, author, name(line.before))
