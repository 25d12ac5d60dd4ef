"""A document as the data that the Typst template reads: JSON of plain words, bound and made drawable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from maillage.rendering import fonts
from maillage.rendering.model import (
    LANGUAGE,
    Block,
    Document,
    Facts,
    Item,
    List,
    Note,
    Paragraph,
    Run,
    Runs,
    Section,
    Signatures,
    Table,
    widths,
)
from maillage.rendering.typography import MISSING, bind

Fit = Callable[[str], str]
UNTITLED = "Sans titre"
"""PDF/UA-1 (7.1) asks for a title."""


def told(document: Document, fit: Fit) -> dict[str, Any]:
    """``document`` as data; ``fit`` makes words drawable."""
    writer = _Writer(fit)
    at = document.at.astimezone(dt.UTC)
    return {
        "lang": LANGUAGE,
        "title": writer.line(document.title) or UNTITLED,
        "subtitle": writer.line(document.subtitle),
        "parties": [writer.line(one) for one in document.parties],
        "running": writer.line(document.running),
        "source": writer.line(document.source),
        "contents": document.has_contents,
        "close": document.is_one_page,
        "at": [at.year, at.month, at.day, at.hour, at.minute, at.second],
        "blocks": writer.blocks(document.blocks),
    }


class _Writer:
    def __init__(self, fit: Fit) -> None:
        self._fit = fit

    def text(self, words: str) -> str:
        return bind(self._fit(words))

    def line(self, words: str) -> str:
        return self.text(" ".join(words.split()))

    def runs(self, runs: Runs) -> list[dict[str, Any]]:
        return [self.run(one) for one in runs if one.text]

    def run(self, run: Run) -> dict[str, Any]:
        return {"t": self.text(run.text), "c": run.change.value, "s": run.is_strong, "q": run.is_soft}

    def blocks(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        return [self.block(one) for one in blocks if not _is_empty(one)]

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"k": "p", "r": self.runs(block.runs)}
            case Note():
                return {"k": "note", "r": self.runs(block.runs)}
            case List():
                return {"k": "list", "items": [self.item(one) for one in block.items]}
            case Table():
                return self.table(block)
            case Facts():
                return {"k": "facts", "pairs": [[self.line(name), self.runs(said)] for name, said in block.pairs]}
            case Signatures():
                places = [
                    [self.line(words) for words in (one.party, one.by, one.capacity, one.authority)]
                    for one in block.places
                ]
                return {"k": "signatures", "places": places, "when": block.asks_when}
            case Section():
                return {"k": "section", "h": self.heading(block), "blocks": self.blocks(block.blocks)}

    def heading(self, section: Section) -> list[dict[str, Any]]:
        """PDF/UA-1 (7.4.2) refuses a heading that says nothing: such a part only holds what is in it."""
        runs = self.runs(section.whole_heading)
        return runs if any(run["t"].strip() for run in runs) else []

    def item(self, item: Item) -> dict[str, Any]:
        mark = self.line(item.mark)
        return {"m": fonts.BULLET if mark == MISSING else mark, "blocks": self.blocks(item.blocks)}

    def table(self, table: Table) -> dict[str, Any]:
        rows = [[self.runs(cell) for cell in row] + [[]] * (table.width - len(row)) for row in table.rows]
        return {"k": "table", "widths": widths(table), "headed": table.is_headed, "rows": rows}


def _is_empty(block: Block) -> bool:
    """Whether there is nothing to lay out: a table or a list without any row."""
    return (isinstance(block, Table) and not block.width) or (isinstance(block, List) and not block.items)
