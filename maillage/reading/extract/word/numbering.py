"""Automatic numbers of Word (ECMA-376, 17.9): what is written before each paragraph of a list, and how deep it is."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.records import dataclass, replace
from maillage.reading.extract.archive import Element
from maillage.reading.extract.numerals import written
from maillage.reading.extract.word.names import W, number, switch, value

BULLET = "-"
_PLACE = rx.compile(r"%([1-9])")
_WORD = rx.compile(r"[^\W\d_%]{4,}")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list.

    ``restart`` is the level (from 0) whose number restarts it; -1 for never, None for any higher one.
    """

    text: str = ""
    style: str = "decimal"
    start: int = 1
    restart: int | None = None
    legal: bool = False
    indent: int | None = None
    paragraph_style: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a paragraph. ``is_heading`` when it holds a word ("Article 3"); ``list_id`` tells lists apart."""

    text: str
    list_id: str
    ilvl: int
    indent: int | None
    is_heading: bool


class Numbering:
    """The lists of a document, and how far each has counted. To be asked in the order of the text."""

    def __init__(self, root: Element | None) -> None:
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._nums: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        links: dict[str, str] = {}
        styles: dict[str, str] = {}
        for abstract in root.findall(f"{W}abstractNum"):
            identifier = abstract.get(f"{W}abstractNumId", "")
            self._abstracts[identifier] = dict(map(_level, abstract.findall(f"{W}lvl")))
            link, style = value(abstract, "numStyleLink"), value(abstract, "styleLink")
            if link:
                links[identifier] = link
            if style:
                styles[style] = identifier
        for num in root.findall(f"{W}num"):
            identifier = value(num, "abstractNumId") or ""
            identifier = styles.get(links.get(identifier, ""), identifier)
            overrides = num.findall(f"{W}lvlOverride")
            own = dict(_level(level) for override in overrides for level in override.findall(f"{W}lvl"))
            starts = {number(o.get(f"{W}ilvl")) or 0: number(value(o, "startOverride")) for o in overrides}
            self._nums[num.get(f"{W}numId", "")] = (identifier, own, {i: s for i, s in starts.items() if s is not None})

    def level_of(self, num_id: str, style_id: str) -> int:
        """The level that a list ties to a paragraph style; 0 when it ties none."""
        for ilvl, level in self._levels(num_id).items():
            if level.paragraph_style == style_id:
                return ilvl
        return 0

    def _levels(self, num_id: str) -> dict[int, Level]:
        abstract, own, _starts = self._nums.get(num_id, ("", {}, {}))
        return {**self._abstracts.get(abstract, {}), **own}

    def next(self, num_id: str, ilvl: int) -> Label | None:
        """Count one more paragraph of the list; None when the document does not define it."""
        level = self._levels(num_id).get(ilvl)
        if level is None:
            return None
        abstract, _own, starts = self._nums[num_id]
        counters = self._counters.setdefault(abstract, {})
        if num_id not in self._started:  # a list that starts anew at its first paragraph
            self._started.add(num_id)
            for index in starts:
                counters.pop(index, None)
        levels = self._levels(num_id)
        if level.style == "bullet":
            return Label(BULLET, abstract, ilvl, level.indent, is_heading=False)
        counters[ilvl] = counters[ilvl] + 1 if ilvl in counters else starts.get(ilvl, level.start)
        for index in [index for index in counters if index > ilvl and _restarts(levels.get(index), ilvl)]:
            del counters[index]
        return Label(
            self._text(levels, level, counters, starts), abstract, ilvl, level.indent, bool(_WORD.search(level.text))
        )

    def _text(self, levels: dict[int, Level], level: Level, counters: dict[int, int], starts: dict[int, int]) -> str:
        def place(match: rx.Match[str]) -> str:
            index = int(match[1]) - 1
            other = levels.get(index, Level())
            count = counters.get(index)
            if count is None:  # a level that was never counted shows its first number
                count = starts.get(index, other.start)
            return written(count, "decimal" if level.legal and other.style != "none" else other.style)

        return _PLACE.sub(place, level.text).strip()


def _level(element: Element) -> tuple[int, Level]:
    restart = number(value(element, "lvlRestart"))
    ppr = element.find(f"{W}pPr")
    ind = None if ppr is None else ppr.find(f"{W}ind")
    level = Level(
        text=value(element, "lvlText") or "",
        style=value(element, "numFmt") or "decimal",
        start=_first(number(value(element, "start")), 1),
        restart=None if restart is None else restart - 1,
        legal=bool(switch(element, "isLgl")),
        indent=None if ind is None else number(ind.get(f"{W}left", ind.get(f"{W}start"))),
        paragraph_style=value(element, "pStyle"),
    )
    picture = element.find(f"{W}lvlPicBulletId")
    return number(element.get(f"{W}ilvl")) or 0, level if picture is None else replace(level, style="bullet")


def _first(value_: int | None, default: int) -> int:
    return default if value_ is None else value_


def _restarts(level: Level | None, ilvl: int) -> bool:
    """Whether a paragraph of level ``ilvl`` makes ``level``, deeper, start anew."""
    if level is None or level.restart is None:
        return True
    return ilvl <= level.restart
