"""How long a file will take to read, told at a glance: what is short is read while its bearer waits, the rest apart."""

from __future__ import annotations

from maillage.reading.errors import ReadingError
from maillage.reading.extract.archive import Archive

LONG_PDF = 40  # pages
LONG_TEXT = 300_000  # bytes of a text, or of the main part of a word processor's file once unpacked
_PARTS = ("word/document.xml", "content.xml")
_PACKED = 4  # marks of XML for each letter, about


def is_long(data: bytes) -> bool:
    """Whether reading ``data`` takes more than a second or two. What cannot be opened is short: it fails at once."""
    if b"%PDF-" in data[:1024]:
        from maillage.reading.extract.pdf.document import is_long as judge

        return judge(data, LONG_PDF)
    if data.startswith(b"PK"):
        return _unpacked(data) > LONG_TEXT * _PACKED
    return len(data) > LONG_TEXT


def _unpacked(data: bytes) -> int:
    """The declared size of the text of a word processor's file; 0 for one that is refused at once, as a bomb is."""
    try:
        archive = Archive(data)
    except ReadingError:
        return 0
    return sum(map(archive.size, _PARTS))
