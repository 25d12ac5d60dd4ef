"""Third stage, fifth part. Reads: units. Writes: the same, where those of the block of signatures stand in its zone."""

from __future__ import annotations

from maillage.reading.normalise import View
from maillage.reading.segment import zones
from maillage.reading.segment.units import MINOR, Unit


def sign_off(view: View, units: list[Unit]) -> list[Unit]:
    """Marks the block of signatures, which stands between the last article and the annexes."""
    last = max((i for i, unit in enumerate(units) if unit.kind == "heading" and unit.word == "article"), default=0)
    stop = next((i for i in range(last + 1, len(units)) if units[i].zone == "annex"), len(units))
    opening = _opening(view, units, last, stop)
    if opening is None:
        return units
    signs = [
        opening <= index < stop and unit.zone != "annex" and _still_signs(view, units, opening, index)
        for index, unit in enumerate(units)
    ]
    return [_signing(unit) if signed else unit for unit, signed in zip(units, signs, strict=True)]


def _signing(unit: Unit) -> Unit:
    return unit.with_(zone="signatures", level=max(unit.level, MINOR) if unit.kind == "heading" else 0)


def _opening(view: View, units: list[Unit], last: int, stop: int) -> int | None:
    """Where the block opens: at "Fait à ...", else at the first of the short lines at the end that name who signs."""
    for index in range(last + 1, stop):
        unit = units[index]
        if unit.kind != "heading" and zones.closes(view, unit.body, unit.span[1]):
            return index
    at = stop
    while at - 1 > last and (units[at - 1].kind == "void" or zones.may_sign(view, *view.trim(units[at - 1].span))):
        at -= 1
    return at if at < stop else None


def _still_signs(view: View, units: list[Unit], opening: int, index: int) -> bool:
    """Whether unit ``index`` is still in the block opened at ``opening``: no long sentence stands between."""
    between = units[opening : min(index + 1, opening + 40)]
    return all(unit.span[1] - unit.body < 200 or zones.closes(view, unit.body, unit.span[1]) for unit in between)
