"""What a document with tracked changes is made of, in the order in which it is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What was done to words: nothing, added, dropped, moved away from here, moved to here."""

    KEEP = "keep"
    ADD = "add"
    DROP = "drop"
    GONE = "gone"
    COME = "come"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that one author changed in one way; a line feed is a line break.

    ``opens`` and ``closes``: the numbers of the comments that begin before these words, and that end after them.
    """

    text: str
    change: Change = Change.KEEP
    author: str = ""
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``style``: ``title``, ``heading``, ``item``, ``body``; ``level``: of a heading or an item, from 1.

    ``change`` and ``author`` are those of the paragraph itself: its end. ``key`` (letters, figures, underscores, 34 at
    most) travels as a bookmark, so that the paragraph is known again when it comes back. ``move`` pairs the paragraphs
    that moved together, away from one place and to another.
    """

    runs: tuple[Run, ...]
    style: str = "body"
    level: int = 1
    key: str = ""
    change: Change = Change.KEEP
    author: str = ""
    move: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each a paragraph."""

    rows: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin; its paragraphs are parted by line feeds."""

    number: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it is sent. ``author`` is a party, never a person; ``at`` dates its changes.

    ``key`` travels as a bookmark of the whole document: which version was sent.
    """

    title: str
    author: str
    at: dt.datetime
    blocks: tuple[Paragraph | Table, ...]
    comments: tuple[Comment, ...] = ()
    key: str = ""
