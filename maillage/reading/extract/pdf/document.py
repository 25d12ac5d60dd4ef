"""A PDF read page by page: its text layer, else what Tesseract recognises of its pictures."""

from __future__ import annotations

import threading
import time

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from maillage.reading.errors import DamagedFile, EncryptedFile, FileTooLarge, TooSlow
from maillage.reading.extract.canonical import MAX_CHARACTERS, quotes
from maillage.reading.extract.pdf import furniture, ocr, overlays, tables
from maillage.reading.extract.pdf.glyphs import Geometry, fragments
from maillage.reading.extract.pdf.hyphens import Hyphens
from maillage.reading.extract.pdf.layout import arrange
from maillage.reading.extract.pdf.lines import PageLines
from maillage.reading.extract.pdf.order import rows
from maillage.reading.extract.pdf.paragraphs import Writer
from maillage.reading.model import Extract, Notice, Told

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 1_000
TIMEOUT = 60.0  # seconds for the text layer of all pages
ONE_AT_A_TIME = threading.Lock()  # PDFium is not made for several threads, even on several documents
_TINY = 20  # letters: fewer on a page with a picture, and the page is a scan
_DAMAGED = "Ce PDF est endommagé : exportez-le de nouveau depuis le document d'origine, puis recommencez."
_LONG = f"Ce PDF dépasse {MAX_PAGES} pages : ne gardez que la convention et ses annexes, puis recommencez."


def read(data: bytes, told: Told | None = None) -> Extract:
    """The text of a PDF, columns in order, lines joined; running headers, page numbers and hyphens removed and told.

    ``told`` hears of each batch of pages recognised. Raises DamagedFile, EncryptedFile, FileTooLarge, ScannedFile,
    TooSlow.
    """
    with ONE_AT_A_TIME:
        return _read(data, told)


def is_long(data: bytes, pages: int) -> bool:
    """Whether a PDF has more than ``pages`` pages, or one of them is a scan; False when it cannot be read."""
    with ONE_AT_A_TIME:
        try:
            document = _open(data)
        except (DamagedFile, EncryptedFile):
            return False  # the reading says it at once
        try:
            return len(document) > pages or any(_seems_scanned(document, index) for index in range(len(document)))
        finally:
            document.close()


def _seems_scanned(document: pdfium.PdfDocument, index: int) -> bool:
    page = document[index]
    try:
        letters = page.get_textpage().count_chars()
        return letters < _TINY and _is_picture(page, has_text=letters > 0)
    finally:
        page.close()


def _read(data: bytes, told: Told | None) -> Extract:
    document = _open(data)
    try:
        if len(document) > MAX_PAGES:
            raise FileTooLarge(_LONG)
        pages, comments = _pages(document)
        scans = [page.number for page in pages if _is_scan(document, page)]
        notices = ocr.recognise(document, pages, scans, told)
    except pdfium.PdfiumError:
        raise DamagedFile(_DAMAGED) from None
    finally:
        document.close()
    notices += furniture.remove(pages)
    arrange(pages)
    hyphens = Hyphens(line.text for page in pages for line in page.lines)
    lines = Writer(pages, hyphens).write()
    if comments:
        notices.append(
            Notice(
                "comment",
                "Des commentaires sont joints à ce PDF : ils ne sont pas lus dans le texte.",
                quotes(comments),
            )
        )
    return lines.extract(MEDIA_TYPE, [*notices, *hyphens.notices()])


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if len(document):
            return document
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise EncryptedFile(
                "Ce PDF est protégé par un mot de passe : enregistrez-le sans mot de passe, puis recommencez."
            ) from None
    raise DamagedFile(_DAMAGED)


def _pages(document: pdfium.PdfDocument) -> tuple[list[PageLines], list[str]]:
    limit = time.monotonic() + TIMEOUT
    found: list[PageLines] = []
    comments: list[str] = []
    characters = 0
    for index in range(len(document)):
        page = document[index]
        comments += overlays.comments(page)
        if overlays.draw_fields(page):
            page.close()
            page = document[index]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > MAX_CHARACTERS:
            raise FileTooLarge(
                "Ce PDF dépasse cinq millions de caractères : ne gardez que la convention et ses annexes."
            )
        if time.monotonic() > limit:
            raise TooSlow("La lecture de ce PDF dépasse une minute : ne gardez que la convention et ses annexes.")
        lines = rows(fragments(page, text), index + 1)
        found.append(PageLines(index + 1, Geometry(page).height, lines, tables.grids(tables.rules(page))))
        text.close()
        page.close()
    return found, comments


def _is_scan(document: pdfium.PdfDocument, page: PageLines) -> bool:
    """Whether a page is a picture with hardly a word, or its letters are unreadable (a font that does not say what it
    draws)."""
    text = "".join(line.text for line in page.lines)
    if text.count("\ufffd") > 0.3 * len(text) > 0:
        return True
    if sum(map(str.isalpha, text)) >= _TINY:
        return False
    handle = document[page.number - 1]
    try:
        return _is_picture(handle, has_text=bool(text))
    finally:
        handle.close()


def _is_picture(page: pdfium.PdfPage, *, has_text: bool) -> bool:
    return any(one.type == raw.FPDF_PAGEOBJ_IMAGE for one in page.get_objects(max_depth=3)) or (
        not has_text and _is_drawn(page)
    )


def _is_drawn(page: pdfium.PdfPage) -> bool:
    """Whether a page without text draws so many shapes that they must be letters."""
    return sum(1 for _one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)) > 100
