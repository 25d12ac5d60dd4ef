"""Plain text and Markdown: decoded from whatever encoding, kept as written."""

from __future__ import annotations

import codecs

from maillage.foundations import rx
from maillage.reading.errors import UnknownFormat
from maillage.reading.extract.canonical import clean, finish, removed_notice
from maillage.reading.model import Extract, Notice

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {
    "cp1252": "Windows-1252",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}
# What no text holds: controls other than white space, escape (of terminals) and NUL, which careless tools leave in
# texts.
_BINARY = rx.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f\ufffd\uffff]")
_STRAY = rx.compile("[\udc80-\udcff]")  # what Python makes of bytes that are no UTF-8
_SAMPLE = 8192


def decode(data: bytes) -> tuple[str, str]:
    """The text of ``data`` and its encoding, a Python codec name: by byte order mark, else UTF-16 by its zeros, UTF-8,
    Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    unmarked = _utf16_without_mark(data)
    if unmarked:
        return data.decode(unmarked, "replace"), unmarked
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    return _decode_mixed(data) or (_windows(data), "cp1252")


def _utf16_without_mark(data: bytes) -> str | None:
    """Western text in UTF-16 has a zero for nearly every other byte, always on the same side."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd >= 0.7 * half and even <= 0.1 * half:
        return "utf-16-le"
    if even >= 0.7 * half and odd <= 0.1 * half:
        return "utf-16-be"
    return None


def _decode_mixed(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few stray bytes, read as Windows-1252 where they stand; None when the stray ones are not the
    exception."""
    text = data.decode("utf-8", "surrogateescape")
    stray = len(_STRAY.findall(text))
    accents = len(rx.findall("[\x80-\ud7ff]", text))
    if stray * 4 > accents:
        return None
    mended = _STRAY.sub(lambda match: _windows(bytes([ord(match[0]) - 0xDC00])), text)
    return mended, "utf-8"


def _windows(data: bytes) -> str:
    """Windows-1252, whose five undefined bytes are read as the controls that Latin-1 has there."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        table = {number: bytes([number]).decode("cp1252", "ignore") or chr(number) for number in range(0x80, 0xA0)}
        return data.decode("latin-1").translate(table)


def is_binary(text: str) -> bool:
    """Whether decoded bytes are no text: more than one character in fifty is one that nobody types."""
    odd = len(_BINARY.findall(text))
    zeros = text.count("\0")
    return odd > max(2, len(text) // 50) or zeros > max(2, len(text) // 5)


def decode_text(data: bytes) -> tuple[str, list[Notice]]:
    """The canonical text of ``data``, and what there is to say of its encoding.

    Raises :class:`UnknownFormat` when it is binary.
    """
    raw, encoding = decode(data)
    if is_binary(raw):
        raise UnknownFormat(
            "Ce fichier n'est pas un texte malgré son nom : ouvrez-le dans son logiciel et enregistrez-le "
            "en .docx, .odt ou .pdf."
        )
    notices = []
    if encoding in _NAMES:
        notices.append(Notice("encoding", f"Le texte n'est pas en UTF-8 : il a été lu en {_NAMES[encoding]}."))
    if "\ufffd" in raw:
        notices.append(
            Notice("encoding", "Des caractères illisibles sont restés dans le texte : vérifiez son enregistrement.")
        )
    text, removed = clean(raw)
    return text, [*notices, *removed_notice(removed)]


def read(data: bytes, media_type: str) -> Extract:
    """``data`` as it is written, markers included.

    Raises :class:`UnknownFormat` when it is binary, :class:`EmptyFile` when blank.
    """
    text, notices = decode_text(data)
    return finish(text, media_type, (), notices)
