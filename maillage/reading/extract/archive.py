"""A .docx or .odt opened with care: sizes are checked before unpacking, and no part may declare an entity."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from xml.etree import ElementTree

from maillage.reading.errors import DamagedFile, EncryptedFile, FileTooLarge, ForbiddenContent

MAX_ENTRIES = 10_000
MAX_TOTAL = 512 * 1024 * 1024  # bytes of all parts, once unpacked
MAX_PART = 64 * 1024 * 1024  # bytes of one part of XML, once unpacked
BOMB_SIZE = 16 * 1024 * 1024
BOMB_RATIO = 200  # an ordinary document.xml is packed ten to thirty times

DAMAGED = (
    "Ce document est endommagé : ouvrez-le dans votre traitement de texte, enregistrez-le de nouveau, puis recommencez."
)
_BOMB = (
    "Cette archive se déplie en un volume anormal : elle n'est pas lue, demandez le document d'origine à son auteur."
)
_DTD = (
    "Ce document déclare des entités XML, ce qu'une convention ne fait pas : "
    "enregistrez-le de nouveau depuis votre traitement de texte."
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16"}
# ISO/IEC 29500 Strict, which Word can save, names the same elements in other namespaces.
_STRICT = (
    (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)

Element = ElementTree.Element


class Archive:
    """The parts of a zip file, read one by one under limits."""

    def __init__(self, data: bytes) -> None:
        """Raises DamagedFile, EncryptedFile, ForbiddenContent (zip bomb)."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN:
            raise DamagedFile(DAMAGED) from None
        self.names = frozenset(entry.filename for entry in entries)
        total = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ENTRIES or total > MAX_TOTAL or any(map(_is_bomb, entries)):
            raise ForbiddenContent(_BOMB)
        if any(entry.flag_bits & 1 for entry in entries):
            raise EncryptedFile(
                "Ce document est protégé par un mot de passe : enregistrez-le sans mot de passe, puis recommencez."
            )

    def size(self, name: str) -> int:
        """The bytes of a part once unpacked, as declared; 0 when there is none."""
        return self._zip.getinfo(name).file_size if name in self.names else 0

    def read(self, name: str) -> bytes:
        """The bytes of a part; empty when there is none. Raises DamagedFile, FileTooLarge."""
        if name not in self.names:
            return b""
        entry = self._zip.getinfo(name)
        if entry.file_size > MAX_PART:
            raise FileTooLarge(
                "Ce document est trop long : ne gardez que la convention et ses annexes, puis recommencez."
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DamagedFile(DAMAGED)
        try:
            return self._zip.read(entry)  # reads no more than the size declared, then compares the checksum
        except _BROKEN:
            raise DamagedFile(DAMAGED) from None

    def xml(self, name: str) -> Element | None:
        """The root element of a part, or None. Raises ForbiddenContent for a DTD, DamagedFile for what is not XML."""
        data = self.read(name)
        return parse(data) if data else None


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > BOMB_SIZE and entry.file_size > BOMB_RATIO * max(entry.compress_size, 1)


def parse(data: bytes) -> Element:
    """The root element of ``data``. A DTD is refused before the parser sees it, in whatever encoding it is written."""
    text = _decoded(data)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ForbiddenContent(_DTD)
    if "purl.oclc.org" in text:
        for strict, transitional in _STRICT:
            text = text.replace(strict, transitional)
    try:
        return ElementTree.fromstring(text)  # noqa: S314 the DTD that makes it unsafe was refused above
    except (ElementTree.ParseError, ValueError, UnicodeError):
        raise DamagedFile(DAMAGED) from None


def _decoded(data: bytes) -> str:
    declared = _DECLARED.match(data[3:] if data.startswith(b"\xef\xbb\xbf") else data)
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        encoding = (
            "utf-16"
            if data.startswith((b"\xff\xfe", b"\xfe\xff"))
            else "utf-16-le"
            if data[1:2] == b"\0"
            else "utf-16-be"
        )
    elif encoding not in _ENCODINGS or encoding == "utf-16":
        raise DamagedFile(DAMAGED)
    elif encoding in ("utf-8", "utf8"):
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise DamagedFile(DAMAGED) from None
