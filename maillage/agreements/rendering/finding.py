"""Find in the text: case, accents, spaces and apostrophes are forgiven, offsets are those of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from maillage.agreements.rendering.pieces import Span
from maillage.foundations.folding import fold

MOST = 300
"""Occurrences that a page sets off: beyond, one looks for more precise words."""
_LONGEST_QUERY = 120
_AROUND = 60
_LIGATURES = {"oe": "(?:oe|œ)", "œ": "(?:oe|œ)", "ae": "(?:ae|æ)", "æ": "(?:ae|æ)"}
_PARTED = re.compile("(oe|œ|ae|æ)")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where words were found: their rank from 1, the words around them, those found between."""

    rank: int
    before: str
    words: str
    after: str


def occurrences(text: str, query: str) -> tuple[Span, ...]:
    """The stretches of ``text`` that say ``query``, in order and apart, MOST at most."""
    words = fold(query[:_LONGEST_QUERY]).split()
    if not words:
        return ()
    pattern = re.compile(r"\s+".join(_pattern(word) for word in words))
    found: list[Span] = []
    for match in pattern.finditer(fold(text)):
        found.append(match.span())
        if len(found) == MOST:
            break
    return tuple(found)


def in_words(text: str, spans: tuple[Span, ...]) -> tuple[Occurrence, ...]:
    """Each occurrence within its line."""
    lines = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n"), len(text) + 1]
    told = []
    for rank, (start, end) in enumerate(spans, start=1):
        at = bisect_right(lines, start) - 1
        first, last = max(lines[at], start - _AROUND), min(max(lines[at + 1] - 1, end), end + _AROUND)
        before = ("…" if first > lines[at] else "") + text[first:start]
        after = text[end:last] + ("…" if last < lines[at + 1] - 1 else "")
        told.append(Occurrence(rank, before, text[start:end], after))
    return tuple(told)


def _pattern(word: str) -> str:
    return "".join(_LIGATURES.get(part) or re.escape(part) for part in _PARTED.split(word))
