"""Canonical text: NFC, LF, nothing invisible; and the builder that lays lines out with their hints.

Offsets are code points in the canonical text, so whatever changes the number of characters happens here, before a hint
is noted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from maillage.foundations import rx
from maillage.reading.errors import EmptyFile, FileTooLarge
from maillage.reading.model import Extract, Hint, Notice

MAX_CHARACTERS = 5_000_000
MAX_LEVEL = 9  # as deep as word processors go
MAX_QUOTES = 20
MAX_QUOTE = 160

_LINE_ENDS = rx.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls but tab and line feed; zero-width, directional and soft-hyphen marks; specials and noncharacters; lone
# surrogates.
_INVISIBLE = rx.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str) -> tuple[str, int]:
    """``text`` in NFC with LF line ends, and the number of invisible characters taken out of it."""
    if text.isascii() and text.isprintable():  # most lines: nothing to do
        return text, 0
    text = _LINE_ENDS.sub("\n", text)
    text, removed = _INVISIBLE.subn("", text)
    return unicodedata.normalize("NFC", text), removed


def removed_notice(count: int) -> list[Notice]:
    """What to say of ``count`` invisible characters left out (nothing when there were none)."""
    if not count:
        return []
    what = "1 caractère invisible a été retiré" if count == 1 else f"{count} caractères invisibles ont été retirés"
    return [
        Notice("encoding", f"{what} du texte (caractères de contrôle, césures conditionnelles, espaces sans largeur).")
    ]


def quotes(words: Iterable[str]) -> tuple[str, ...]:
    """At most twenty different quotes, each on one line and of a readable length, in order of appearance."""
    found: dict[str, None] = {}
    for word in words:
        quote = " ".join(clean(word)[0].split())
        if quote:
            found[quote if len(quote) <= MAX_QUOTE else quote[: MAX_QUOTE - 1].rstrip() + "…"] = None
        if len(found) == MAX_QUOTES:
            break
    return tuple(found)


def finish(text: str, media_type: str, hints: Iterable[Hint] = (), notices: Iterable[Notice] = ()) -> Extract:
    """The extract, after the two checks that hold for every format.

    Raises :class:`EmptyFile` when there is no word in it, :class:`FileTooLarge` past five million characters.
    """
    if not text or text.isspace():
        raise EmptyFile(
            "Le fichier ne contient aucun texte : vérifiez que c'est le bon fichier et qu'il a été enregistré."
        )
    if len(text) > MAX_CHARACTERS:
        raise _too_long()
    return Extract(
        text, media_type, tuple(sorted(hints, key=lambda hint: (hint.span[0], -hint.span[1]))), tuple(notices)
    )


def _too_long() -> FileTooLarge:
    return FileTooLarge(
        "Le texte dépasse cinq millions de caractères : ne gardez que la convention et ses annexes, puis recommencez."
    )


class Lines:
    """Lays lines out as an :class:`Extract`: a blank line between paragraphs, none between the items of a list or the
    cells of a table."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._hints: list[Hint] = []
        self.removed = 0

    def add(self, text: str, kind: str = "", level: int = 1, *, marks: tuple[str, ...] = ()) -> None:
        """Add a line. ``kind`` is that of its hint, "" for a plain paragraph; ``marks`` are further hints on it.

        An item or a cell that follows a line of its kind, or the paragraph that announces it, follows it
        without blank line.
        """
        line, removed = clean(text)
        self.removed += removed
        line = line.strip("\n").rstrip() if kind == "item" else line.strip()
        if not line.strip():
            return
        if len(line) + self._length > MAX_CHARACTERS:
            raise _too_long()
        level = min(level, MAX_LEVEL)
        indent = "  " * (level - 1) if kind == "item" else ""
        cell = "cell" in (kind, *marks)
        tight = self._last in (("cell",) if cell else ("item", "") if kind == "item" else ())
        gap = "" if not self._parts else "\n" if tight else "\n\n"
        line = line.lstrip()
        start = self._length + len(gap) + len(indent)
        span = (start, start + len(line))
        self._parts += (gap, indent, line)
        self._length = span[1]
        self._last = "cell" if cell else kind
        self._hints += [Hint(span, mark, level if mark == kind else 1) for mark in (kind, *marks) if mark]

    def part(self) -> None:
        """Set the next line apart by a blank line, as the next row of a table."""
        self._last = "part"

    def extract(self, media_type: str, notices: Iterable[Notice] = ()) -> Extract:
        """All that was added, with ``notices`` and what was cleaned."""
        return finish("".join(self._parts), media_type, self._hints, [*notices, *removed_notice(self.removed)])
