"""What a partner changed in a .docx or an .odt: both sides of its tracked changes, and its comments."""

from __future__ import annotations

from maillage.reading.errors import EmptyFile, FileTooLarge, UnknownFormat
from maillage.reading.extract.archive import Archive
from maillage.reading.extract.office import kind_of
from maillage.reading.extract.sniff import DOCX
from maillage.reading.extract.tracked.model import SENT, Line, Note, Tracked

MAX_SIZE = 20 * 1024 * 1024

__all__ = ["SENT", "Line", "Note", "Tracked", "read_tracked"]


def read_tracked(data: bytes) -> Tracked:
    """Both sides of the document in ``data``. Raises the errors of ``maillage.reading.errors``."""
    if not data.strip():
        raise EmptyFile("Le fichier est vide : vérifiez qu'il a bien été enregistré, puis recommencez.")
    if len(data) > MAX_SIZE:
        raise FileTooLarge("Ce document est trop lourd : ôtez ses images, puis recommencez.")
    if not data.startswith(b"PK"):
        raise UnknownFormat("Ce fichier n'est ni un .docx ni un .odt : enregistrez-le dans l'un de ces formats.")
    archive = Archive(data)
    if kind_of(archive) == DOCX:
        from maillage.reading.extract.tracked.word import read
    else:
        from maillage.reading.extract.tracked.odf import read
    return read(archive)
