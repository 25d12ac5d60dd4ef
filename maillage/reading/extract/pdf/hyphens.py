"""Words cut at the end of a line, put together again and listed."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.foundations import rx
from maillage.reading.extract.canonical import quotes
from maillage.reading.model import Notice

CUT = "\u2010"  # how ``glyphs.py`` writes the hyphen of a word that PDFium sees cut
_CUT = rx.compile(r"(\w[\w’'-]*)( ?)([-\u00ad\u2010])$")
_NEXT = rx.compile(r"[a-zà-ÿœ][\w’'-]*")
_WORD = rx.compile(r"\w+")
_COMPOUND = rx.compile(r"\w+(?:-\w+)+")
# First parts that keep their hyphen at the end of a line; those that are as often a syllable ("par", "co") do not.
_KEEPS = frozenset(
    "vice celui celle ceux celles c'est c’est lui elle elles eux nous vous rendez procès avant après arrière soixante "
    "quatre vingt trente quarante cinquante saint sainte à".split()
)
_PAIRS = {
    "ci": "après dessus dessous joint jointe joints jointes contre avant annexé annexée".split(),
    "au": "delà dessus dessous dehors devant".split(),
    "par": "delà dessus dessous".split(),
    "là": "dessus dessous bas haut".split(),
    "peut": ["être"],
}
_SYLLABLES = frozenset("entre contre sur par pour en au co dé ré mi".split())


class Hyphens:
    """Joins lines; knows which words with a hyphen the text writes within a line."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._compounds: set[str] = set()
        self._words: set[str] = set()
        cut = False
        for line in texts:
            whole = line.casefold()
            if cut:  # the rest of a word is not a word
                whole = whole.partition(" ")[2]
            cut = bool(_CUT.search(line))
            if cut:
                whole = whole.rpartition(" ")[0]
            self._compounds.update(_COMPOUND.findall(whole))
            self._words.update(_WORD.findall(whole))
        self._joined: list[str] = []

    def join(self, text: str, following: str) -> str:
        """``text`` and the line that follows it, as one."""
        cut = _CUT.search(text, max(0, len(text) - 60))
        rest = _NEXT.match(following)
        if cut is None or not following[:1].isalnum():
            return f"{text} {following}"
        if rest is None:  # a number or a name cut at its own hyphen
            return f"{text} {following}" if cut[2] else f"{text[: cut.end(1)]}-{following}"
        first, second = cut[1], rest[0]
        whole = _WORD.findall(first + second)[-1].casefold()
        text = text[: cut.end(1)]
        if cut[2] and cut[3] != CUT and whole not in self._words:
            return f"{text} - {following}"  # a dash rather than a hyphen, unless the text has that word elsewhere
        if whole not in self._words and self._is_compound(first, second):
            return f"{text}-{following}"
        self._joined.append(f"{first}-{second}")
        return text + following

    def _is_compound(self, first: str, second: str) -> bool:
        """Whether two parts make a word with a hyphen: known as such, or both known as words of the text."""
        compounds = _COMPOUND.findall(f"{first}-{second}".casefold())
        part, next_part = first.casefold().rsplit("-", 1)[-1], second.casefold()
        if any(compound in self._compounds for compound in compounds) or part in _KEEPS:
            return True
        if next_part in _PAIRS.get(part, ()):
            return True
        known = part in self._words and next_part in self._words and part not in _SYLLABLES
        return known and len(part) > 2 and len(next_part) > 3 and not (part == "sous" and next_part.startswith("sign"))

    def plain(self, text: str) -> str:
        """``text`` with the ordinary hyphen for those that were not at the end of a line."""
        return text.replace(CUT, "-")

    def notices(self) -> list[Notice]:
        """The words that were put together again."""
        if not self._joined:
            return []
        return [Notice("hyphenation", "Les mots coupés en fin de ligne ont été recollés.", quotes(self._joined))]
