"""Finding in a text the words that somebody typed or pasted: as they stand, else without minding spaces and signs."""

from __future__ import annotations

import re

Span = tuple[int, int]

MOST = 50
_CONTEXT = 60
_QUOTES = "'’ʼ‘"
_DASHES = "-‐‑–—−"
_PIECE = re.compile(rf"\s+|[{_QUOTES}]|[{_DASHES}]|«\s*|\s*»|[\"“”]|œ|oe|æ|ae", re.IGNORECASE)


def locate(text: str, words: str) -> list[Span]:
    """The places where ``words`` stand, in order, at most ``MOST`` of them.

    >>> locate("Le CCAS de Montclair\\ns’engage", "ccas de  Montclair s'engage")
    [(3, 29)]
    """
    wanted = words.strip()
    if not wanted:
        return []
    found = list(_all(re.escape(wanted), text, 0))
    return found or list(_all(_loose(wanted), text, re.IGNORECASE))


def around(text: str, span: Span) -> tuple[str, str, str]:
    """What stands before the words, the words, and what follows, to tell places apart."""
    start, end = span
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return " ".join(before.split()), " ".join(text[start:end].split()), " ".join(after.split())


def _all(pattern: str, text: str, flags: int) -> list[Span]:
    spans = []
    for found in re.finditer(pattern, text, flags):
        spans.append(found.span())
        if len(spans) == MOST:
            break
    return spans


def _loose(words: str) -> str:
    """A pattern that takes any white space for any other, and apostrophes, hyphens and ligatures alike."""
    parts, at = [], 0
    for found in _PIECE.finditer(words):
        parts += [re.escape(words[at : found.start()]), _any_of(found[0])]
        at = found.end()
    return "".join([*parts, re.escape(words[at:])])


def _any_of(piece: str) -> str:
    bare = piece.strip()
    if not bare:
        return r"\s+"
    if bare in _QUOTES:
        return f"[{_QUOTES}]"
    if bare in _DASHES:
        return f"[{_DASHES}]"
    if bare in '«»"“”':
        return r"\s*[«»\"“”]\s*"
    return "(?:œ|oe)" if bare.lower() in {"œ", "oe"} else "(?:æ|ae)"
