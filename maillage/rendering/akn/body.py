"""The words of a text in the structure of a ``doc``: cover, preface, preamble, body, conclusions, annexes.

Nothing changes place: a part stands in its own container when it comes where the standard puts it, else in the body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeGuard

from lxml import etree

from maillage.rendering.akn.names import element, say
from maillage.rendering.model import (
    Block,
    Facts,
    Item,
    List,
    Note,
    Paragraph,
    Runs,
    Section,
    Signatures,
    Table,
    plain,
    words,
)

_LEADING = (("coverPage", frozenset({"cover"})), ("preface", frozenset({"parties", "contents"})))
_PREAMBLE = frozenset({"preamble", "recital"})
_HIERARCHY = frozenset({"title", "chapter", "article", "section", "paragraph"})
_NAMES = {"annex": "annexe", "cover": "garde", "parties": "parties", "preamble": "preambule", "recital": "visa"}
_NAMES |= {"contents": "sommaire", "signatures": "signatures", "list": "liste"}


class Body:
    """The parts of the text of ``blocks``; ``eids`` gives the eId of each permanent identity that the text holds."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._blocks = list(blocks)
        self._used: set[str] = set()
        self.eids = dict(_identities(blocks))

    def parts(self, annex_meta: Callable[[int], etree._Element]) -> Iterator[etree._Element]:
        """The parts in the order of the schema; ``annex_meta`` makes what the standard asks of each annex."""
        rest = self._blocks
        for tag, kinds in _LEADING:
            taken, rest = _leading(rest, kinds)
            if taken:
                yield self._container(tag, taken)
        taken, rest = _leading(rest, _PREAMBLE)
        if taken:
            yield self._container("preamble", taken)
        annexes, rest = _trailing(rest, frozenset({"annex"}))
        ending, rest = _trailing(rest, frozenset({"signatures"}))
        if not ending:
            rest, annexes = [*rest, *annexes], []
        yield element("mainBody", *(self._mixed(rest) or [element("p")]))
        if ending:
            yield self._container("conclusions", ending)
        if annexes:
            held = [self._annex(rank, one, annex_meta) for rank, one in enumerate(annexes, 1)]
            yield element("attachments", *held)

    def _annex(self, rank: int, block: Block, meta: Callable[[int], etree._Element]) -> etree._Element:
        body = element("mainBody", *(self._mixed([block]) or [element("p")]))
        return element("attachment", element("doc", meta(rank), body, name="annexe"), eId=self._once(f"att_{rank}"))

    def _container(self, tag: str, blocks: list[Block]) -> etree._Element:
        made = [one for block in blocks for one in self._flat(block)]
        return element(tag, *(made or [element("p")]))

    def _mixed(self, blocks: Iterable[Block]) -> list[etree._Element]:
        """Blocks where the standard takes parts and paragraphs as they come."""
        made: list[etree._Element] = []
        for block in blocks:
            made += [self._part(block)] if _is_part(block) else self._flat(block)
        return made

    def _part(self, section: Section) -> etree._Element:
        """A part with its number and heading: its paragraphs, or the parts that it holds and what stands around."""
        if section.kind in _HIERARCHY:
            made = element(section.kind, **self._names(section))
        else:
            made = element("hcontainer", name=_NAMES.get(section.kind, "partie"), **self._names(section))
        if section.label:
            made.append(say(element("num"), words(section.label)))
        if plain(section.heading):
            made.append(say(element("heading"), section.heading))
        runs = [(is_part, list(held)) for is_part, held in groupby(section.blocks, key=_is_part)]
        if not any(is_part for is_part, _ in runs):
            made.append(element("content", *self._all_flat(section.blocks)))
            return made
        for rank, (is_part, held) in enumerate(runs):
            if is_part:
                made.extend(self._part(one) for one in held if isinstance(one, Section))
            elif rank == 0:
                made.append(element("intro", *self._all_flat(held)))
            elif rank == len(runs) - 1:
                made.append(element("wrapUp", *self._all_flat(held)))
            else:
                eid = self._once(f"{section.eid}__hcontainer_{rank}" if section.eid else "")
                content = element("content", *self._all_flat(held))
                made.append(element("hcontainer", content, name="alineas", eId=eid))
        return made

    def _all_flat(self, blocks: Iterable[Block]) -> list[etree._Element]:
        return [one for block in blocks for one in self._flat(block)]

    def _flat(self, block: Block) -> list[etree._Element]:
        """A block where the standard takes no part: a heading is a block of its own, lists and tables are theirs."""
        match block:
            case Paragraph():
                return [say(element("p", **self._names(block)), block.runs)]
            case Note():
                return [say(element("block", name="note"), block.runs)]
            case List():
                return self._list(block, {})
            case Table():
                return self._table(block)
            case Facts():
                return [say(element("p"), (*words(f"{name} : "), *said)) for name, said in block.pairs]
            case Signatures():
                return [say(element("block", name="signature"), words(one.party)) for one in block.places]
            case Section():
                return self._flat_section(block)

    def _flat_section(self, section: Section) -> list[etree._Element]:
        if len(section.blocks) == 1 and isinstance(section.blocks[0], List) and not section.whole_heading:
            return self._list(section.blocks[0], self._names(section))
        heading = section.whole_heading
        made = [say(element("block", name="intitule", **self._names(section)), heading)] if plain(heading) else []
        return made + self._all_flat(section.blocks)

    def _list(self, block: List, names: dict[str, str]) -> list[etree._Element]:
        items = [self._item(one) for one in block.items]
        return [element("blockList", *items, **names)] if items else []

    def _item(self, item: Item) -> etree._Element:
        made = element("item", **self._names(item))
        if item.mark:
            made.append(say(element("num"), words(item.mark)))
        made.extend(self._all_flat(item.blocks) or [element("p")])
        return made

    def _table(self, table: Table) -> list[etree._Element]:
        rows = []
        for rank, row in enumerate(table.rows):
            tag = "th" if table.is_headed and rank == 0 else "td"
            rows.append(element("tr", *(self._cell(tag, cell) for cell in row)) if row else element("tr", element(tag)))
        return [element("table", *rows, **self._names(table))] if rows else []

    def _cell(self, tag: str, runs: Runs) -> etree._Element:
        return element(tag, say(element("p"), runs))

    def _names(self, block: Paragraph | Item | Table | Section) -> dict[str, str]:
        eid = self._once(block.eid)
        return {"eId": eid, "wId": block.key} if eid else {}

    def _once(self, eid: str) -> str:
        """An address, given once in the file: the schema refuses it twice, and white space in it."""
        eid = "".join(eid.split())
        if eid in self._used:
            return ""
        self._used.add(eid)
        return eid


def _is_part(block: Block) -> TypeGuard[Section]:
    """Whether a block is a part of the hierarchy rather than words: a list is none."""
    return isinstance(block, Section) and (bool(block.whole_heading) or block.kind in _HIERARCHY | {"annex"})


def _leading(blocks: list[Block], kinds: frozenset[str]) -> tuple[list[Block], list[Block]]:
    count = 0
    while count < len(blocks) and _kind(blocks[count]) in kinds:
        count += 1
    return blocks[:count], blocks[count:]


def _trailing(blocks: list[Block], kinds: frozenset[str]) -> tuple[list[Block], list[Block]]:
    count = 0
    while count < len(blocks) and _kind(blocks[-1 - count]) in kinds:
        count += 1
    return blocks[len(blocks) - count :], blocks[: len(blocks) - count]


def _kind(block: Block) -> str:
    return block.kind if isinstance(block, Section) else ""


def _identities(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Paragraph | Table | Section) and block.key:
            yield block.key, block.eid
        if isinstance(block, Section):
            yield from _identities(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                if item.key:
                    yield item.key, item.eid
                yield from _identities(item.blocks)
