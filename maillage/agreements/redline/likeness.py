"""How alike texts are: the words that two share, each by how rare it is in all, over those that either has (0 to 1)."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from maillage.foundations.folding import fold

_SMALL = frozenset(
    "a au aux avec c ce ces cet cette chaque d dans de des du elle elles en est et il ils l la le les leur leurs lui "
    "ne ou par pas pour qu que qui s sa se ses son sont sur un une y".split()
)
_WORD = re.compile(r"[^\W_]+")
_COMMON = 60  # texts: a word that more of them hold brings no two together by itself


def alike(left: Sequence[str], right: Sequence[str], *, least: float) -> list[tuple[int, int, float]]:
    """The likest first, each text once: ``(place on the left, place on the right, likeness)``, by place on the left."""
    return sorted(_once(sorted((-score, one, other) for one, other, score in _scored(left, right, least))))


def _scored(left: Sequence[str], right: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    ours, theirs = [_bag(text) for text in left], [_bag(text) for text in right]
    weigh = _weights([*ours, *theirs])
    total_ours = [sum(weigh[word] for word in bag) for bag in ours]
    total_theirs = [sum(weigh[word] for word in bag) for bag in theirs]
    holding: dict[str, list[int]] = defaultdict(list)
    for place, bag in enumerate(theirs):
        for word in bag:
            holding[word].append(place)
    for place, bag in enumerate(ours):
        near: set[int] = set()
        for word in bag:
            if len(holding[word]) <= _COMMON:
                near.update(holding[word])
        for other in near:
            shared = sum(weigh[word] for word in bag & theirs[other])
            likeness = shared / (total_ours[place] + total_theirs[other] - shared)
            if likeness >= least:
                yield place, other, likeness


def _once(scored: Iterable[tuple[float, int, int]]) -> Iterator[tuple[int, int, float]]:
    left: set[int] = set()
    right: set[int] = set()
    for score, place, other in scored:
        if place not in left and other not in right:
            left.add(place)
            right.add(other)
            yield place, other, -score


@lru_cache(maxsize=4096)
def _bag(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(fold(text)) if word not in _SMALL)


def _stem(word: str) -> str:
    """A word without the marks of number and person, so that "s’engage" and "s’engagent" meet."""
    for ending in ("ements", "ement", "ations", "ation", "ent", "es", "er", "s", "x", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _weights(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    times = Counter(word for bag in bags for word in bag)
    return {word: 1.0 + math.log((1 + len(bags)) / (1 + count)) for word, count in times.items()}
