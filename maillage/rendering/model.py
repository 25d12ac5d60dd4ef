"""What a document is made of: frozen records, in the order in which they are read.

Words are *runs*: stretches of text, which hold no markup of any kind. A line feed in a run ends a line. ``eid`` is the
address of a provision in the naming convention of Akoma Ntoso (``art_3__list_1__item_2``), ``key`` its permanent
identity (wId there); both are empty for words that are no provision. Every writer keeps every word, in this order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LANGUAGE = "fr"
_NARROW, _WIDE = 12, 60  # characters of a column


class Change(StrEnum):
    """What a redline says of a stretch of words."""

    NONE = ""
    ADD = "add"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words. ``is_soft``: said quietly, as a source or a place."""

    text: str
    change: Change = Change.NONE
    is_strong: bool = False
    is_soft: bool = False


Runs = tuple[Run, ...]


def words(text: str, *, is_strong: bool = False, is_soft: bool = False) -> Runs:
    """``text`` as one run; nothing when it is empty."""
    return (Run(text, is_strong=is_strong, is_soft=is_soft),) if text else ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    eid: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; ``mark`` is what the text puts before it ("-", "a)"), empty when it puts nothing."""

    blocks: tuple[Block, ...]
    mark: str = ""
    eid: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """Items that follow one another."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one length; the first row names the columns when ``is_headed``."""

    rows: tuple[tuple[Runs, ...], ...]
    is_headed: bool = False
    eid: str = ""
    key: str = ""

    @property
    def width(self) -> int:
        """How many columns."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what is said of each: "Échéance", "31 décembre 2027"."""

    pairs: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Words set apart from the text: what must be known to read it, or where it comes from."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Signature:
    """The place where a party signs: for whom ("le Département": it follows "Pour"), by whom, in what capacity, by
    virtue of what."""

    party: str
    by: str = ""
    capacity: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The places where the parties sign, in the order of the text, none larger than another.

    ``asks_when``: the place and the day are left to fill in, for the text does not leave them.
    """

    places: tuple[Signature, ...]
    asks_when: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text and what it holds; without heading it only holds.

    Its heading is written ``label``, ``parting``, ``heading``: "Article 3", " – ", "Objet"; each may be empty. ``kind``
    and ``number`` are those of the provision (``article``, "3"), empty for a part that is none.
    """

    blocks: tuple[Block, ...]
    heading: Runs = ()
    label: str = ""
    parting: str = ""
    kind: str = ""
    number: str = ""
    eid: str = ""
    key: str = ""

    @property
    def whole_heading(self) -> Runs:
        """The heading as it is written, its label first."""
        return words(self.label + self.parting) + self.heading


Block = Paragraph | List | Table | Facts | Note | Signatures | Section


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``subtitle`` says what it is of the agreement ("Version 2 du texte"), ``parties`` are their names in the order of
    the text (said of the file, not shown), ``running`` stands at the head of each page beside the title, ``source`` at
    its foot. ``at`` dates the file: the instant of what it says, never that of its making. ``has_contents``: a list of
    contents comes first. ``is_one_page``: set closer, to hold on one sheet.
    """

    title: str
    at: dt.datetime
    blocks: tuple[Block, ...]
    subtitle: str = ""
    parties: tuple[str, ...] = ()
    running: str = ""
    source: str = ""
    has_contents: bool = False
    is_one_page: bool = False


def headings(blocks: tuple[Block, ...], depth: int = 1) -> Iterator[tuple[int, str]]:
    """The headings under ``blocks``, with their depth from 1: what is said once, as a reader's outline lists them."""
    for block in blocks:
        if isinstance(block, Section):
            said = plain(block.whole_heading)
            if said:
                yield depth, said
            yield from headings(block.blocks, depth + bool(said))
        elif isinstance(block, List):
            for item in block.items:
                yield from headings(item.blocks, depth)


def plain(runs: Runs) -> str:
    """The words of runs on one line, without those that a redline drops."""
    return " ".join("".join(run.text for run in runs if run.change != Change.DROP).split())


def widths(table: Table) -> list[int]:
    """How the columns share the width, in characters: by the longest of their cells, none starved by a neighbour."""
    wide = [_NARROW] * table.width
    for row in table.rows:
        for place, cell in enumerate(row):
            length = max((len(line) for line in "".join(run.text for run in cell).split("\n")), default=0)
            wide[place] = max(wide[place], min(length, _WIDE))
    return wide
