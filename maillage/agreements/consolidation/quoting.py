"""The quoted words of an avenant: put out of sight of the patterns, and given back whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maillage.agreements.consolidation.cutting import canonical

Span = tuple[int, int]
HIDDEN = "\x00"

_OPENS, _CLOSES = "«“", "»”"
_AGAIN = re.compile(r"\n\s*[«“]")
_LEADING = re.compile(r"(?m)^[ \t\u00a0\u202f]*[«“][ \t\u00a0\u202f]*")


def quotes_of(text: str) -> list[Span]:
    """The outermost quotes, signs included. A paragraph that opens the quote again goes on with it, as in statutes.

    A quote that nothing closes ends with its paragraph, so that a slip of the hand hides no instruction.
    """
    return list(_quotes(_curled(text)))


def _curled(text: str) -> str:
    """Straight quotes as opening and closing ones, in turn within a paragraph."""
    if '"' not in text:
        return text
    lines = []
    for line in text.split("\n"):
        parts = line.split('"')
        signs = ("“" if rank % 2 == 0 else "”" for rank in range(len(parts) - 1))
        lines.append("".join(part + sign for part, sign in zip(parts, [*signs, ""], strict=True)))
    return "\n".join(lines)


def _quotes(text: str) -> Iterator[Span]:
    at = 0
    while (start := _first(text, _OPENS, at)) is not None:
        end = _closing(text, start)
        yield start, end
        at = end


def _first(text: str, signs: str, at: int) -> int | None:
    found = [place for sign in signs if (place := text.find(sign, at)) >= 0]
    return min(found) if found else None


def _closing(text: str, start: int) -> int:
    """Where the quote that opens at ``start`` ends: its sign counted, those within it and those that go on with it."""
    depth, at = 1, start + 1
    while at < len(text):
        sign = text[at]
        if sign in _OPENS and not _AGAIN.match(text, _line_start(text, at)):
            depth += 1
        elif sign in _CLOSES:
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _line_start(text: str, at: int) -> int:
    """The line feed before the words of the line, when only spaces stand between it and ``at``."""
    before = text[:at].rstrip(" \t\u00a0\u202f")
    return len(before) - 1 if before.endswith("\n") else at


def masked(text: str, quotes: list[Span]) -> str:
    """``text``, as long as it was, where the words within quotes are hidden and their signs are all « and »."""
    parts, at = [], 0
    for start, end in quotes:
        closes = end - start > 1 and text[end - 1] in f'{_CLOSES}"'
        inner = HIDDEN * (end - start - 2 if closes else end - start - 1)
        parts += [text[at:start], "«", inner, "»" if closes else ""]
        at = end
    return "".join([*parts, text[at:]])


def unquoted(text: str, span: Span) -> str:
    """The words of a quote without its signs, nor those that begin its paragraphs."""
    words = text[span[0] : span[1]].strip()
    if words[:1] in f'{_OPENS}"':
        words = words[1:]
    if words[-1:] in f'{_CLOSES}"' and words:
        words = words[:-1]
    return canonical(_LEADING.sub("", words))
