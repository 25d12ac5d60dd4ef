"""A document as it was before its tracked changes, as it is after them, and its comments."""

from __future__ import annotations

import unicodedata

from maillage.foundations.records import dataclass, field

VERSION, PROVISION = "mv_", "mp_"
"""How the bookmarks begin that Maillage wrote in a document that it sent: which version it is, which provision."""

SENT = " (dans Maillage)"
"""How the authors end of what Maillage wrote in it: what was said before the document was sent."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. ``keys``: the provisions that its bookmarks name, in order."""

    text: str
    keys: tuple[str, ...] = ()
    is_heading: bool = False
    is_cell: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A comment: its author, its words, and the words that it is about, before and after the changes.

    ``before`` and ``after`` are the places of the lines where those words begin.
    """

    author: str
    text: str
    quote_before: str
    quote_after: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Tracked:
    """Both sides of a document. ``version``: which one was sent, if it says so; ``unread``: what has no place."""

    version: str
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    notes: tuple[Note, ...]
    authors: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(slots=True)
class _Side:
    """One side being read: the paragraph under way, and those that are done."""

    lines: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def end(self, *, is_heading: bool, is_cell: bool) -> None:
        text = unicodedata.normalize("NFC", "".join(self.words)).replace("\0", "").strip()
        if text:
            self.lines.append(Line(text, tuple(self.keys), is_heading, is_cell))
            self.keys = []
        self.words = []


@dataclass(slots=True)
class _Open:
    """A comment whose words are being read."""

    before: int
    after: int
    said_before: list[str] = field(default_factory=list)
    said_after: list[str] = field(default_factory=list)


class Builder:
    """Told what is met, in order; the end of a paragraph is tracked too: without it two paragraphs are one."""

    def __init__(self) -> None:
        self._before, self._after = _Side(), _Side()
        self._open: dict[str, _Open] = {}
        self._closed: dict[str, _Open] = {}
        self._authors: dict[str, None] = {}
        self.version = ""
        self.unread: list[str] = []

    def words(self, text: str, *, is_added: bool, is_dropped: bool) -> None:
        """Words that were there before unless they are added, and are there after unless they are dropped."""
        if not is_added:
            self._before.words.append(text)
        if not is_dropped:
            self._after.words.append(text)
        for one in self._open.values():
            if not is_added:
                one.said_before.append(text)
            if not is_dropped:
                one.said_after.append(text)

    def author(self, name: str) -> None:
        """Somebody changed something."""
        if name.strip():
            self._authors[name.strip()] = None

    def end(self, *, is_added: bool, is_dropped: bool, is_heading: bool, is_cell: bool = False) -> None:
        """The end of a paragraph."""
        if not is_added:
            self._before.end(is_heading=is_heading, is_cell=is_cell)
        if not is_dropped:
            self._after.end(is_heading=is_heading, is_cell=is_cell)
        for one in self._open.values():
            one.said_before.append(" ")
            one.said_after.append(" ")

    def bookmark(self, name: str, *, is_added: bool = False, is_dropped: bool = False) -> None:
        """A bookmark begins; LibreOffice names "Copy 1" the one of words that it keeps in a deletion."""
        name = name.partition(" ")[0]
        if name.startswith(VERSION):
            self.version = self.version or name.removeprefix(VERSION)
        elif name.startswith(PROVISION):
            key = name.removeprefix(PROVISION)
            if not is_added and key not in self._before.keys:
                self._before.keys.append(key)
            if not is_dropped and key not in self._after.keys:
                self._after.keys.append(key)

    def open(self, identifier: str) -> None:
        """The words of a comment begin."""
        self._open[identifier] = _Open(len(self._before.lines), len(self._after.lines))

    def close(self, identifier: str) -> None:
        """They end; a comment without words is about the place where it stands."""
        one = self._open.pop(identifier, None) or _Open(len(self._before.lines), len(self._after.lines))
        self._closed.setdefault(identifier, one)

    def done(self, comments: dict[str, tuple[str, str]]) -> Tracked:
        """``comments``: author and words, by identifier."""
        self.end(is_added=False, is_dropped=False, is_heading=False)
        for identifier in list(self._open):
            self.close(identifier)
        notes = []
        for identifier, (author, text) in comments.items():
            if not text.strip():
                continue
            self.author(author)
            place = self._closed.get(identifier)
            if place is None:
                self.unread.append(f"Commentaire de {author or 'auteur inconnu'} : {text.strip()}")
                continue
            said = " ".join("".join(place.said_before).split()), " ".join("".join(place.said_after).split())
            notes.append(Note(author.strip(), text.strip(), *said, place.before, place.after))
        return Tracked(
            self.version,
            tuple(self._before.lines),
            tuple(self._after.lines),
            tuple(notes),
            tuple(self._authors),
            tuple(self.unread),
        )
