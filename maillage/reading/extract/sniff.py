"""What a file is, by its content first: its name only tells Markdown from plain text."""

from __future__ import annotations

from pathlib import PurePath

from maillage.foundations import rx
from maillage.reading.errors import EmptyFile, EncryptedFile, UnknownFormat
from maillage.reading.extract.plain import decode

TXT = "text/plain"
MD = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ZIP = "application/zip"

_READABLE = "enregistrez-le en .docx, .odt, .pdf ou .txt, puis recommencez"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_BINARIES = (
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"SQLite format 3",
)
_HTML_START = rx.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,4000}?-->\s*){0,8}<(?:!doctype\s+html|html|head|body)[\s>]", rx.I | rx.S
)
_FLAT_OFFICE = rx.compile(r"<(?:office:document|w:wordDocument|pkg:package)[\s>]")
_ANY_TAG = rx.compile(r"<(?:p|div|br|h[1-6]|ul|ol|li|table|span|article|section)[\s/>]", rx.I)


def sniff(data: bytes, name: str) -> str:
    """The media type of ``data`` (:data:`ZIP` for an archive still to be looked into).

    Raises :class:`EmptyFile`, :class:`EncryptedFile` (Office file under a password), :class:`UnknownFormat`.
    """
    if not data.strip():
        raise EmptyFile("Le fichier est vide : vérifiez qu'il a bien été enregistré, puis recommencez.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return ZIP
    if _is_pdf(data):
        return PDF
    _refuse_known(data)
    return _text_type(data, name)


def _is_pdf(data: bytes) -> bool:
    """PDF readers accept up to a kilobyte of rubbish before the header, as some scanners leave."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return True
    return b"%PDF-" in data[:1024] and b"endobj" in data


def _refuse_known(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedFile(
                "Ce document Word est protégé par un mot de passe : enregistrez-le sans mot de passe, puis recommencez."
            )
        if "WordDocument".encode("utf-16-le") in data:
            raise UnknownFormat(
                "Ce fichier est à l'ancien format Word (.doc) : enregistrez-le au format .docx, puis recommencez."
            )
        raise UnknownFormat(f"Ce fichier Office n'est pas un document texte : {_READABLE}.")
    if data.lstrip()[:5] == b"{\\rtf":
        raise UnknownFormat("Ce fichier est au format RTF : enregistrez-le au format .docx ou .odt, puis recommencez.")
    if data.startswith(_IMAGES) and b"\0" in data[:4096]:
        raise UnknownFormat(
            "Ce fichier est une image : enregistrez les pages numérisées dans un PDF, puis recommencez."
        )
    if data.startswith(_BINARIES) and b"\0" in data[:4096]:
        raise UnknownFormat(f"Ce fichier n'est pas un document : ouvrez la convention dans son logiciel, {_READABLE}.")


def _text_type(data: bytes, name: str) -> str:
    head = decode(data[:8192])[0]
    suffix = PurePath(name).suffix.lower()
    if _FLAT_OFFICE.search(head[:4096]):
        raise UnknownFormat(
            "Ce document est enregistré en XML d'un seul tenant : enregistrez-le au format .docx ou .odt, "
            "puis recommencez."
        )
    if _HTML_START.match(head):
        return HTML
    if suffix in (".html", ".htm", ".xhtml") and _ANY_TAG.search(head):
        return HTML
    return MD if suffix in (".md", ".markdown") else TXT
