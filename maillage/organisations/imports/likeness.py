"""Names that may mean the same thing: spelled otherwise, shortened, mistyped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from maillage.base.search import SHORT_FORMS, words_of

_Key = TypeVar("_Key", bound=Hashable)

ALIKE = 0.84
_EMPTY = frozenset("a au aux d de des du en et l la le les pour sur the".split())
_MOST = 400  # rows under one beginning of a word: a word that everybody has tells nothing
_BEGINNING = 4


def significant(text: str) -> tuple[str, ...]:
    """The words of a name that tell something, in their order."""
    words = [SHORT_FORMS.get(word, word) for word in words_of(text)]
    return tuple(word for word in words if word not in _EMPTY) or tuple(words)


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """From 0 to 1, how alike two names are; 0 when their numbers differ (SST 13 is not SST 14)."""
    if [word for word in one if word.isdigit()] != [word for word in other if word.isdigit()]:
        return 0.0
    shared = 2 * len(set(one) & set(other)) / (len(set(one)) + len(set(other)) or 1)
    spelled = SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other)), autojunk=False).ratio()
    return max(shared, spelled)


class Names(Generic[_Key]):
    """Names by the beginnings of their words, to find those that are alike without comparing all of them."""

    def __init__(self) -> None:
        self._by_beginning: dict[str, list[_Key]] = defaultdict(list)
        self._words: dict[_Key, list[tuple[str, ...]]] = defaultdict(list)

    def add(self, key: _Key, text: str) -> None:
        """Add a name of ``key`` (which may have several)."""
        words = significant(text)
        if not words:
            return
        self._words[key].append(words)
        for beginning in {word[:_BEGINNING] for word in words}:
            self._by_beginning[beginning].append(key)

    def near(self, text: str, *, most: int = 3) -> list[tuple[_Key, float]]:
        """The keys whose names are like ``text``, the most alike first."""
        words = significant(text)
        found: Counter[_Key] = Counter()
        for beginning in {word[:_BEGINNING] for word in words}:
            keys = self._by_beginning.get(beginning, ())
            if len(keys) <= _MOST:
                found.update(keys)
        scored = [(key, max(alike(words, known) for known in self._words[key])) for key, _ in found.most_common(12)]
        return sorted((one for one in scored if one[1] >= ALIKE), key=lambda one: -one[1])[:most]
