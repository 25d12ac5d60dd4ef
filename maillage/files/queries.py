"""Reading what was deposited. The view of the room that owns the file has asked whether its reader may."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse

from maillage.base.refusals import Refusal
from maillage.files import media
from maillage.files.models import StoredFile

_SHOWN = frozenset({media.PDF, media.PNG, media.JPEG})  # what a browser shows without running any of it


class LostBytes(Refusal):
    """The row is there and its bytes are not: the storage was emptied behind the back of the database."""

    sentence = (
        "Ce fichier n’est plus dans le stockage : prévenez la personne qui administre Maillage, "
        "qui le remettra depuis une sauvegarde."
    )


def content_of(row: StoredFile) -> bytes:
    """The bytes of a file."""
    if not default_storage.exists(row.path):
        raise LostBytes
    with default_storage.open(row.path, "rb") as stream:
        content: bytes = stream.read()
    return content


def answer_with(row: StoredFile) -> HttpResponse | FileResponse:
    """The file as an answer: shown in the browser when it cannot run there, else taken away; never kept by a cache."""
    if not default_storage.exists(row.path):
        raise LostBytes
    inline = row.media_type in _SHOWN
    response = FileResponse(
        default_storage.open(row.path, "rb"),
        as_attachment=not inline,
        filename=row.name,
        content_type=row.media_type if inline else "application/octet-stream",
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
