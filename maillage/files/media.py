"""What a file is, told by its content alone: the sorts that a partner may bring, and how others are refused."""

from __future__ import annotations

import io
import zipfile

from maillage.base.refusals import Refusal

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ZIP = "application/zip"
HTML = "text/html"
TEXT = "text/plain"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"

_STARTS = ((b"%PDF-", PDF), (b"\x89PNG\r\n", PNG), (b"\xff\xd8\xff", JPEG), (b"II*\x00", TIFF), (b"MM\x00*", TIFF))
_INSIDE = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))

LABELS = {
    PDF: "PDF",
    DOCX: "Word (.docx)",
    XLSX: "Excel (.xlsx)",
    ODT: "OpenDocument texte (.odt)",
    ODS: "OpenDocument tableur (.ods)",
    HTML: "page HTML",
    TEXT: "texte",
    PNG: "image PNG",
    JPEG: "image JPEG",
    TIFF: "image TIFF",
}
"""How each sort is called; what is not here is not taken."""


class UnknownMedia(Refusal):
    """The file is none of the sorts that partners exchange."""

    sentence = (
        "Ce fichier n’est ni un texte (PDF, Word, OpenDocument), ni un tableur, ni une image : "
        "enregistrez-le en PDF, puis recommencez."
    )


def media_type_of(content: bytes) -> str:
    """The media type of ``content``; raises :class:`UnknownMedia` for what no office opens."""
    head = content[:1024].lstrip()
    for start, media_type in _STARTS:
        if head.startswith(start):
            return media_type
    if content.startswith(b"PK"):
        return _inside(content)
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnknownMedia
    return HTML if head[:200].lower().startswith((b"<!doctype html", b"<html")) else TEXT


def _inside(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            stated = archive.read("mimetype")[:100].decode("ascii", "replace").strip() if _is_small(archive) else ""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise UnknownMedia("Ce fichier est abîmé : enregistrez-le de nouveau, puis recommencez.") from error
    if stated in {ODT, ODS}:
        return stated
    for name, media_type in _INSIDE:
        if name in names:
            return media_type
    raise UnknownMedia


def _is_small(archive: zipfile.ZipFile) -> bool:
    return any(info.filename == "mimetype" and info.file_size < 200 for info in archive.infolist())
