"""What a paragraph or a run takes from its styles: bold, hidden, level of heading, numbering, indentation, leader of
its tabs."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.records import T, dataclass
from maillage.reading.extract.archive import Element
from maillage.reading.extract.word.names import VAL, W, number, switch, value

_HEADING = rx.compile(r"(?:heading|titre|title)\s*([1-9])$", rx.I)
_TITLES = frozenset(("title", "titre"))
_LEADERS = frozenset(("dot", "hyphen", "underscore", "middleDot", "heavy"))


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits (``basedOn``).

    ``indent`` is in twentieths of a point; ``num_id`` "0" means no numbering.
    """

    id: str = ""
    heading: int | None = None
    num_id: str | None = None
    ilvl: int | None = None
    indent: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    leader: bool = False


class Styles:
    """The styles of a document, resolved once each."""

    def __init__(self, root: Element | None) -> None:
        self._sources: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default = Style()
        for element in () if root is None else root.iter(f"{W}style"):
            self._sources[element.get(f"{W}styleId", "")] = element
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._bold = bool(switch(defaults, "b"))
        for identifier, element in self._sources.items():
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                self.default = self.get(identifier)

    def get(self, identifier: str | None) -> Style:
        """The style of that name; the default paragraph style when there is none."""
        if identifier is None or identifier not in self._sources:
            return self.default
        if identifier not in self._resolved:
            self._resolved[identifier] = Style()  # a style based on itself ends here
            self._resolved[identifier] = self._resolve(identifier)
        return self._resolved[identifier]

    def _resolve(self, identifier: str) -> Style:
        source = self._sources[identifier]
        parent_name = value(source, "basedOn")
        parent = self.get(parent_name) if parent_name in self._sources else Style()
        ppr, rpr = source.find(f"{W}pPr"), source.find(f"{W}rPr")
        numbering = None if ppr is None else ppr.find(f"{W}numPr")
        heading = outline(ppr)
        if heading is None:
            heading = named_heading(value(source, "name") or identifier)
        return Style(
            id=identifier,
            heading=parent.heading if heading is None else heading or None,
            num_id=_or(value(numbering, "numId"), parent.num_id),
            ilvl=_or(number(value(numbering, "ilvl")), parent.ilvl),
            indent=_or(indent(ppr), parent.indent),
            bold=_or(switch(rpr, "b"), parent.bold),
            hidden=_or(switch(rpr, "vanish"), parent.hidden),
            leader=has_leader(ppr) or parent.leader,
        )

    def is_bold(self, run: Element | None, paragraph: Style) -> bool:
        """Whether a run with properties ``run`` is shown in bold."""
        return bool(_or(switch(run, "b"), _or(self._character(run).bold, _or(paragraph.bold, self._bold))))

    def is_hidden(self, run: Element | None, paragraph: Style) -> bool:
        """Whether a run with properties ``run`` is not shown at all."""
        return bool(_or(switch(run, "vanish"), _or(self._character(run).hidden, paragraph.hidden)))

    def _character(self, run: Element | None) -> Style:
        name = value(run, "rStyle")
        return self.get(name) if name in self._sources else Style()


def _or(first: T | None, second: T | None) -> T | None:
    return second if first is None else first


def outline(ppr: Element | None) -> int | None:
    """The outline level, from 1; 0 for body text (9 in the file); None when it is not said."""
    level = number(value(ppr, "outlineLvl"))
    if level is None:
        return None
    return level + 1 if 0 <= level < 9 else 0


def named_heading(name: str) -> int | None:
    """The level of a heading from the name of its style, "heading 2", "Titre 2" or "Title"."""
    if name.strip().lower() in _TITLES:
        return 1
    match = _HEADING.match(name.strip())
    return int(match[1]) if match else None


def indent(ppr: Element | None) -> int | None:
    """The left indentation in twentieths of a point."""
    element = None if ppr is None else ppr.find(f"{W}ind")
    if element is None:
        return None
    return number(element.get(f"{W}left", element.get(f"{W}start")))


def has_leader(ppr: Element | None) -> bool:
    """Whether a tab of the paragraph draws dots or a line: a blank to fill in, or a table of contents."""
    tabs = None if ppr is None else ppr.find(f"{W}tabs")
    return tabs is not None and any(tab.get(f"{W}leader") in _LEADERS and tab.get(VAL) != "clear" for tab in tabs)
