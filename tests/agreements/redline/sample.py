"""A partner works on the sample avenant in a word processor: words, a table, an item, a paragraph that moves, comments.

``partner()`` is its document; ``tests/fixtures/word`` holds it as LibreOffice saves it, in both formats:
``soffice --headless --convert-to odt`` (and ``docx``) of what ``write(partner())`` gives; ``envoye`` is ``partner(OURS)``:
what was in the document before it was sent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from importlib import resources

from maillage.agreements.redline import Block, Node, Unit, Version, compare, version_of
from maillage.agreements.redline.as_word import as_document
from maillage.agreements.redline.brought_back import asked
from maillage.reading import Reading, read
from maillage.reading.extract.tracked import read_tracked
from maillage.rendering.word import Comment, Document, Paragraph, Table, write

SAMPLE = resources.files("maillage.reading") / "samples" / "avenant-1-charte.docx"
AT = dt.datetime(2026, 3, 3, 10, tzinfo=dt.UTC)
OURS = "le CCAS (dans Maillage)"
__all__ = ["OURS", "asked", "edited", "parents", "partner", "read_tracked", "sent", "texts", "write"]


@cache
def _reading() -> Reading:
    return read(str(SAMPLE))


def parents() -> dict[str, str | None]:
    return {one.eid: one.parent for one in _reading().provisions}


@cache
def sent() -> Version:
    """The version that the partner was sent."""
    reading = _reading()
    nodes = [
        Node(
            one.eid,
            one.parent,
            one.kind,
            f"article {one.number}" if one.kind == "article" else one.kind,
            *one.span,
            number=one.number or "",
            heading=one.heading or "",
            heading_span=one.heading_span,
        )
        for one in reading.provisions
    ]
    return version_of(nodes, reading.text)


def texts(version: Version) -> list[str]:
    return [block.text for unit in version.units for block in unit.blocks]


def edited() -> Version:
    """What the partner makes of it."""
    units = {unit.key: list(unit.blocks) for unit in sent().units}
    second = units["art_2"]
    at = {block.key: place for place, block in enumerate(second)}
    second[at["art_2__table_5"]] = replace(second[at["art_2__table_5"]], text="Villebrume-sur-Ourcelle")
    item = second[at["art_2__list_1__item_2"]]
    second[at["art_2__list_1__item_2"]] = replace(
        item, text=item.text.replace("un correspondant", "deux correspondants")
    )
    moved = second.pop(at["art_2__para_3"])
    new = Block("new", "item", "- rendre compte chaque semestre de ses places libres ;", 0, 0)
    second.insert(at["art_2__list_1__item_1"] + 1, new)
    units["art_3"].insert(1, moved)
    return Version(tuple(_unit(unit, units[unit.key]) for unit in sent().units))


def _unit(unit: Unit, blocks: list[Block]) -> Unit:
    return replace(unit, blocks=tuple(blocks), words="\n".join(block.text for block in blocks))


def partner(author: str = "Marie Martin") -> Document:
    """Its document: two comments, one on several words that are formatted apart."""
    made = as_document(compare(sent(), edited()), title="Avenant", author=author, at=AT, key="sent")
    blocks: list[Paragraph | Table] = list(made.blocks)
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.key == "art_1__para_1":
            (run,) = block.runs
            start = run.text.index("complète et modifie")
            cut = [run.text[:start], "complète ", "et modifie", run.text[start + len("complète et modifie") :]]
            runs = [replace(run, text=words) for words in cut]
            runs[1], runs[2] = replace(runs[1], opens=(0,)), replace(runs[2], closes=(0,))
            blocks[place] = replace(block, runs=tuple(runs))
        if isinstance(block, Paragraph) and block.key == "new":
            blocks[place] = replace(block, runs=(replace(block.runs[0], opens=(1,), closes=(1,)),))
    comments = (
        Comment(0, author, "Dire plutôt : remplace."),
        Comment(1, author, "Demande de nos adhérents."),
    )
    return replace(made, blocks=tuple(blocks), comments=comments)
