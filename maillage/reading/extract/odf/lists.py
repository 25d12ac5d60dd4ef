"""Automatic numbers of OpenDocument (ODF 1.3, 19.882 and 16.31): lists, lists that go on, chapter numbering."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.records import dataclass, field
from maillage.reading.extract.archive import Element
from maillage.reading.extract.numerals import written
from maillage.reading.extract.odf.names import TEXT, XML_ID, count
from maillage.reading.extract.odf.styles import OUTLINE, Level, Styles

BULLET = "-"
_PLACE = rx.compile(r"%([0-9]{1,2})%")
_WORD = rx.compile(r"[^\W\d_]{4,}")


@dataclass(slots=True)
class Open:
    """A list being read: its style and how far each of its levels has counted."""

    style: str | None
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a paragraph. ``is_heading`` when it holds a word ("Article 3")."""

    text: str
    list_id: str
    level: int
    indent: int
    is_heading: bool


class Lists:
    """The lists of a document, to be asked in the order of the text."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._by_id: dict[str, Open] = {}
        self._by_style: dict[str, Open] = {}
        self.outline = Open(OUTLINE)

    def open(self, element: Element, parent: Open | None) -> Open:
        """The list that ``text:list`` starts, continues or, under ``parent``, deepens."""
        name = element.get(f"{TEXT}style-name")
        if parent is not None:
            return Open(name or parent.style, parent.counters)
        continued = element.get(f"{TEXT}continue-list")
        if continued in self._by_id:
            opened = Open(name or self._by_id[continued].style, self._by_id[continued].counters)
        elif element.get(f"{TEXT}continue-numbering") == "true" and (name or "") in self._by_style:
            opened = Open(name, self._by_style[name or ""].counters)
        else:
            opened = self.outline if name == OUTLINE else Open(name)
        self._by_id[element.get(XML_ID, "")] = opened
        self._by_style[name or ""] = opened
        return opened

    def next(self, opened: Open, level: int, *, start: str | None = None, fallback: str | None = None) -> Label | None:
        """Count one more item at ``level``, from 1; ``fallback`` is the list of the paragraph's style.

        None when nothing defines it.
        """
        name = opened.style or fallback or ""
        levels = self._styles.lists.get(name, {})
        own = levels.get(level)
        counters = opened.counters
        counters[level] = (
            count(start, 1) if start else counters[level] + 1 if level in counters else own.start if own else 1
        )
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        if own is None:
            return None
        text = BULLET if own.is_bullet else _text(own, levels, counters)
        return Label(
            text, name, level, own.indent, not own.is_bullet and bool(_WORD.search(_PLACE.sub("", own.pattern)))
        )


def _text(own: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
    def place(match: rx.Match[str]) -> str:
        index = int(match[1])
        other = levels.get(index, Level())
        return written(counters.get(index, other.start), other.style)

    return _PLACE.sub(place, own.pattern).strip() if own.style != "none" else _PLACE.sub("", own.pattern).strip()
