"""Third stage, last part. Reads: units. Writes: the :class:`Structure`, where leaves and headings tile the text and every provision has an eId."""

from __future__ import annotations

from dataclasses import dataclass, field

from maillage.reading.model import Hint, Provision, Span
from maillage.reading.normalise import View
from maillage.reading.segment import zones
from maillage.reading.segment.flow import Flow
from maillage.reading.segment.lines import read_lines
from maillage.reading.segment.units import LEVELS, ArticleHead, Structure, Unit

_PREFIX = {"annex": "annex", "titre": "title", "partie": "part", "chapitre": "chp", "section": "sec", "sous-section": "subsec", "article": "art", "preamble": "preamble"}
_KIND = {"annex": "annex", "titre": "title", "partie": "title", "chapitre": "chapter", "section": "section", "sous-section": "section", "article": "article", "preamble": "preamble", "contents": "contents"}
_WRAPPERS = {"cover": "cover", "contents": "contents", "parties": "parties", "recital": "recital", "signatures": "signatures"}


@dataclass(slots=True)
class _Node:
    eid: str
    kind: str
    number: str | None
    heading: str | None
    parent: _Node | None
    start: int
    level: int
    heading_span: Span | None = None
    counts: dict[str, int] = field(default_factory=dict)
    is_leaf: bool = False


def segment(view: View, hints: tuple[Hint, ...] = ()) -> Structure:
    """The structure of ``view``: its units, articles and provisions. Never refuses a text."""
    lines = read_lines(view, hints)
    units = _sign_off(view, Flow(view, lines).run()) or [Unit((0, len(view.text)), 0, "void", "cover")]
    return _Builder(view, _lead(view, units)).build()


def _sign_off(view: View, units: list[Unit]) -> list[Unit]:
    """Marks the block of signatures at the end of the body."""
    last = max((i for i, unit in enumerate(units) if unit.kind == "heading" and unit.word == "article"), default=0)
    stop = next((i for i in range(last + 1, len(units)) if units[i].zone == "annex"), len(units))
    opening = next((i for i in range(last + 1, stop) if units[i].kind != "heading" and zones.closes(view, units[i].body, units[i].span[1])), None)
    if opening is None:
        at = stop
        while at - 1 > last and (units[at - 1].kind == "void" or zones.may_sign(view, *view.trim(units[at - 1].span))):
            at -= 1
        opening = at if at < stop else None
    if opening is None:
        return units
    return [unit.with_(zone="signatures", level=max(unit.level, 20) if unit.kind == "heading" else 0) if opening <= i < stop and unit.zone != "annex" and _still_signs(view, units, opening, i) else unit for i, unit in enumerate(units)]


def _still_signs(view: View, units: list[Unit], opening: int, index: int) -> bool:
    """Whether unit ``index`` is still in the block opened at ``opening``: no long sentence stands between."""
    return all(units[i].span[1] - units[i].body < 200 or zones.closes(view, units[i].body, units[i].span[1]) for i in range(opening, min(index + 1, opening + 40)))


def _lead(view: View, units: list[Unit]) -> list[Unit]:
    """Gives each item its depth in nested lists and the unit that announces it."""
    done: list[Unit] = []
    open_lists: list[tuple[int, str, int | None]] = []
    closed: list[tuple[int, str, int | None]] = []
    for index, unit in enumerate(units):
        if unit.kind == "heading":
            open_lists, closed = [], []
        elif unit.kind == "paragraph":
            if open_lists and not (unit.depth > open_lists[0][0] and unit.depth > 0):
                closed, open_lists = open_lists, []
            if view.text[unit.span[1] - 1] == ":":
                closed = []
        elif unit.kind == "item":
            unit, open_lists = _place(unit, index, done, open_lists, closed)
            closed = []
        done.append(unit)
    return done


def _place(unit: Unit, index: int, done: list[Unit], lists: list[tuple[int, str, int | None]], closed: list[tuple[int, str, int | None]]) -> tuple[Unit, list[tuple[int, str, int | None]]]:
    sign, indent = unit.sign or "", unit.depth
    if not lists and closed and any(s == sign for _, s, _ in closed):
        lists = closed
    for at in range(len(lists) - 1, -1, -1):
        if lists[at][1] == sign and abs(lists[at][0] - indent) < 2:
            lists = lists[: at + 1]
            break
        if at and lists[at][1] != sign and any(s == sign and abs(i - indent) < 2 for i, s, _ in lists[:at]):
            continue
    else:
        lists = [entry for entry in lists if entry[0] < indent or (entry[0] == indent and entry[1] != sign)]
        lead = _announcer(index, done)
        lists = [*lists, (indent, sign, lead)]
    return unit.with_(depth=len(lists) - 1, lead=lists[-1][2]), lists


def _announcer(index: int, done: list[Unit]) -> int | None:
    """The nearest unit above that is not void: it announces the list."""
    return next((i for i in range(index - 1, -1, -1) if done[i].kind != "void"), None)


class _Builder:
    """Builds the tree: a stack of open provisions, and leaves that reach up to the next unit so that nothing is lost."""

    def __init__(self, view: View, units: list[Unit]) -> None:
        self.view, self.units = view, units
        self.nodes: list[_Node] = []
        self.ends: dict[int, int] = {}
        self.stack: list[_Node] = []
        self.taken: set[str] = set()
        self.root_counts: dict[str, int] = {}
        self.articles: list[tuple[Unit, _Node, int]] = []
        self.headings: list[int] = []
        self.placed: list[Unit] = []

    def build(self) -> Structure:
        size = len(self.view.text)
        for index, unit in enumerate(self.units):
            start = 0 if index == 0 else unit.span[0]
            end = self.units[index + 1].span[0] if index + 1 < len(self.units) else size
            self._enter(index, unit, start, max(end, start))
        self._close_to(-1, size)
        provisions = tuple(Provision(n.eid, n.kind, n.number, n.heading, n.parent.eid if n.parent else None, (n.start, self.ends[id(n)]), n.heading_span) for n in self.nodes)
        heads = tuple(ArticleHead(u.number, u.heading, n.eid, (n.start, self.ends[id(n)]), i) for u, n, i in self.articles)
        return Structure(self.view, tuple(self.placed), heads, provisions)

    def _enter(self, index: int, unit: Unit, start: int, end: int) -> None:
        article = len(self.articles) - 1 if self.articles and unit.zone == "body" else None
        if unit.kind == "heading":
            self._heading(index, unit, start, end)
            node = self.stack[-1]
            article = len(self.articles) - 1 if self.articles and unit.zone == "body" else None
        else:
            self._wrap(unit, start)
            node = self._leaf(unit, start, end)
        above = tuple(self.headings[:-1] if unit.kind == "heading" else self.headings)
        self.placed.append(unit.with_(eid=node.eid, above=above, article=article))

    def _heading(self, index: int, unit: Unit, start: int, end: int) -> None:
        self._close_to(unit.level, start)
        self.headings = [i for i in self.headings if self.units[i].level < unit.level] + [index]
        wrapper = unit.zone in ("signatures", "cover", "parties", "recital", "contents") and unit.level > LEVELS["preamble"]
        if wrapper:
            self._wrap(unit, start)
        kind = _KIND.get(unit.word, "section")
        parent = self.stack[-1] if self.stack else None
        label = _PREFIX.get(unit.word, "sec")
        node = self._open(kind, label, unit.number, unit.heading, parent, start, unit.level)
        node.heading_span = (start, end)
        if unit.word == "article" and unit.zone == "body":
            self.articles.append((unit, node, index))

    def _wrap(self, unit: Unit, start: int) -> None:
        """Opens the cover, parties, recitals, preamble or signatures when the zone changes without a heading."""
        wanted = _WRAPPERS.get(unit.zone) or ("preamble" if unit.zone == "preamble" else None)
        current = self.stack[0].kind if self.stack else None
        if wanted and current != wanted and not (wanted == "contents" and current == "contents"):
            self._close_to(-1, start)
            self.headings = [] if wanted != "preamble" else self.headings
            self._open(wanted, wanted, None, None, None, start, 0)

    def _leaf(self, unit: Unit, start: int, end: int) -> _Node:
        while self.stack and self.stack[-1].level > 100 and not (unit.kind == "item" and self.stack[-1].level <= 101 + 2 * unit.depth):
            self._pop(start)
        if unit.kind == "item":
            if not self.stack or self.stack[-1].level != 100 + 2 * unit.depth + 1:
                if self.stack and self.stack[-1].kind == "item" and self.stack[-1].heading_span is None:
                    self.stack[-1].heading_span = (self.stack[-1].start, start)
                self._open("list", "list", None, None, self.stack[-1] if self.stack else None, start, 100 + 2 * unit.depth + 1)
            node = self._open("item", "item", unit.number, None, self.stack[-1], start, 100 + 2 * unit.depth + 2)
            return node
        kind, label = ("table", "table") if unit.kind == "cell" else ("paragraph", "para")
        node = self._open(kind, label, None, None, self.stack[-1] if self.stack else None, start, 300)
        node.is_leaf = True
        self._pop(end)
        return node

    def _open(self, kind: str, label: str, number: str | None, heading: str | None, parent: _Node | None, start: int, level: int) -> _Node:
        node = _Node(self._eid(kind, label, number, parent), kind, number, heading, parent, start, level)
        self.nodes.append(node)
        self.stack.append(node)
        return node

    def _eid(self, kind: str, label: str, number: str | None, parent: _Node | None) -> str:
        """Akoma Ntoso naming: the parent's eId, then the label and the number; articles stand alone unless their number comes again."""
        counts = parent.counts if parent else self.root_counts
        rank = counts[label] = counts.get(label, 0) + 1
        mark = (number or str(rank)).lower().replace(" ", "") if kind != "item" else str(rank)
        alone = kind in ("preamble", "cover", "parties", "recital", "contents", "signatures")
        own = label if alone and rank == 1 else f"{label}_{mark}"
        eid = own if parent is None or kind == "article" and own not in self.taken else f"{parent.eid}__{own}"
        base, again = eid, 1
        while eid in self.taken:
            again += 1
            eid = f"{base}-{again}"
        self.taken.add(eid)
        return eid

    def _close_to(self, level: int, at: int) -> None:
        while self.stack and (self.stack[-1].level >= level or self.stack[-1].level == 0):
            self._pop(at)

    def _pop(self, at: int) -> None:
        self.ends[id(self.stack.pop())] = at
