"""Third stage, sixth part. Reads: units. Writes: the same, where items know their depth and what announces them."""

from __future__ import annotations

from maillage.foundations.records import dataclass
from maillage.reading.normalise import View
from maillage.reading.segment.units import Unit


@dataclass(slots=True, eq=False, repr=False)
class _List:
    """A list that is still open: the indent and the sign of its items, and the index of the unit that announces it."""

    indent: int
    sign: str
    lead: int | None


def nest(view: View, units: list[Unit]) -> list[Unit]:
    """Gives each item its depth in nested lists and the unit that announces it.

    A list closed by a paragraph goes on when an item of the same sign follows, unless that paragraph announces another.
    """
    done: list[Unit] = []
    opened: list[_List] = []
    closed: list[_List] = []
    for unit in units:
        if unit.kind == "heading":
            opened, closed = [], []
        elif unit.kind == "paragraph":
            if opened and not (unit.depth > opened[0].indent and unit.depth > 0):
                closed, opened = opened, []
            if view.text[unit.span[1] - 1] == ":":
                closed = []
        elif unit.kind == "item":
            if not opened and any(entry.sign == _sign(unit) for entry in closed):
                opened = closed
            opened, closed = _lists_at(unit, opened, done), []
            unit = unit.with_(depth=len(opened) - 1, lead=opened[-1].lead)
        done.append(unit)
    return done


def _sign(item: Unit) -> str:
    return item.sign or ""


def _lists_at(item: Unit, opened: list[_List], done: list[Unit]) -> list[_List]:
    """The lists open at an item, its own last: one already open of like sign and indent, or a new one."""
    sign, indent = _sign(item), item.depth
    for at in reversed(range(len(opened))):
        if opened[at].sign == sign and abs(opened[at].indent - indent) < 2:
            return opened[: at + 1]
    around = [entry for entry in opened if entry.indent < indent or (entry.indent == indent and entry.sign != sign)]
    return [*around, _List(indent, sign, _announcer(done))]


def _announcer(done: list[Unit]) -> int | None:
    """The nearest unit above that is not void."""
    return next((index for index in reversed(range(len(done))) if done[index].kind != "void"), None)
