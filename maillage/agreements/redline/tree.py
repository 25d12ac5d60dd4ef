"""A version of a text cut up for comparison: units (articles, preamble, annexes), each made of blocks (its paragraphs).

The blocks of a version, in order, hold all its words: nothing of a text is outside of the comparison.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

UNITS = frozenset(
    {"article", "title", "chapter", "preamble", "annex", "cover", "parties", "recital", "contents", "signatures"}
)
"""Kinds of provisions that people name: a comparison is told by them."""

_LINE = re.compile(r"\S[^\n]*")
_ALL = re.compile(r"\S.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Node:
    """A provision of one version: identity, place in the tree, and offsets in the text of the version."""

    key: str
    parent: str | None
    kind: str
    label: str
    start: int
    end: int
    number: str = ""
    heading: str = ""
    heading_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """The smallest thing that is compared: a heading, a paragraph, an item, a cell; ``text`` without blanks around it.

    ``key``: the provision whose words they are. ``depth``: how deep it stands in its unit (nested lists).
    ``ends_row``: the last cell of a row of a table.
    """

    key: str
    kind: str
    text: str
    start: int
    end: int
    is_heading: bool = False
    number: str = ""
    depth: int = 0
    ends_row: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision that people name, with the blocks that are its own and no other unit's."""

    key: str
    kind: str
    label: str
    number: str
    heading: str
    blocks: tuple[Block, ...]
    words: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Version:
    """The units of a text, in reading order."""

    units: tuple[Unit, ...]


def version_of(nodes: Sequence[Node], text: str) -> Version:
    """The units of ``text``; a text without provisions is one unit."""
    if not nodes:
        nodes = [Node("", None, "paragraph", "texte", 0, len(text))]
    return _Cutter(nodes, text).version()


class _Cutter:
    def __init__(self, nodes: Sequence[Node], text: str) -> None:
        self._text = text
        self._by_key = {one.key: one for one in nodes}
        self._children: dict[str | None, list[Node]] = defaultdict(list)
        for one in nodes:
            self._children[one.parent if one.parent in self._by_key else None].append(one)
        self._blocks: dict[str, list[Block]] = defaultdict(list)
        self._order: list[str] = []

    def version(self) -> Version:
        """All the units, with what no provision covers given to the one before."""
        at = 0
        for node in self._children[None]:
            self._take(self._order[-1] if self._order else node.key, node, at, node.start, 0)
            self._walk(node, node.key, 0)
            at = max(at, node.end)
        last = self._children[None][-1]
        self._take(self._order[-1], last, at, len(self._text), 0)
        return Version(tuple(self._unit(key) for key in self._order))

    def _unit(self, key: str) -> Unit:
        node, blocks = self._by_key[key], tuple(self._blocks[key])
        words = "\n".join(block.text for block in blocks)
        return Unit(key, node.kind, node.label, node.number, node.heading, blocks, words)

    def _walk(self, node: Node, unit: str, depth: int) -> None:
        if node.kind in UNITS or node.parent not in self._by_key:
            unit, depth = node.key, 0
            self._order.append(unit)
        at = node.start
        if node.heading_span is not None:
            self._take(unit, node, *node.heading_span, depth, is_heading=True)
            at = node.heading_span[1]
        below = depth + (node.kind == "list" and depth > 0)
        for child in self._children[node.key]:
            self._take(unit, node, at, child.start, depth)
            self._walk(child, unit, depth + 1 if node.kind == "item" else below)
            at = max(at, child.end)
        self._take(unit, node, at, node.end, depth)

    def _take(self, unit: str, node: Node, start: int, end: int, depth: int, *, is_heading: bool = False) -> None:
        """The words between two offsets, when there are any, as blocks of ``unit``."""
        number = node.number if is_heading or node.kind == "item" else ""
        # A text has one paragraph a line; a heading may stand on two ("Article 3", then its title).
        for found in (_ALL if is_heading else _LINE).finditer(self._text, start, max(start, end)):
            words = found.group().rstrip()
            first = found.start()
            last = first + len(words)
            ends_row = node.kind == "table" and self._text.startswith("\n\n", last)
            block = Block(node.key, node.kind, words, first, last, is_heading, number, depth, ends_row)
            self._blocks[unit].append(block)


def blocks_of(version: Version) -> Iterator[tuple[int, Block]]:
    """Every block, with the place of its unit."""
    return ((place, block) for place, unit in enumerate(version.units) for block in unit.blocks)


def letters(blocks: Iterable[Block]) -> int:
    """How long the words of blocks are."""
    return sum(len(block.text) for block in blocks)
