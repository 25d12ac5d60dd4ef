"""What a paragraph or a span takes from its styles: bold, hidden, list, leader of its tabs; and the levels of the
lists."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.records import dataclass
from maillage.reading.extract.archive import Element
from maillage.reading.extract.odf.names import FO, LOEXT, OFFICE, STYLE, TEXT, count

OUTLINE = "Outline"
_TITLES = frozenset(("title", "titre"))
_LENGTH = rx.compile(r"(-?[0-9]*\.?[0-9]+)(cm|mm|in|pt|pc|px)")
_TWIPS = {"cm": 567.0, "mm": 56.7, "in": 1440.0, "pt": 20.0, "pc": 240.0, "px": 15.0}
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
    "1st": "ordinal",
}
_DISPLAYED = rx.compile(r"%([0-9]{1,2})%")


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits. ``list_name`` "" means that a heading takes no number."""

    bold: bool | None = None
    hidden: bool | None = None
    list_name: str | None = None
    leader: bool = False
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list; ``pattern`` has ``%1%`` for the number of level 1. ``indent`` is in twentieths of a point."""

    pattern: str = ""
    style: str = "none"
    start: int = 1
    is_bullet: bool = False
    indent: int = 0


class Styles:
    """The styles of ``styles.xml`` and of ``content.xml``, the latter hiding the former."""

    def __init__(self, *roots: Element | None) -> None:
        self._sources: dict[tuple[str, str], Element] = {}
        self._resolved: dict[tuple[str, str], Style] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        for root in roots:
            for group in () if root is None else root:
                if group.tag in (f"{OFFICE}styles", f"{OFFICE}automatic-styles"):
                    self._read(group)

    def _read(self, group: Element) -> None:
        for element in group:
            name = element.get(f"{STYLE}name", "")
            if element.tag == f"{STYLE}style":
                self._sources[element.get(f"{STYLE}family", ""), name] = element
            elif element.tag in (f"{TEXT}list-style", f"{TEXT}outline-style"):
                key = OUTLINE if element.tag.endswith("outline-style") else name
                self.lists[key] = dict(_level(level) for level in element if level.get(f"{TEXT}level"))

    def get(self, family: str, name: str | None) -> Style:
        """The style of a ``family`` ("paragraph" or "text"); an empty one when it is not defined."""
        key = (family, name or "")
        if key not in self._sources:
            return Style()
        if key not in self._resolved:
            self._resolved[key] = Style()  # a style that descends from itself ends here
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def _resolve(self, key: tuple[str, str]) -> Style:
        source = self._sources[key]
        parent = self.get(key[0], source.get(f"{STYLE}parent-style-name"))
        text = source.find(f"{STYLE}text-properties")
        weight = None if text is None else text.get(f"{FO}font-weight")
        display = None if text is None else text.get(f"{TEXT}display")
        own_list = source.get(f"{STYLE}list-style-name")
        stops = source.iter(f"{STYLE}tab-stop")
        return Style(
            bold=parent.bold if weight is None else weight in ("bold", "600", "700", "800", "900"),
            hidden=parent.hidden if display is None else display == "none",
            list_name=parent.list_name if own_list is None else own_list,
            leader=parent.leader or any(stop.get(f"{STYLE}leader-style", "none") != "none" for stop in stops),
            is_title=parent.is_title or key[1].lower() in _TITLES,
        )


def _level(element: Element) -> tuple[int, Level]:
    index = count(element.get(f"{TEXT}level"), 1)
    return index, Level(
        pattern=_pattern(element, index),
        style=_FORMATS.get(element.get(f"{STYLE}num-format", ""), "decimal"),
        start=count(element.get(f"{TEXT}start-value"), 1),
        is_bullet=element.tag in (f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image"),
        indent=max(
            (
                _twips(value)
                for child in element.iter()
                for value in (child.get(f"{FO}margin-left"), child.get(f"{TEXT}space-before"))
            ),
            default=0,
        ),
    )


def _pattern(element: Element, index: int) -> str:
    """The number as a pattern: that of LibreOffice, else built from prefix, suffix and number of levels displayed."""
    written = element.get(f"{LOEXT}num-list-format")
    if written is not None and (_DISPLAYED.search(written) or not element.get(f"{STYLE}num-format")):
        return written
    first = max(1, index - count(element.get(f"{TEXT}display-levels"), 1) + 1)
    places = ".".join(f"%{level}%" for level in range(first, index + 1)) if element.get(f"{STYLE}num-format") else ""
    return element.get(f"{STYLE}num-prefix", "") + places + element.get(f"{STYLE}num-suffix", "")


def _twips(length: str | None) -> int:
    match = _LENGTH.fullmatch(length or "")
    return int(float(match[1]) * _TWIPS[match[2]]) if match else 0
