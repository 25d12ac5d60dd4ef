"""Workbooks and CSV files that go out. No cell of ours is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """``text`` as a cell that no spreadsheet runs: what begins like a formula gets an apostrophe first."""
    return f"'{text}" if text.startswith(_RISKY) else text


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Lines with semicolons and a byte order mark, as French spreadsheets open them."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_workbook(title: str, rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet, its first line in bold and kept in sight; every cell is text."""
    book = Workbook(write_only=True)
    add_sheet(book, title, rows)
    return bytes_of(book)


def add_sheet(book: Workbook, title: str, rows: Iterable[Sequence[str]]) -> None:
    """A sheet of ``book``, its first line in bold and kept in sight."""
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    lines = [list(row) for row in rows]
    for place, width in enumerate((max(map(len, column)) for column in zip(*lines, strict=True)), 1):
        sheet.column_dimensions[get_column_letter(place)].width = min(max(width + 3, 12), 60)
    for number, line in enumerate(lines):
        cells = []
        for text in line:
            cell = WriteOnlyCell(sheet, value=text)
            cell.data_type = "s"  # text, whatever it begins with: codes keep their zeros, and nothing is a formula
            cell.number_format = "@"
            cell.font = Font(bold=number == 0)
            cells.append(cell)
        sheet.append(cells)


def bytes_of(book: Workbook) -> bytes:
    """The file that ``book`` is."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
