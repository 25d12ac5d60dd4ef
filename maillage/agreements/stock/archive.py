"""The files of a ZIP, one by one, sizes checked before and while they are unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO

from maillage.base.refusals import Refusal

MAX_FILES = 2000
MAX_UNPACKED = 2 * 1024**3
_SKIPPED = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


class UnreadableArchive(Refusal):
    """The ZIP cannot be taken."""

    sentence = "Cette archive ZIP ne s’ouvre pas : refaites-la sans mot de passe, puis déposez-la de nouveau."


def files_of(archive: IO[bytes], *, most: int) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file of ``archive``; one above ``most`` bytes comes with an empty content."""
    try:
        with zipfile.ZipFile(archive) as opened:
            parts = [part for part in opened.infolist() if _is_file(part)]
            if len(parts) > MAX_FILES or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UnreadableArchive(f"Cette archive est trop grosse : {MAX_FILES} fichiers et 2 Go au plus.")
            for part in parts:
                yield part.filename, _content(opened, part, most)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableArchive from error


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """What is really unpacked is counted too: a size that an archive announces may lie."""
    if part.file_size > most:
        return b""
    with archive.open(part) as stream:
        content = stream.read(most + 1)
    return content if len(content) <= most else b""


def _is_file(part: zipfile.ZipInfo) -> bool:
    name = PurePath(part.filename)
    return not part.is_dir() and not name.name.startswith((".", "~$")) and not set(name.parts) & set(_SKIPPED)
