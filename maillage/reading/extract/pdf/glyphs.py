"""The characters of a page, as PDFium finds them, gathered into fragments of lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from maillage.foundations import rx
from maillage.reading.extract.marks import END, NOTE
from maillage.reading.extract.pdf.lines import Fragment

GAP = 1.2  # times the size: wider, two fragments
_BOLD = rx.compile(r"bold|black|heavy|semibold|demi", rx.I)
HYPHEN = "\u2010"  # a hyphen that PDFium knows to cut a word
_HYPHENS = (0x02, 0xFFFE)  # what PDFium gives for the hyphen of a word cut at the end of a line
_SYMBOLS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF0A8: "☐",
    0xF06F: "☐",
    0xF0FE: "☒",
    0xF0E0: "→",
    0xF02D: "-",
}
_LETTERS_APART = rx.compile(r"(?:\S{1,2} ){3,}\S{1,2}$")


class Glyph(NamedTuple):
    """A character that shows: its place, its size, its index on the page, and whether a space stands before it."""

    char: str
    x0: float
    x1: float
    base: float
    size: float
    order: int
    spaced: bool


class Geometry:
    """Turns coordinates into points from the top left corner of a page as it is shown, rotated and cropped."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        left, bottom, right, top = page.get_bbox()
        self._left, self._bottom = left, bottom
        self._width, self._height = right - left, top - bottom
        self._rotation = page.get_rotation()
        self.height = self._width if self._rotation in (90, 270) else self._height

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page is shown."""
        x, y = x - self._left, y - self._bottom
        if self._rotation == 90:
            return y, x
        if self._rotation == 180:
            return self._width - x, y
        if self._rotation == 270:
            return self._height - y, self._width - x
        return x, self._height - y


def fragments(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> list[Fragment]:
    """The fragments of a page, in the order in which it draws them."""
    found: list[Fragment] = []
    current: list[Glyph] = []
    for glyph in _glyphs(text, Geometry(page)):
        if current and not _follows(current[-1], glyph, current[0]):
            found.append(_fragment(current, text))
            current = []
        current.append(glyph)
    if current:
        found.append(_fragment(current, text))
    return found


def _glyphs(text: pdfium.PdfTextPage, geometry: Geometry) -> Iterator[Glyph]:
    handle: Any = text.raw
    box, x, y, matrix = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    spaced, nominal, size = True, 0.0, 0.0
    for index in range(text.count_chars()):
        char = _character(raw.FPDFText_GetUnicode(handle, index))
        if char.isspace():
            spaced = True
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, index, box) or not raw.FPDFText_GetCharOrigin(handle, index, x, y):
            continue
        own = raw.FPDFText_GetFontSize(handle, index)
        if spaced or own != nominal:  # the same within a word: the matrix is asked for once
            nominal = own
            scale = (matrix.c**2 + matrix.d**2) ** 0.5 if raw.FPDFText_GetMatrix(handle, index, matrix) else 1.0
            size = own * scale
        x0, y0 = geometry.place(box.left, box.bottom)
        x1, y1 = geometry.place(box.right, box.top)
        if not 0.3 * size < abs(y1 - y0) < 3 * size:
            size = abs(y1 - y0)
        if size > 0.5:
            yield Glyph(char, min(x0, x1), max(x0, x1), geometry.place(x.value, y.value)[1], size, index, spaced)
        spaced = False


def _character(code: int) -> str:
    if code in _HYPHENS:
        return HYPHEN
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _follows(last: Glyph, glyph: Glyph, first: Glyph) -> bool:
    """Whether a glyph goes on with the fragment: same line, or raised beside it (an exponent)."""
    size = max(first.size, glyph.size)
    shift = abs(glyph.base - first.base)
    if shift > (0.25 if 0.8 < glyph.size / first.size < 1.25 else 0.5) * size:
        return False
    return -0.6 * size < glyph.x0 - last.x1 < GAP * size


def _fragment(glyphs: list[Glyph], text: pdfium.PdfTextPage) -> Fragment:
    size = max(glyph.size for glyph in glyphs)
    tall = [glyph for glyph in glyphs if glyph.size > 0.8 * size]
    words = [glyph for number, glyph in enumerate(tall) if number == 0 or glyph.spaced]
    return Fragment(
        text=_spelled(glyphs),
        x0=min(glyph.x0 for glyph in glyphs),
        x1=max(glyph.x1 for glyph in glyphs),
        base=tall[0].base,
        size=size,
        bold=all(_is_bold(text, glyph.order) for glyph in words[:12]),
    )


def _spelled(glyphs: list[Glyph]) -> str:
    """The text of a fragment; a title with its letters apart ("C H A R T E") gets its words back by the wider gaps."""
    marked = _exponents(glyphs)
    text = marked[0] + "".join(
        " " + char if _is_apart(before, after) else char
        for char, (before, after) in zip(marked[1:], pairwise(glyphs), strict=True)
    )
    tokens = text.split()
    if len(tokens) < 5 or sum(map(len, tokens)) > 1.5 * len(tokens) or not _LETTERS_APART.match(text):
        return text
    gaps = [after.x0 - before.x1 for before, after in pairwise(glyphs)]
    usual = sorted(gap for gap in gaps if gap > 0.1 * glyphs[0].size)
    limit = 1.6 * usual[len(usual) // 4] if usual else 0.0
    return marked[0] + "".join((" " if gap > limit else "") + char for gap, char in zip(gaps, marked[1:], strict=True))


def _is_apart(before: Glyph, after: Glyph) -> bool:
    """Whether a space stands between two glyphs; PDFium sees one wherever the size changes, and gaps tell then."""
    gap = after.x0 - before.x1
    if not 0.8 < after.size / before.size < 1.25:
        return gap > 0.12 * max(before.size, after.size)
    return after.spaced or gap > 0.3 * after.size


def _exponents(glyphs: list[Glyph]) -> list[str]:
    """The characters, raised digits between marks: the call of a note, if the page has that note (see
    ``paragraphs.py``)."""
    size = max(glyph.size for glyph in glyphs)
    base = next(glyph.base for glyph in glyphs if glyph.size == size)
    raised = [glyph.char.isdigit() and glyph.size < 0.8 * size and glyph.base < base - 0.1 * size for glyph in glyphs]
    marked = []
    for index, glyph in enumerate(glyphs):
        first = raised[index] and not (index and raised[index - 1])
        last = raised[index] and not (index + 1 < len(glyphs) and raised[index + 1])
        marked.append((NOTE if first else "") + glyph.char + (END if last else ""))
    return marked


def _is_bold(text: pdfium.PdfTextPage, index: int) -> bool:
    handle: Any = text.raw
    if raw.FPDFText_GetFontWeight(handle, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(handle, index, name, 128, flags)
    return 0 < length <= 128 and bool(_BOLD.search(name.value.decode("latin-1")))
