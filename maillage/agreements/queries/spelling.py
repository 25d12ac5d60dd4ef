"""Words that a typing error may have meant: those one letter away, found by the beginnings that both share.

A letter left out of two words that differ by one letter (put in, left out, changed, or swapped with the next) makes
them alike: the words kept under these keys are few, and the distance between them and what was typed is then measured.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from maillage.agreements.models import Spelling

BEGINNING = 7  # letters that make the keys
SHORTEST = 5  # letters of a word that is forgiven: shorter ones mean too many others
MAY_BE_MISTYPED = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
MISTYPED = re.compile(rf"[^\W\d_]{{{SHORTEST - 1},}}")


def keys_of(word: str) -> set[str]:
    """The beginning of ``word``, whole and with each letter left out."""
    start = word[:BEGINNING]
    return {start, *(start[:at] + start[at + 1 :] for at in range(len(start)))}


def near(word: str) -> list[str]:
    """The words of all texts, folded, that are one typing error away from ``word``, in the order of the alphabet."""
    if not MISTYPED.fullmatch(word):
        return []
    known = Spelling.objects.filter(key__in=sorted(keys_of(word))).values_list("word", flat=True).distinct()
    return sorted(other for other in known if OSA.distance(word, other, score_cutoff=1) <= 1)
