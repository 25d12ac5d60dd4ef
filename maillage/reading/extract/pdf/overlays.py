"""What lies over the pages of a PDF: comments, and what was typed in a form."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_WITH_FIELDS = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)
_WITH_COMMENTS = (
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_STRIKEOUT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_CARET,
)


def comments(page: pdfium.PdfPage) -> list[str]:
    """The words of the comments of a page."""
    words = [_contents(annotation) for kind, annotation in _each_annotation(page) if kind in _WITH_COMMENTS]
    return [word for word in words if word]


def draw_fields(page: pdfium.PdfPage) -> bool:
    """Draw what was typed in the fields of a form as text of the page; if true, the page must be loaded again."""
    kinds = {kind for kind, _annotation in _each_annotation(page)}
    if not kinds.intersection(_WITH_FIELDS):
        return False
    return bool(raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)


def _each_annotation(page: pdfium.PdfPage) -> Iterator[tuple[int, raw.FPDF_ANNOTATION]]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 1_000)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            yield raw.FPDFAnnot_GetSubtype(annotation), annotation
            raw.FPDFPage_CloseAnnot(annotation)


def _contents(annotation: raw.FPDF_ANNOTATION) -> str:
    length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    if not 2 < length < 100_000:
        return ""
    buffer = (raw.FPDF_WCHAR * (length // 2))()
    raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
