"""PDF by Typst: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once, tagged, in French.

What is laid out is given to the template as data, never as markup: a Typst string is words and nothing else, so that
no text can call a function, load a file or break the page. The template reads no other file and no network.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path

import typst

from maillage.rendering import fonts
from maillage.rendering.errors import CannotRender, TooLong
from maillage.rendering.model import Document
from maillage.rendering.pdf.data import told

MEDIA_TYPE = "application/pdf"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
MOST = 3_000_000
"""Characters that a document may hold: about a thousand pages."""
_TEMPLATE = Path(__file__).resolve().with_name("document.typ")
_NOT_DRAWN = "could not be displayed"


def pdf(document: Document) -> bytes:
    """``document`` as a PDF file; the same bytes for the same document, wherever and whenever it is made.

    Its date is ``document.at``. Several threads may call it at once: Typst lays out outside the lock of Python.
    Raises TooLong past ``MOST`` characters, CannotRender when Typst refuses the text.
    """
    data = json.dumps(told(document, fonts.fit), ensure_ascii=False)
    if len(data) > MOST:
        raise TooLong("Ce document est trop long pour tenir dans un seul PDF : prenez-le au format OpenDocument.")
    try:
        return _compiled(data, document.at)
    except typst.TypstError as error:
        if _NOT_DRAWN not in error.message:
            raise CannotRender(_REFUSED) from error
    try:
        return _compiled(json.dumps(told(document, fonts.fit_plainly), ensure_ascii=False), document.at)
    except typst.TypstError as error:
        raise CannotRender(_REFUSED) from error


_REFUSED = "La mise en page de ce document a échoué : prenez-le au format OpenDocument."


def _compiled(data: str, at: dt.datetime) -> bytes:
    return typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"document": data},
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
        package_path=fonts.FOLDER,  # no package is ever looked for elsewhere
        package_cache_path=fonts.FOLDER,
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts.FOLDER])
