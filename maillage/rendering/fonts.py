"""The fonts of our documents, in the package: no font of the machine and none of the network is ever looked for.

Atkinson Hyperlegible Next (SIL Open Font License 1.1), as on the screen, here in the form that PDF embeds; DejaVu Sans
for the signs that it lacks. Both licences stand beside the files.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from maillage.rendering.typography import MISSING, visible

FOLDER = Path(__file__).resolve().parent / "fonts"
FAMILIES = ("Atkinson Hyperlegible Next", "DejaVu Sans")
_FILES = ("atkinson-regular.ttf", "dejavu.ttf")
BULLET = "•"
_SYMBOLS = frozenset(map(chr, range(0xF020, 0xF100)))
"""Where Word puts the signs of its fonts of symbols: in our texts, the bullets of lists."""


@lru_cache(maxsize=1)
def drawn() -> frozenset[int]:
    """The code points that our fonts draw."""
    found: set[int] = set()
    for name in _FILES:
        with TTFont(FOLDER / name, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def is_drawn(sign: str) -> bool:
    """Whether our fonts draw this character."""
    return ord(sign) in drawn()


def fit(text: str) -> str:
    """``text`` as it can be drawn: one replacement character for each sign that no font of ours has.

    What has no shape (controls, direction marks, soft hyphens) goes: PDF/UA-1 refuses a sign without its drawing, and
    nothing may turn the order of the letters around it.
    """
    seen = visible(text)
    return seen if seen.isascii() else "".join(map(_fit, seen))


@lru_cache(maxsize=4096)
def _fit(sign: str) -> str:
    if sign in "\n\t":
        return sign
    if unicodedata.category(sign) == "Co":  # PDF/A-2a (6.2.11.7) refuses what has a meaning in one program alone
        return BULLET if sign in _SYMBOLS else MISSING
    return sign if is_drawn(sign) else MISSING


def fit_plainly(text: str) -> str:
    """As :func:`fit`, without what is laid over another sign or shaped with it: for texts that no font can combine."""
    return "".join(sign for sign in fit(text) if not unicodedata.category(sign).startswith("M"))
