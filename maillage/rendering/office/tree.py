"""A document as pandoc's tree of blocks (``pandoc-types`` 1.23): lists of ``{"t": constructor, "c": contents}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from maillage.rendering.model import (
    LANGUAGE,
    Block,
    Change,
    Document,
    Facts,
    Item,
    List,
    Note,
    Paragraph,
    Run,
    Runs,
    Section,
    Signature,
    Signatures,
    Table,
    plain,
    widths,
)
from maillage.rendering.typography import NBSP, bind, visible

Node = dict[str, Any]
VERSION = [1, 23, 1]
SOURCE, SIGNING = "Source", "Signature"
"""Styles of paragraphs that ours are written in: what is said of the text, and where one signs."""
_PLAIN_ATTRIBUTES: list[Any] = ["", [], []]
_BULLETS = frozenset("-–—•●▪■◦·∙○o➢➤✓✔→►*\uf0b7\uf0a7\uf0d8\uf0fc")
_NUMBERED = re.compile(r"(\(?)(\d+|[a-z]|[A-Z])([.)])")
_DELIMITERS = {("", "."): "Period", ("", ")"): "OneParen", ("(", ")"): "TwoParens"}
_SEVERAL_SPACES = re.compile(r" {2,}")
_DEEPEST = 6
_BLANK = "………………………………"


def tree_of(document: Document, *, numbers_inner_lists: bool = True) -> Node:
    """The tree of ``document``, its title as pandoc's own.

    ``numbers_inner_lists``: whether the writer numbers a list inside another as it is told (that of .odt does not).
    """
    meta = {
        "lang": {"t": "MetaString", "c": f"{LANGUAGE}-FR"},
        "title": {"t": "MetaInlines", "c": _inlines((Run(document.title),))},
    }
    if document.subtitle:
        meta["subtitle"] = {"t": "MetaInlines", "c": _inlines((Run(document.subtitle),))}
    blocks = list(_Blocks(numbers_inner_lists).of(document.blocks, 1))
    return {"pandoc-api-version": VERSION, "meta": meta, "blocks": blocks}


class _Blocks:
    def __init__(self, numbers_inner_lists: bool) -> None:
        self._numbers_inner = numbers_inner_lists
        self._lists = 0

    def of(self, blocks: tuple[Block, ...], depth: int) -> Iterator[Node]:
        for block in blocks:
            yield from self._block(block, depth)

    def _block(self, block: Block, depth: int) -> Iterator[Node]:
        match block:
            case Paragraph():
                yield _paragraph(block.runs)
            case Note():
                yield _styled(SOURCE, [_paragraph(block.runs)])
            case List():
                yield from self._list(block, depth)
            case Table():
                if block.width:
                    yield _table(block)
            case Facts():
                pairs = [[_inlines((Run(name),)), [[_paragraph(said)]]] for name, said in block.pairs]
                yield _node("DefinitionList", pairs)
            case Signatures():
                for place in block.places:
                    yield _styled(SIGNING, list(_signature(place, asks_when=block.asks_when)))
            case Section():
                yield from self._section(block, depth)

    def _section(self, block: Section, depth: int) -> Iterator[Node]:
        heading = block.whole_heading
        if plain(heading):
            yield _node("Header", [min(depth, _DEEPEST), [_anchor(block.eid), [], []], _inlines(heading)])
            depth += 1
        yield from self.of(block.blocks, depth)

    def _list(self, block: List, depth: int) -> Iterator[Node]:
        """A true list when a word processor writes the marks as the text does; else paragraphs that bear them."""
        marks = [one.mark.strip() for one in block.items]
        numbering = _numbering(marks) if self._numbers_inner or not self._lists else None
        if marks and all(mark in _BULLETS or not mark for mark in marks):
            yield _node("BulletList", self._items(block, depth))
        elif numbering is not None:
            yield _node("OrderedList", [numbering, self._items(block, depth)])
        else:
            for one in block.items:
                yield _node("BlockQuote", self._marked(one, depth))

    def _items(self, block: List, depth: int) -> list[list[Node]]:
        self._lists += 1
        items = [list(self.of(one.blocks, depth)) or [_paragraph(())] for one in block.items]
        self._lists -= 1
        return items

    def _marked(self, item: Item, depth: int) -> list[Node]:
        """An item as paragraphs, its mark before the first of them."""
        lead = (Run(f"{item.mark}{NBSP}"),) if item.mark else ()
        first, *rest = item.blocks or (Paragraph(()),)
        if isinstance(first, Paragraph):
            return [_paragraph((*lead, *first.runs)), *self.of(tuple(rest), depth)]
        return [_paragraph(lead), *self.of(item.blocks, depth)]


def _numbering(marks: list[str]) -> list[Any] | None:
    """The attributes of an ordered list whose items bear these marks ("2.", "3."); None when none writes them so."""
    found = [_NUMBERED.fullmatch(mark) for mark in marks]
    first = found[0] if found else None
    if first is None or (first[1], first[3]) not in _DELIMITERS:
        return None
    if first[2].isdigit():
        style, start = "Decimal", int(first[2])
        expected = [str(start + rank) for rank in range(len(marks))]
    else:
        style, base = ("LowerAlpha", "a") if first[2].islower() else ("UpperAlpha", "A")
        start = ord(first[2]) - ord(base) + 1
        expected = [chr(ord(first[2]) + rank) for rank in range(len(marks))]
    if marks != [f"{first[1]}{one}{first[3]}" for one in expected]:
        return None
    return [start, {"t": style}, {"t": _DELIMITERS[first[1], first[3]]}]


def _table(table: Table) -> Node:
    shares = widths(table)
    columns = [[{"t": "AlignLeft"}, _node("ColWidth", share / sum(shares))] for share in shares]
    rows = [_row(row, table.width) for row in table.rows]
    head, body = (rows[:1], rows[1:]) if table.is_headed else ([], rows)
    caption: list[Any] = [None, []]
    bodies = [[_PLAIN_ATTRIBUTES, 0, [], body]]
    return _node(
        "Table", [_PLAIN_ATTRIBUTES, caption, columns, [_PLAIN_ATTRIBUTES, head], bodies, [_PLAIN_ATTRIBUTES, []]]
    )


def _row(row: tuple[Runs, ...], width: int) -> list[Any]:
    cells = [*row, *((),) * (width - len(row))]
    return [_PLAIN_ATTRIBUTES, [_cell(one) for one in cells]]


def _cell(runs: Runs) -> list[Any]:
    return [_PLAIN_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [_node("Plain", _inlines(runs))]]


def _signature(place: Signature, *, asks_when: bool) -> Iterator[Node]:
    yield _paragraph((Run("Pour "), Run(place.party, is_strong=True)))
    who = ", ".join(filter(None, [place.by, place.capacity]))
    yield from (_paragraph((Run(one),)) for one in (who, place.authority) if one)
    if asks_when:
        yield _paragraph((Run(f"Fait à {_BLANK}, le {_BLANK}"),))
    yield _paragraph((Run("Signature\n\n\n"),))


def _paragraph(runs: Runs) -> Node:
    return _node("Para", _inlines(runs))


def _inlines(runs: Runs) -> list[Node]:
    return [node for run in runs for node in _inline(run)]


def _inline(run: Run) -> list[Node]:
    nodes: list[Node] = []
    for rank, line in enumerate(_shown(run.text).split("\n")):
        if rank:
            nodes.append({"t": "LineBreak"})
        if line:
            nodes.append(_node("Str", line))
    if run.is_strong:
        nodes = [_node("Strong", nodes)]
    if run.change == Change.ADD:
        nodes = [_node("Underline", nodes)]
    elif run.change == Change.DROP:
        nodes = [_node("Strikeout", nodes)]
    return nodes


def _shown(text: str) -> str:
    """Words with the spaces of a blank to fill in kept: a word processor makes one of several."""
    return _SEVERAL_SPACES.sub(lambda found: NBSP * len(found[0]), bind(visible(text)).replace("\t", " "))


def _styled(style: str, blocks: list[Node]) -> Node:
    return _node("Div", [["", [], [["custom-style", style]]], blocks])


def _anchor(eid: str) -> str:
    return eid if eid.replace("_", "").isalnum() and eid.isascii() else ""


def _node(kind: str, contents: Any) -> Node:
    return {"t": kind, "c": contents}
