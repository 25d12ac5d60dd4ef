"""The workbook to fill in for an import; lists taken away are written by ``maillage.base.workbooks``."""

from __future__ import annotations

from openpyxl import Workbook

from maillage.base.workbooks import XLSX, add_sheet, as_csv, as_workbook, bytes_of, plain
from maillage.organisations.imports.columns import COLUMNS, SORT_LABELS, Column

__all__ = ["XLSX", "as_csv", "as_workbook", "plain", "template"]


def template() -> bytes:
    """The workbook to fill in: a sheet for each sort with an example line, and one that explains the columns."""
    book = Workbook(write_only=True)
    for sort, columns in COLUMNS.items():
        add_sheet(book, SORT_LABELS[sort], [[one.label for one in columns], [one.example for one in columns]])
    told = [["Feuille", "Colonne", "Nécessaire", "À écrire"]]
    told += [
        [SORT_LABELS[sort], one.label, "oui" if one.is_needed else "", _advice(one)]
        for sort, some in COLUMNS.items()
        for one in some
    ]
    add_sheet(book, "Mode d’emploi", told)
    return bytes_of(book)


def _advice(column: Column) -> str:
    return "; ".join(filter(None, [column.help, f"par exemple : {column.example}" if column.example else ""]))
