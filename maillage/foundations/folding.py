"""Folding of French text that keeps its length, so that an offset in the folded text is the same offset in the source."""

from __future__ import annotations

import unicodedata
from functools import cache

SPACES = "\u00a0\u202f\u2007\u2009\u2002\u2003\u200a\t"
APOSTROPHES = "\u2019\u2018\u02bc\u0060\u00b4"
DASHES = "\u2013\u2014\u2015\u2212\u2011\u2010"


class _Table(dict[int, str]):
    """A translation table that is filled as characters are met: one code point in, one code point out."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in SPACES:
            folded = " "
        elif character in APOSTROPHES:
            folded = "'"
        elif character in DASHES:
            folded = "-"
        else:
            base = unicodedata.normalize("NFD", character)[0]
            small = base.lower()
            figure = unicodedata.decimal(base, None)
            folded = self[ord(base)] if base != character else str(figure) if figure is not None else small if len(small) == 1 else character
        self[code] = folded
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """``text`` in lower case, without accents, with plain spaces, apostrophes and dashes; as long as ``text``, line feeds kept.

    >>> fold("L’Été – DÉJÀ")
    "l'ete - deja"
    """
    return text.translate(_TABLE)


@cache
def squash(text: str) -> str:
    """``text`` folded, with runs of white space made one space: for comparing, not for offsets."""
    return " ".join(fold(text).split())


def one_line(text: str) -> str:
    """``text`` with runs of white space (line feeds included) made one space."""
    return " ".join(text.split())
