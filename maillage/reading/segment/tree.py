"""Third stage, last part. Reads: units. Writes: the :class:`Structure`, whose leaves and headings tile the text."""

from __future__ import annotations

from maillage.foundations.eids import ALONE, EIds
from maillage.foundations.records import dataclass
from maillage.reading.model import Hint, Provision, Span
from maillage.reading.normalise import View
from maillage.reading.segment.flow import Flow
from maillage.reading.segment.lines import read_lines
from maillage.reading.segment.lists import nest
from maillage.reading.segment.signing import sign_off
from maillage.reading.segment.units import LEVELS, ArticleHead, Structure, Unit

# What a heading opens, by its word: the kind of the provision, and the name of its level in Akoma Ntoso.
_OPENED = {
    "annex": ("annex", "annex"),
    "titre": ("title", "title"),
    "partie": ("title", "part"),
    "chapitre": ("chapter", "chp"),
    "section": ("section", "sec"),
    "sous-section": ("section", "subsec"),
    "article": ("article", "art"),
    "preamble": ("preamble", "preamble"),
    "contents": ("contents", "contents"),
}
# Lists and items stand under all headings, the deeper the further; leaves stand under all else.
_LISTS, _LEAF = 100, 300


@dataclass(slots=True)
class _Node:
    eid: str
    kind: str
    number: str | None
    heading: str | None
    parent: _Node | None
    start: int
    level: int
    end: int = 0
    heading_span: Span | None = None

    @property
    def span(self) -> Span:
        return self.start, self.end

    def provision(self) -> Provision:
        parent = self.parent.eid if self.parent else None
        return Provision(self.eid, self.kind, self.number, self.heading, parent, self.span, self.heading_span)


def segment(view: View, hints: tuple[Hint, ...] = ()) -> Structure:
    """The structure of ``view``: its units, articles and provisions. Never refuses a text."""
    units = sign_off(view, Flow(view, read_lines(view, hints)).run())
    return _Builder(view, nest(view, units or [Unit((0, len(view.text)), 0, "void", "cover")])).build()


class _Builder:
    """Builds the tree: a stack of open provisions, and leaves that reach up to the next unit: nothing is lost."""

    def __init__(self, view: View, units: list[Unit]) -> None:
        self.view, self.units = view, units
        self.nodes: list[_Node] = []
        self.stack: list[_Node] = []
        self.eids = EIds()
        self.articles: list[tuple[Unit, _Node, int]] = []
        self.headings: list[int] = []
        self.placed: list[Unit] = []

    def build(self) -> Structure:
        size = len(self.view.text)
        starts = [0, *(unit.span[0] for unit in self.units[1:]), size]
        for index, unit in enumerate(self.units):
            self._enter(index, unit, (starts[index], max(starts[index + 1], starts[index])))
        self._close_to(-1, size)
        heads = tuple(ArticleHead(u.number, u.heading, node.eid, node.span, i) for u, node, i in self.articles)
        return Structure(self.view, tuple(self.placed), heads, tuple(node.provision() for node in self.nodes))

    def _enter(self, index: int, unit: Unit, span: Span) -> None:
        """Places a unit, which holds the text at ``span``, in the tree."""
        if unit.kind == "heading":
            node = self._heading(index, unit, span)
            above = tuple(self.headings[:-1])
        else:
            self._wrap(unit, span[0])
            node = self._item(unit, span[0]) if unit.kind == "item" else self._leaf(unit, span)
            above = tuple(self.headings)
        article = len(self.articles) - 1 if self.articles and unit.zone == "body" else None
        self.placed.append(unit.with_(eid=node.eid, above=above, article=article))

    def _heading(self, index: int, unit: Unit, span: Span) -> _Node:
        self._close_to(unit.level, span[0])
        self.headings = [i for i in self.headings if self.units[i].level < unit.level] + [index]
        if unit.zone in ALONE and unit.zone != "preamble" and unit.level > LEVELS["preamble"]:
            self._wrap(unit, span[0])
        kind, label = _OPENED.get(unit.word, ("section", "sec"))
        node = self._open(kind, label, span[0], unit.level, number=unit.number, heading=unit.heading)
        node.heading_span = span
        if unit.word == "article" and unit.zone == "body":
            self.articles.append((unit, node, index))
        return node

    def _wrap(self, unit: Unit, start: int) -> None:
        """Opens the cover, parties, recitals, preamble or signatures when the zone changes without a heading."""
        current = self.stack[0].kind if self.stack else None
        if unit.zone in ALONE and current != unit.zone:
            self._close_to(-1, start)
            self.headings = self.headings if unit.zone == "preamble" else []
            self._open(unit.zone, unit.zone, start, 0)

    def _item(self, unit: Unit, start: int) -> _Node:
        """An item, in the list open at its depth or in a new one; the item above then has its words as heading."""
        level = _LISTS + 2 * unit.depth + 1
        while self.stack and self.stack[-1].level > level:
            self._pop(start)
        if not self.stack or self.stack[-1].level != level:
            above = self.stack[-1] if self.stack else None
            if above and above.kind == "item" and above.heading_span is None:
                above.heading_span = (above.start, start)
            self._open("list", "list", start, level)
        return self._open("item", "item", start, level + 1, number=unit.number)

    def _leaf(self, unit: Unit, span: Span) -> _Node:
        while self.stack and self.stack[-1].level > _LISTS:
            self._pop(span[0])
        kind, label = ("table", "table") if unit.kind == "cell" else ("paragraph", "para")
        node = self._open(kind, label, span[0], _LEAF)
        self._pop(span[1])
        return node

    def _open(
        self, kind: str, label: str, start: int, level: int, *, number: str | None = None, heading: str | None = None
    ) -> _Node:
        """Opens a provision in the one that is open."""
        parent = self.stack[-1] if self.stack else None
        eid = self.eids.give(kind, label, number, parent.eid if parent else None)
        node = _Node(eid, kind, number, heading, parent, start, level)
        self.nodes.append(node)
        self.stack.append(node)
        return node

    def _close_to(self, level: int, at: int) -> None:
        """Closes the provisions of this level and below, and the zones, which have level 0."""
        while self.stack and (self.stack[-1].level >= level or self.stack[-1].level == 0):
            self._pop(at)

    def _pop(self, at: int) -> None:
        self.stack.pop().end = at
