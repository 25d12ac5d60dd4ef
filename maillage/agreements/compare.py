"""A local agreement against the frame that it declines: clauses, commitments by the likeness of their words, parties.

Pure: it knows texts, not tables. Likeness counts the words that two commitments share, each by how rare it is in both
agreements, over those that either has (0 to 1); small words count for nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.base.search import words_of
from maillage.foundations.redline import Piece, words

ALIKE = 0.45
SAME = 0.999
_SMALL = frozenset(
    "a au aux avec ce ces cet cette chaque d dans de des du elle elles en et il ils l la le les leur leurs lui ne ou "
    "par pas pour qu que qui s sa se ses son sont sur un une y".split()
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment: its key (an id), its words, and who bears it, in words."""

    key: str
    text: str
    bearer: str = ""
    place: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two agreements."""

    terms: Mapping[str, str]
    promises: Sequence[Promise]
    parties: Sequence[tuple[str, str]]  # key (an organisation, else the folded name), name


@dataclass(frozen=True, slots=True)
class TermLine:
    """A clause on both sides; an empty value says that the text is silent."""

    name: str
    frame: str
    local: str

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return self.frame == self.local


@dataclass(frozen=True, slots=True)
class Pair:
    """Two commitments that say nearly the same; ``pieces``: its words, from the frame to the local."""

    frame: Promise
    local: Promise
    likeness: float
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether the words that count are the same."""
        return self.likeness >= SAME


@dataclass(frozen=True, slots=True)
class Deviations:
    """What differs. ``dropped``: of the frame, without a like in the local one; ``own``: the reverse."""

    terms: tuple[TermLine, ...]
    pairs: tuple[Pair, ...]
    dropped: tuple[Promise, ...]
    own: tuple[Promise, ...]
    common_parties: tuple[str, ...]
    frame_parties: tuple[str, ...]
    local_parties: tuple[str, ...]

    @property
    def changed_terms(self) -> tuple[TermLine, ...]:
        """The clauses that are not the same."""
        return tuple(line for line in self.terms if not line.is_same)

    @property
    def reworded(self) -> tuple[Pair, ...]:
        """The pairs whose words differ."""
        return tuple(pair for pair in self.pairs if not pair.is_same)


def deviations(frame: Side, local: Side, *, names: Iterable[str]) -> Deviations:
    """What the local agreement does otherwise; ``names`` are the clauses to compare, in their order."""
    pairs = _pairs(frame.promises, local.promises)
    taken = {pair.frame.key for pair in pairs}, {pair.local.key for pair in pairs}
    lines = (TermLine(name, frame.terms.get(name, ""), local.terms.get(name, "")) for name in names)
    ours, theirs = dict(frame.parties), dict(local.parties)
    return Deviations(
        terms=tuple(line for line in lines if line.frame or line.local),
        pairs=pairs,
        dropped=tuple(one for one in frame.promises if one.key not in taken[0]),
        own=tuple(one for one in local.promises if one.key not in taken[1]),
        common_parties=tuple(name for key, name in ours.items() if key in theirs),
        frame_parties=tuple(name for key, name in ours.items() if key not in theirs),
        local_parties=tuple(name for key, name in theirs.items() if key not in ours),
    )


def _pairs(frame: Sequence[Promise], local: Sequence[Promise]) -> tuple[Pair, ...]:
    """The likest first, each commitment once; in the order of the frame."""
    left = [_bag(one.text) for one in frame]
    right = [_bag(one.text) for one in local]
    weigh = _weights([*left, *right])
    totals_left = [sum(weigh[word] for word in bag) for bag in left]
    totals_right = [sum(weigh[word] for word in bag) for bag in right]
    holding: dict[str, list[int]] = defaultdict(list)
    for place, bag in enumerate(right):
        for word in bag:
            holding[word].append(place)
    scored = []
    for place, bag in enumerate(left):
        shared: dict[int, float] = defaultdict(float)
        for word in bag:
            for other in holding[word]:
                shared[other] += weigh[word]
        for other, weight in shared.items():
            likeness = weight / (totals_left[place] + totals_right[other] - weight)
            if likeness >= ALIKE:
                scored.append((-likeness, place, other))
    return tuple(
        Pair(frame[place], local[other], likeness, words(frame[place].text, local[other].text))
        for place, other, likeness in sorted(_once(sorted(scored)))
    )


def _once(scored: Sequence[tuple[float, int, int]]) -> list[tuple[int, int, float]]:
    left: set[int] = set()
    right: set[int] = set()
    kept = []
    for score, place, other in scored:
        if place not in left and other not in right:
            left.add(place)
            right.add(other)
            kept.append((place, other, -score))
    return kept


def _bag(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in words_of(text) if word not in _SMALL)


def _stem(word: str) -> str:
    """A word without the marks of number and person, so that "s’engage" and "s’engagent" meet."""
    for ending in ("ements", "ement", "ations", "ation", "ent", "es", "er", "s", "x", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _weights(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    times = Counter(word for bag in bags for word in bag)
    return {word: 1.0 + math.log((1 + len(bags)) / (1 + count)) for word, count in times.items()}
