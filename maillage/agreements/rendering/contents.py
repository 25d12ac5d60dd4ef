"""The list of contents of a drawing: its headings, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_HEADING = re.compile(r'<h([2-6]) id="h-([^"]*)">(.*?)</h\1>', re.S)
_PARTING = re.compile(r'<span class="parting" hidden>.*?</span>(?=[^<]|<!|<a)', re.S)
_HIDDEN = re.compile(r"<span hidden>.*?</span>", re.S)
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.S)
_LENGTH = 70


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: its depth (0 for the uppermost), the eId of its provision, its words, its place in the drawing."""

    depth: int
    eid: str
    words: str
    at: int


def contents_of(html: str, depths: int = 2) -> tuple[Entry, ...]:
    """The headings of the ``depths`` upper levels of a drawing."""
    found = [(int(one[1]), unescape(one[2]), _words(one[3]), one.start()) for one in _HEADING.finditer(html)]
    top = min((level for level, *_ in found), default=0)
    return tuple(
        Entry(level - top, eid, words, at) for level, eid, words, at in found if level - top < depths and words
    )


def _words(inner: str) -> str:
    bare = _TAG.sub("", _PARTING.sub(". ", _HIDDEN.sub("", inner)).replace("<br>", " "))
    words = " ".join(unescape(bare).split())
    return words if len(words) <= _LENGTH else words[: _LENGTH - 1].rsplit(" ", 1)[0] + "…"
