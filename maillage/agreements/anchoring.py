"""Where words go when a text is mended: pure, without the database (``actions.transcribing`` writes what this finds).

A mending is a list of :class:`Edit`, in order, that do not overlap. Words that no edit touches always land on the same
words; words that an edit changes are found again around it, and words that are gone are said to be gone.
Offsets are code points, ends excluded.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

Span = tuple[int, int]

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Edit:
    """``words`` in place of what stands between two offsets of the earlier text."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Carried:
    """Where words stand in the mended text, and whether they are the same as before."""

    start: int
    end: int
    is_same: bool


def mended(text: str, edits: Sequence[Edit]) -> str:
    """The text once the edits are made."""
    parts, at = [], 0
    for one in edits:
        parts += [text[at : one.start], one.words]
        at = one.end
    return "".join([*parts, text[at:]])


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """The edits, whole words, that turn ``old`` into ``new``: ``mended(old, edits_between(old, new)) == new``."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    places = [0, *accumulate(len(token) for token in before)]
    middle = (before[head : len(before) - tail], after[head : len(after) - tail])
    matcher = SequenceMatcher(None, *middle, autojunk=False)
    return tuple(
        Edit(places[head + i], places[head + j], "".join(middle[1][k:m]))
        for sort, i, j, k, m in matcher.get_opcodes()
        if sort != "equal"
    )


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens two lists begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


class Carrier:
    """Carries spans from the earlier text to the mended one."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = tuple(edits)
        self._starts = [one.start for one in edits]
        self._ends = [one.end for one in edits]
        self._shift = [0, *accumulate(len(one.words) - (one.end - one.start) for one in edits)]

    def span(self, start: int, end: int) -> Carried | None:
        """Where the words between two offsets stand now; None when nothing is left of them."""
        touched = list(self._touching(start, end))
        if not touched:
            # An insertion at the first offset pushes the words; one at the last leaves them.
            shift = self._shift[bisect_right(self._ends, start)]
            return Carried(start + shift, end + shift, is_same=True)
        kept = end - start - sum(min(one.end, end) - max(one.start, start) for _, one in touched)
        (first_rank, first), (last_rank, last) = touched[0], touched[-1]
        if not kept and (first.start < start or last.end > end):
            return None
        begins = first.start + self._shift[first_rank]
        new_start = start + self._shift[first_rank] if first.start >= start else begins + len(first.words)
        ends = last.start + self._shift[last_rank]
        new_end = end + self._shift[last_rank + 1] if last.end <= end else ends
        return Carried(new_start, new_end, is_same=False) if new_start < new_end else None

    def _touching(self, start: int, end: int) -> Iterator[tuple[int, Edit]]:
        for rank in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            yield rank, self._edits[rank]


@dataclass(frozen=True, slots=True)
class Part:
    """A provision as the match needs it: its key, its kind and where it stands."""

    key: str
    kind: str
    start: int
    end: int


def identities(old: Sequence[Part], new: Sequence[Part], carrier: Carrier) -> dict[str, str]:
    """Which new part is which old one, by key: the same kind, and most of the same words. Each is matched once."""
    by_kind: dict[str, list[tuple[int, int, str]]] = {}
    for one in old:
        if (place := carrier.span(one.start, one.end)) is not None:
            by_kind.setdefault(one.kind, []).append((place.start, place.end, one.key))
    for rows in by_kind.values():
        rows.sort()
    found: list[tuple[float, int, str, str]] = []
    for rank, part in enumerate(new):
        for start, end, key in _near(by_kind.get(part.kind, []), part):
            shared = min(end, part.end) - max(start, part.start)
            whole = max(end, part.end) - min(start, part.start)
            if shared > 0 and shared / whole >= _HALF:
                found.append((-shared / whole, rank, part.key, key))
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, key, other in sorted(found):
        if key not in pairs and other not in taken:
            pairs[key] = other
            taken.add(other)
    return pairs


def _near(rows: list[tuple[int, int, str]], part: Part) -> Iterator[tuple[int, int, str]]:
    """Those of ``rows`` (sorted) that may share half of their words with ``part``."""
    length = part.end - part.start
    for at in range(bisect_left(rows, (part.start - 2 * length - 1, 0, "")), len(rows)):
        if rows[at][0] >= part.end:
            return
        if rows[at][1] > part.start:
            yield rows[at]
