"""The files that documents become: their formats, their names, and how many are made at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from maillage.base.refusals import Refusal
from maillage.rendering import akn, office, pdf
from maillage.rendering.errors import CannotRender
from maillage.rendering.model import Document

AT_ONCE = 2
"""Files that one process makes at once: the others wait for their turn."""
PATIENCE = 20.0  # seconds
_TURNS = BoundedSemaphore(AT_ONCE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is called, its media type, what writes it."""

    label: str
    media_type: str
    write: Callable[[Document], bytes]


FORMATS: dict[str, Format] = {
    "pdf": Format("PDF", pdf.MEDIA_TYPE, pdf.pdf),
    "docx": Format("Word", office.DOCX, office.docx),
    "odt": Format("OpenDocument", office.ODT, office.odt),
}
"""The formats by the ending of their files, in the order in which they are offered."""


XML = "xml"
TEXT_FORMATS = {form: one.label for form, one in FORMATS.items()} | {XML: "Akoma Ntoso"}
"""What the text itself is offered in: data for other software too."""
MEDIA_TYPES = {form: one.media_type for form, one in FORMATS.items()} | {XML: akn.MEDIA_TYPE}


class CannotMake(Refusal):
    """The file could not be made: why, and what to do."""

    sentence = "Ce document n’a pas pu être fait : recommencez dans un instant."


class TooBusy(CannotMake):
    """Others are being made, and none ended in time."""

    sentence = "Plusieurs documents sont en train d’être faits : recommencez dans une minute."


@contextmanager
def in_turn() -> Iterator[None]:
    """Make a file when there is room for it. Raises TooBusy after ``PATIENCE`` seconds, CannotMake when it fails."""
    if not _TURNS.acquire(timeout=PATIENCE):
        raise TooBusy
    try:
        yield
    except CannotRender as error:
        raise CannotMake(error.sentence) from error
    finally:
        _TURNS.release()


def make(document: Document, form: str) -> bytes:
    """The file of ``document`` in the format ``form``, a key of ``FORMATS``. Raises CannotMake, TooBusy."""
    with in_turn():
        return FORMATS[form].write(document)


def file_name(title: str, what: str, form: str) -> str:
    """How the file is called on the disk of whoever takes it: French words, none that a system refuses."""
    said = " ".join(_FORBIDDEN.sub(" ", title).split())
    if len(said) > _LONGEST:
        said = said[:_LONGEST].rsplit(" ", 1)[0]
    return f"{said.strip(' .') or 'Accord'} - {what}.{form}"


def as_attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """The file as an answer that no cache keeps."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response
