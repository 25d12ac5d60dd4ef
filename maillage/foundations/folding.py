"""Folding of French text that keeps its length: an offset in the folded text is the same offset in the source."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SPACES = "\u00a0\u202f\u2007\u2009\u2002\u2003\u200a\t"
APOSTROPHES = "\u2019\u2018\u02bc\u0060\u00b4"
DASHES = "\u2013\u2014\u2015\u2212\u2011\u2010"


class _Table(dict[int, str]):
    """A translation table that is filled as characters are met: one code point in, one code point out."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold(chr(code))
        return folded

    def _fold(self, character: str) -> str:
        if character in SPACES:
            return " "
        if character in APOSTROPHES:
            return "'"
        if character in DASHES:
            return "-"
        base = unicodedata.normalize("NFD", character)[0]
        if base != character:
            return self[ord(base)]
        figure = unicodedata.decimal(character, None)
        if figure is not None:
            return str(figure)
        small = character.lower()
        return small if len(small) == 1 else character


_TABLE = _Table()


def fold(text: str) -> str:
    """``text`` in lower case, without accents, with plain spaces, apostrophes, dashes and figures (Unicode 0 to 9).

    As long as ``text``, line feeds kept.

    >>> fold("L’Été – DÉJÀ")
    "l'ete - deja"
    """
    return text.translate(_TABLE)


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """``text`` folded, with runs of white space made one space: for comparing, not for offsets."""
    return " ".join(fold(text).split())


def one_line(text: str) -> str:
    """``text`` with runs of white space (line feeds included) made one space."""
    return " ".join(text.split())
