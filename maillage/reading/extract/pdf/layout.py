"""Pages put in reading order: columns one after the other, tables cell by cell."""

from __future__ import annotations

from maillage.reading.extract.pdf.lines import PLACE, Line, PageLines
from maillage.reading.extract.pdf.order import gutter, ordered
from maillage.reading.extract.pdf.tables import split


def arrange(pages: list[PageLines]) -> None:
    """Put the lines of each page in reading order: until then they are whole rows, from top to bottom."""
    parts = []
    for page in pages:
        fragments = [fragment for line in page.lines for fragment in line.fragments]
        parts.append(split(fragments, page.grids, page.number))
    known = sorted({round(x) for outside, _tables in parts if (x := gutter(outside)) is not None})
    for page, (outside, tables) in zip(pages, parts, strict=True):
        if any(line.fragments for line in page.lines):  # the lines of a recognised page have none, and are in order
            page.lines = _filled(ordered(outside, page.number, known), tables)


def _filled(lines: list[Line], tables: list[list[Line]]) -> list[Line]:
    """The lines, with those of each table in its place."""
    found: list[Line] = []
    for line in lines:
        found += tables[int(line.text[1:])] if line.text.startswith(PLACE) else [line]
    return found
