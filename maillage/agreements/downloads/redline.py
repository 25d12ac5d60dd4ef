"""A comparison as a document: the later text, additions underlined, withdrawals struck, moves told in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from maillage.agreements.redline import Fate, Line, Passage, Redline, summary
from maillage.rendering.model import (
    Block,
    Change,
    Document,
    Item,
    List,
    Note,
    Paragraph,
    Run,
    Runs,
    Section,
    Table,
    words,
)

LEGEND = "Les mots ajoutés sont soulignés et précédés d’un +, les mots retirés sont barrés et précédés d’un −."
_OPS = {"keep": Change.NONE, "add": Change.ADD, "drop": Change.DROP}
_WHOLE = {Fate.ADDED: Change.ADD, Fate.DROPPED: Change.DROP, Fate.GONE: Change.DROP}


def redline_document(redline: Redline, *, title: str, before: str, after: str, at: dt.datetime) -> Document:
    """The whole comparison; ``before`` and ``after`` are how its two texts are called."""
    said = (Paragraph(words(f"{summary(redline)}.")), Note(words(LEGEND)))
    told = Section(said, heading=words("Ce qui change d’un texte à l’autre"))
    return Document(
        title=title,
        subtitle=f"De : {before}. À : {after}.",
        running="Comparaison",
        source="Comparaison faite par Maillage. Seul le texte signé fait foi.",
        at=at,
        blocks=(told, *(_section(passage) for passage in redline.passages)),
    )


def _section(passage: Passage) -> Section:
    """A passage under its heading; one that went elsewhere is told where it stood, and shown where it stands."""
    if passage.fate is Fate.GONE:
        where = f" : voir {passage.after.label}" if passage.after is not None else ""
        return Section((Note(words(f"[Déplacé{where}]")),), heading=words(passage.unit.label))
    lines = list(passage.lines)
    heading: Runs = ()
    if lines and lines[0].block.is_heading:
        heading = _runs(lines.pop(0))
    moved = f"[Déplacé : venu de {passage.before.label}]" if passage.is_moved and passage.before is not None else ""
    notes = (Note(words(moved)),) if moved else ()
    return Section((*notes, *_blocks(lines)), heading=heading)


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Paragraphs, items that follow each other in one list, cells that follow each other in one table."""
    items: list[Item] = []
    rows: list[tuple[Runs, ...]] = []
    row: list[Runs] = []
    for line in lines:
        kind = line.block.kind if not line.block.is_heading else ""
        if kind != "item" and items:
            yield List(tuple(items))
            items = []
        if kind != "table" and (rows or row):
            yield Table((*rows, tuple(row)) if row else tuple(rows))
            rows, row = [], []
        if kind == "item":
            items.append(Item((Paragraph(_runs(line)),)))
        elif kind == "table":
            row.append(_runs(line))
            if line.block.ends_row:
                rows.append(tuple(row))
                row = []
        elif line.block.is_heading:
            yield Section((), heading=_runs(line))
        else:
            yield Paragraph(_runs(line))
    if items:
        yield List(tuple(items))
    if rows or row:
        yield Table((*rows, tuple(row)) if row else tuple(rows))


def _runs(line: Line) -> Runs:
    if line.fate in _WHOLE:
        runs: Runs = (Run(line.block.text, _WHOLE[line.fate]),)
    else:
        runs = tuple(Run(piece.text, _OPS[piece.op]) for piece in line.pieces)
    if line.fate in (Fate.GONE, Fate.COME) and line.elsewhere is not None:
        where = "déplacé vers" if line.fate is Fate.GONE else "déplacé depuis"
        return (*runs, Run(f" [{where} : {line.elsewhere.label}]", is_soft=True))
    return runs
