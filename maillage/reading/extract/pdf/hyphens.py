"""Words cut at the end of a line, put together again and listed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from maillage.reading.extract.canonical import quotes
from maillage.reading.model import Notice

CUT = "\u2010"  # how ``glyphs.py`` writes the hyphen of a word that PDFium sees cut
_CUT = re.compile(r"(\w[\w’'-]*)( ?)[-\u00ad\u2010]$")
_NEXT = re.compile(r"[a-zà-ÿœ][\w’'-]*")
_WORD = re.compile(r"\w+")
_COMPOUND = re.compile(r"\w+(?:-\w+)+")
# First parts that keep their hyphen when a line ends after them.
_KEEPS = frozenset(
    "vice sous co non semi demi mi anti ex avant après arrière contre entre peut grand grande là ci au par procès c'est c’est celui celle ceux celles "
    "elle elles lui eux soi nous vous moi toi outre haut haute chef rendez plus savoir faire compte bien quasi micro socio médico "
    "soixante quatre vingt trente quarante cinquante dix saint sainte jusque rez porte garde mot".split()
)


class Hyphens:
    """Joins lines; knows which words with a hyphen the text writes within a line."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = list(texts)
        self._compounds = {word.casefold() for line in lines for word in _COMPOUND.findall(line)}
        self._words = {word.casefold() for line in lines for word in _WORD.findall(line)}
        self._joined: list[str] = []

    def join(self, text: str, following: str) -> str:
        """``text`` and the line that follows it, as one."""
        cut = _CUT.search(text, max(0, len(text) - 60))
        rest = _NEXT.match(following)
        if cut is None or rest is None:
            return f"{text} {following}"
        first = cut[1]
        whole = _WORD.findall(f"{first}{rest[0]}")[-1]
        if cut[2] and not text.endswith(CUT) and whole.casefold() not in self._words:
            return f"{text} {following}"  # a dash rather than a hyphen, unless the text has that word elsewhere
        text = text[: cut.end(1)]
        if first.casefold().rsplit("-", 1)[-1] in _KEEPS or self._is_compound(f"{first}-{rest[0]}"):
            return f"{text}-{following}"
        self._joined.append(f"{first}-{rest[0]}")
        return text + following

    def plain(self, text: str) -> str:
        """``text`` with the ordinary hyphen for those that were not at the end of a line."""
        return text.replace(CUT, "-")

    def _is_compound(self, word: str) -> bool:
        return any(found.casefold() in self._compounds for found in _COMPOUND.findall(word))

    def notices(self) -> list[Notice]:
        """The words that were put together again."""
        if not self._joined:
            return []
        return [Notice("hyphenation", "Les mots coupés en fin de ligne ont été recollés.", quotes(self._joined))]
