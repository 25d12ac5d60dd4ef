"""Words that a typing error may have meant: those one letter away, and those that sound alike.

A letter left out of two words that differ by one letter (put in, left out, changed, or swapped with the next) makes
them alike: the words kept under these keys are few, and the distance between them and what was typed is then measured.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from maillage.agreements.models import Spelling

BEGINNING = 7  # letters that make the keys
KEY = 10  # letters of the longest key
SHORTEST = 5  # letters of a word that is forgiven: shorter ones mean too many others
MAY_BE_MISTYPED = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
MISTYPED = re.compile(rf"[^\W\d_]{{{SHORTEST - 1},}}")
# How French writes one sound in several ways: "hebdomadere", "comission", "fisique" are heard as what is meant.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"e?aux?", "o"),
        (r"a[iy]|ei", "e"),
        (r"qu|ck|ch(?=[rlt])|c(?![eiyh])", "k"),
        (r"c(?=[eiy])|t(?=ion)|ss", "s"),
        (r"[ae][mn](?![aeiouymn])", "an"),
        (r"y", "i"),
        (r"(?<!c)h", ""),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)[esxt]+$", ""),
    )
)


def sound_of(word: str) -> str:
    """``word``, folded, as it sounds to a French ear, roughly.

    >>> sound_of("hebdomadere") == sound_of("hebdomadaire")
    True
    """
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def keys_of(word: str) -> set[str]:
    """The beginning of ``word``, whole and with each letter left out, and that of its sound."""
    start = word[:BEGINNING]
    return {start, *(start[:at] + start[at + 1 :] for at in range(len(start))), f"~{sound_of(word)}"[:KEY]}


def near(word: str) -> list[str]:
    """The words of all texts, folded, that ``word`` may be meant for, in the order of the alphabet."""
    if not MISTYPED.fullmatch(word):
        return []
    sound = sound_of(word)
    known = Spelling.objects.filter(key__in=sorted(keys_of(word))).values_list("word", flat=True).distinct()
    return sorted(
        other for other in known if OSA.distance(word, other, score_cutoff=1) <= 1 or sound_of(other) == sound
    )
