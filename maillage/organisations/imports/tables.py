"""What a file holds: tables of words, with the line of each row. Nothing here knows the database.

A workbook is read without running anything of it: a formula stays a formula (a text that begins with "="), and
the lines that hold one in a useful column are refused later. Sizes are checked before anything is unpacked.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from maillage.base.refusals import Refusal

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_PARTS = 500
MAX_LINES = 2000  # about ten seconds of writing in one transaction
MAX_COLUMNS = 60
MAX_SHEETS = 10
MAX_CELL = 1000
_BLANK_LINES = 500  # in a row: a sheet that was merely styled down to its last line ends there
_DELIMITERS = ";\t,|"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ODS = "application/vnd.oasis.opendocument"
_UNSEEN = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")

LIMITS = "5 Mo, 2 000 lignes, 60 colonnes et 10 feuilles"


class UnreadableFile(Refusal):
    """The file cannot be taken; the sentence says what to do."""

    sentence = "Ce fichier ne se lit pas. Enregistrez-le au format .xlsx ou .csv, puis déposez-le de nouveau."


@dataclass
class Row:
    """A line of a sheet as a spreadsheet numbers it, from 1."""

    line: int
    cells: list[str]


@dataclass
class Table:
    """A sheet, or a CSV file: raw lines, before one knows which of them is the header."""

    name: str
    rows: list[Row] = field(default_factory=list)


def read(name: str, data: bytes) -> list[Table]:
    """The tables of a .xlsx or a .csv, those without any cell left out."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"Ce fichier est trop lourd. Limites : {LIMITS}.")
    if not data.strip():
        raise UnreadableFile("Ce fichier est vide.")
    if data.startswith(_OLE):
        raise UnreadableFile(
            "Ce classeur est au vieux format .xls, ou protégé par un mot de passe. "
            "Ouvrez-le, puis « Enregistrer sous » au format .xlsx, sans mot de passe."
        )
    tables = _workbook(data) if data.startswith(_ZIP) else [_csv(name, data)]
    tables = [table for table in tables if table.rows]
    if not tables:
        raise UnreadableFile("Ce fichier ne contient aucune ligne.")
    if sum(len(table.rows) for table in tables) > MAX_LINES:
        raise UnreadableFile(f"Ce fichier a trop de lignes. Limites : {LIMITS}. Coupez-le en plusieurs.")
    return tables


# ---------------------------------------------------------------- workbooks


def _workbook(data: bytes) -> list[Table]:
    _check_archive(data)
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells which extensions it leaves out: nothing that we read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if len(sheets) > MAX_SHEETS:
                raise UnreadableFile(f"Ce classeur a trop de feuilles. Limites : {LIMITS}.")
            return [Table(sheet.title, list(_rows(_values(sheet)))) for sheet in sheets]
    except Refusal:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
    ) as error:
        raise UnreadableFile from error  # SyntaxError: what the XML parser raises


def _check_archive(data: bytes) -> None:
    """Refuse an archive that swells (a zip bomb) before any of it is unpacked for good."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UnreadableFile(f"Ce classeur se déplie en une taille démesurée. Limites : {LIMITS}.")
            names = {part.filename for part in parts}
            if "mimetype" in names and archive.open("mimetype").read(100).decode("latin-1").startswith(_ODS):
                raise UnreadableFile("Ce fichier est au format OpenDocument. Enregistrez-le au format .xlsx ou .csv.")
            if "[Content_Types].xml" not in names:
                raise UnreadableFile
            # Sizes that an archive announces may lie: what is really unpacked is counted too.
            if sum(_size(archive, part) for part in parts) > MAX_UNPACKED:
                raise UnreadableFile(f"Ce classeur se déplie en une taille démesurée. Limites : {LIMITS}.")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableFile from error


def _size(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    size = 0
    with archive.open(part) as stream:
        while block := stream.read(1 << 16):
            size += len(block)
            if size > MAX_UNPACKED:
                break
    return size


def _values(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # some programs announce a wrong size, or a million of styled lines
    for cells in sheet.iter_rows(max_col=MAX_COLUMNS):
        yield [_text(cell.value) for cell in cells]


def _text(value: Any) -> str:
    """A cell as words: dates as 2024-09-16, whole numbers without decimals."""
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime() | dt.date():
            return value.strftime("%Y-%m-%d")
        case str() | int() | float():
            return clean(str(value))
        case _:  # a formula over several cells, an error, a duration: never data of ours
            return "=" if hasattr(value, "ref") else clean(str(value))


# ---------------------------------------------------------------- CSV


def _csv(name: str, data: bytes) -> Table:
    text = _decoded(data)
    title = re.sub(r"\.[A-Za-z]{1,5}$", "", name) or "Fichier"
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        return Table(title, list(_rows([clean(cell) for cell in cells[:MAX_COLUMNS]] for cells in lines)))
    except csv.Error as error:
        raise UnreadableFile from error


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or text.startswith(("%PDF", "{\\rtf", "<!DOCTYPE", "<html")):
            break
        return text
    raise UnreadableFile("Ce fichier n’est ni un classeur .xlsx ni un fichier .csv.")


def _delimiter(text: str) -> str:
    """The sign that cuts the first lines into the most columns, as many on each."""

    def score(sign: str) -> tuple[int, int]:
        counts = [
            len(cells) for cells in islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 20) if cells
        ]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_DELIMITERS, key=score)


# ---------------------------------------------------------------- both


def clean(text: str) -> str:
    """Words of a cell: one Unicode form, spaces made one, nothing that does not show, not too long."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())[: MAX_CELL + 1]


def _rows(lines: Iterable[list[str]]) -> Iterator[Row]:
    blank = kept = 0
    for number, cells in enumerate(lines, 1):
        if not any(cells):
            blank += 1
            if blank > _BLANK_LINES:
                return
            continue
        blank, kept = 0, kept + 1
        if kept > MAX_LINES + 50:
            raise UnreadableFile(f"Ce fichier a trop de lignes. Limites : {LIMITS}. Coupez-le en plusieurs.")
        while cells and not cells[-1]:
            cells.pop()
        yield Row(number, cells)
