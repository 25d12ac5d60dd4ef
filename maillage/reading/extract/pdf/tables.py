"""Tables of a PDF, by the rules drawn around their cells: each cell is read on its own, row after row."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from maillage.foundations.records import dataclass, field
from maillage.reading.extract.pdf.glyphs import Geometry
from maillage.reading.extract.pdf.lines import PLACE, Fragment, Grid, Line
from maillage.reading.extract.pdf.order import rows

_THIN = 2.5  # points: a rectangle thinner than this is a rule
_TALL = 0.9  # share of the height of a page
_SHORT = 6.0  # points: rules shorter than this are ornaments
_MOST = 20_000  # objects of a page that are looked at
_NEAR = 3.0  # points between rules that are the same, or that touch


@dataclass(slots=True)
class Rules:
    """Horizontal rules (y, x0, x1) and vertical rules (x, top, bottom) of a page."""

    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)


def rules(page: pdfium.PdfPage) -> Rules:
    """The rules that a page draws, as lines or as thin rectangles; the sides of a box are rules too."""
    geometry = Geometry(page)
    found = Rules()
    for count, one in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2)):
        if count == _MOST:
            break
        left, bottom, right, top = one.get_bounds()
        (xa, ya), (xb, yb) = geometry.place(left, bottom), geometry.place(right, top)
        x0, x1, y0, y1 = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        if y1 - y0 < _THIN and x1 - x0 > _SHORT:
            found.horizontal.append(((y0 + y1) / 2, x0, x1))
        elif y1 - y0 > _TALL * geometry.height:  # the frame of the page
            continue
        elif x1 - x0 < _THIN and y1 - y0 > _SHORT:
            found.vertical.append(((x0 + x1) / 2, y0, y1))
        elif _is_stroked(one) and x1 - x0 > _SHORT and y1 - y0 > _SHORT:
            found.horizontal += [(y0, x0, x1), (y1, x0, x1)]
            found.vertical += [(x0, y0, y1), (x1, y0, y1)]
    return found


def _is_stroked(one: pdfium.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(one.raw, fill, stroke)) and bool(stroke.value)


def grids(found: Rules) -> list[Grid]:
    """The tables that rules make: vertical rules side by side, at least three of them, cut by horizontal ones."""
    bands: list[tuple[float, float, list[tuple[float, float, float]]]] = []
    for x, top, bottom in sorted(found.vertical, key=lambda rule: rule[1]):
        if bands and top < bands[-1][1] + _NEAR:
            start, end, members = bands[-1]
            members.append((x, top, bottom))
            bands[-1] = (start, max(end, bottom), members)
        else:
            bands.append((top, bottom, [(x, top, bottom)]))
    tables = []
    for top, bottom, members in bands:
        xs = _distinct(x for x, _top, _bottom in members)
        ys = _distinct([top, bottom, *(y for y, _x0, _x1 in found.horizontal if top - _NEAR < y < bottom + _NEAR)])
        if len(xs) > 2 and len(ys) > 1:
            tables.append(Grid(xs, ys))
    return tables


def _distinct(values: Iterable[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value > kept[-1] + _NEAR:
            kept.append(value)
    return tuple(kept)


def split(fragments: list[Fragment], tables: list[Grid], page: int) -> tuple[list[Fragment], list[list[Line]]]:
    """The fragments out of the tables, with one in the place of each table (:data:`PLACE`); the lines of each table."""
    outside: list[Fragment] = []
    cells: list[dict[tuple[int, int], list[Fragment]]] = [{} for _table in tables]
    for fragment in fragments:
        for table, held in zip(tables, cells, strict=True):
            if (cell := table.cell(fragment)) is not None:
                held.setdefault(cell, []).append(fragment)
                break
        else:
            outside.append(fragment)
    found: list[list[Line]] = []
    for index, (table, held) in enumerate(zip(tables, cells, strict=True)):
        if held:
            outside.append(Fragment(PLACE + str(len(found)), table.xs[0], table.xs[-1], table.ys[0], 1.0, bold=False))
            found.append(_lines(held, page, page * 1_000 + index))
    return outside, found


def _lines(held: dict[tuple[int, int], list[Fragment]], page: int, number: int) -> list[Line]:
    lines = []
    for row, column in sorted(held):
        for line in rows(held[row, column], page, (number, column)):
            line.cell = (number, row, column)
            lines.append(line)
    return lines
