"""The first stage of a reading: a file in, its text with the hints of its layout out.

Each format has its module, imported only when a file of that format comes: reading a .txt loads nothing but the
standard library.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from maillage.reading.errors import FileTooLarge, ForbiddenContent, MissingFile, UnreadableFile
from maillage.reading.extract.sniff import HTML, MD, PDF, TXT, sniff
from maillage.reading.model import Extract, Told

__all__ = ["MAX_BYTES", "digest", "extract", "extract_bytes", "load"]

MAX_BYTES = 50 * 1024 * 1024


def extract(path: Path) -> Extract:
    """The text of the file at ``path``, with layout hints in reading order and notices of what was set aside.

    Raises a subclass of :class:`~maillage.reading.errors.ReadingError`, and nothing else, for a file that cannot be
    read.
    """
    return extract_bytes(load(path), path.name)


def load(path: Path) -> bytes:
    """The bytes of the file at ``path``, at most :data:`MAX_BYTES`.

    Raises MissingFile, UnreadableFile, FileTooLarge.
    """
    try:
        if path.is_dir():
            raise UnreadableFile("C'est un dossier et non un fichier : indiquez la convention à lire qu'il contient.")
        if not path.exists():
            raise MissingFile("Ce fichier n'existe pas : vérifiez son nom et son dossier.")
        if not path.is_file():  # a pipe or a device would make us wait for ever
            raise UnreadableFile(
                "Ce n'est pas un fichier ordinaire : copiez la convention dans un fichier, puis recommencez."
            )
        with path.open("rb") as stream:
            data = stream.read(min(MAX_BYTES, path.stat().st_size) + 1)
    except PermissionError:
        raise UnreadableFile(
            "Vous n'avez pas le droit de lire ce fichier : demandez-en l'accès ou copiez-le ailleurs."
        ) from None
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise UnreadableFile("Ce fichier ne peut pas être lu : copiez-le sur ce poste, puis recommencez.") from None
    _check_size(data)
    return data


def digest(data: bytes) -> str:
    """The SHA-256 of ``data`` in lower-case hexadecimal, which identifies the file in a reading."""
    try:  # as the standard module random does: hashlib would first load OpenSSL, for one sum
        from _sha256 import sha256  # type: ignore[import-not-found]
    except ImportError:  # Python 3.12 and later
        from hashlib import sha256

    return str(sha256(data).hexdigest())


def extract_bytes(
    data: bytes, name: str, told: Told | None = None, *, meanwhile: Callable[[], None] | None = None
) -> Extract:
    """The same as :func:`extract` for the content of a file; ``name`` only helps to tell Markdown from plain text.

    ``told`` hears of each page of a scan that is recognised. When another program has the file to read, ``meanwhile``
    is called while it works.
    """
    _check_size(data)
    try:
        return _read(data, sniff(data, name), told, meanwhile)
    except RecursionError:
        raise ForbiddenContent(
            "Ce document est imbriqué sur trop de niveaux : enregistrez-le de nouveau, puis recommencez."
        ) from None
    except MemoryError:
        raise FileTooLarge(
            "Ce document demande trop de mémoire : ne gardez que la convention et ses annexes."
        ) from None


def _read(data: bytes, media_type: str, told: Told | None, meanwhile: Callable[[], None] | None) -> Extract:
    if media_type in (TXT, MD):
        from maillage.reading.extract.plain import read as read_plain

        return read_plain(data, media_type)
    if media_type == HTML:
        from maillage.reading.extract.html import read as read_html

        return read_html(data)
    if media_type == PDF:
        from maillage.reading.extract.pdf.document import read as read_pdf

        return read_pdf(data, told)
    from maillage.reading.extract.office import read as read_office

    return read_office(data, meanwhile)


def _check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise FileTooLarge(
            "Le fichier dépasse 50 Mo : retirez-en les images ou les annexes volumineuses, puis recommencez."
        )
