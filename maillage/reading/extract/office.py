"""Word and OpenDocument texts: opened with care, made ready by their own reader, read by pandoc, laid out."""

from __future__ import annotations

from collections.abc import Callable

from maillage.reading.errors import DamagedFile, UnknownFormat
from maillage.reading.extract.archive import DAMAGED, Archive
from maillage.reading.extract.sniff import DOCX, ODT
from maillage.reading.model import Extract

_ODT_TYPES = (b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-template")
_OTHERS = (
    ("xl/", "un classeur"),
    ("ppt/", "un diaporama"),
)


def read(data: bytes, meanwhile: Callable[[], None] | None = None) -> Extract:
    """The text of a .docx or .odt; ``meanwhile`` is called while pandoc works.

    Raises DamagedFile, EncryptedFile, ForbiddenContent, UnknownFormat and those of ``pandoc.py``.
    """
    archive = Archive(data)
    media_type = kind_of(archive)
    if media_type == DOCX:
        from maillage.reading.extract.word.document import prepare
    else:
        from maillage.reading.extract.odf.document import prepare
    ready, notices = prepare(archive)
    from maillage.reading.extract import pandoc

    lines = pandoc.Layout().add(pandoc.blocks(ready, meanwhile))
    return lines.extract(media_type, notices)


def kind_of(archive: Archive) -> str:
    """DOCX or ODT. Raises UnknownFormat for any other archive."""
    if "[Content_Types].xml" in archive.names:
        types = archive.read("[Content_Types].xml")
        if b"wordprocessingml" in types or b"ms-word.document" in types or b"ms-word.template" in types:
            return DOCX
        for folder, what in _OTHERS:
            if any(name.startswith(folder) for name in archive.names):
                raise UnknownFormat(
                    f"Ce fichier est {what} et non un document texte : fournissez la convention en .docx, .odt ou .pdf."
                )
    if "mimetype" in archive.names:
        kind = archive.read("mimetype").strip()
        if kind in _ODT_TYPES:
            return ODT
        if kind.startswith(b"application/vnd.oasis.opendocument"):
            raise UnknownFormat(
                "Ce fichier OpenDocument n'est pas un document texte : fournissez la convention en .odt, .docx ou .pdf."
            )
    if "content.xml" in archive.names and "META-INF/manifest.xml" in archive.names:
        return ODT
    if "word/document.xml" in archive.names:
        return DOCX
    if not archive.names:
        raise DamagedFile(DAMAGED)
    raise UnknownFormat(
        "Cette archive n'est pas un document texte : dépliez-la et fournissez la convention qu'elle contient."
    )
