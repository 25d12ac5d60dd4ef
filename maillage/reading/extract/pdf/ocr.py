"""Pages that are pictures, recognised in French by Tesseract where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import pypdfium2 as pdfium

from maillage.foundations import rx
from maillage.reading.errors import FileTooLarge, ScannedFile, TooSlow
from maillage.reading.extract.pdf.lines import Line, PageLines
from maillage.reading.model import Notice, Told

DPI = 300
MAX_PAGES = 60
MAX_PIXELS = 30_000_000  # a page of A3 at 300 dots per inch has half of it
PAGE_TIMEOUT = 60  # seconds
TIMEOUT = 600.0
_LEAST_CONFIDENCE = 20.0  # of a word, from 0 to 100: below, it is a stain
_STAIN = rx.compile(r"^([^\w\s]?)[_|~]{1,2}$")  # rules and specks beside a bullet; longer, a blank to fill in
_NEEDED = (
    "Ce PDF est une numérisation sans texte : installez Tesseract avec le français (tesseract-ocr-fra), "
    "ou fournissez le fichier d'origine."
)
_SLOW = (
    "La reconnaissance de ce PDF numérisé est trop longue : ne gardez que les pages de la convention, puis recommencez."
)


@lru_cache(maxsize=1)
def program() -> str | None:
    """The path of Tesseract if it knows French; None otherwise."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    try:
        listed = subprocess.run([path, "--list-langs"], capture_output=True, timeout=20, check=False, text=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return path if "fra" in (listed.stdout + listed.stderr).split() else None


def recognise(
    document: pdfium.PdfDocument, pages: list[PageLines], scans: list[int], told: Told | None = None
) -> list[Notice]:
    """Fill the ``pages`` numbered in ``scans`` with the lines recognised; what there is to tell.

    Raises ScannedFile when no page has text and nothing can recognise it, FileTooLarge past sixty pages, TooSlow.
    """
    if not scans:
        return []
    named = _numbers(scans)
    if program() is None:
        if len(scans) == len(pages):
            raise ScannedFile(_NEEDED)
        return [
            Notice(
                "ocr",
                f"{named} de ce PDF sans texte : installez Tesseract avec le français pour lire cette numérisation.",
            )
        ]
    if len(scans) > MAX_PAGES:
        raise FileTooLarge(
            f"Ce PDF numérisé dépasse {MAX_PAGES} pages : ne gardez que celles de la convention, puis recommencez."
        )
    limit = time.monotonic() + TIMEOUT
    workers = max(1, min(4, os.cpu_count() or 1))
    with ThreadPoolExecutor(workers) as pool:  # PDFium draws in this thread only: it is not made for several
        for start in range(0, len(scans), workers):
            batch = scans[start : start + workers]
            if time.monotonic() > limit:
                raise TooSlow(_SLOW)
            drawn = [_draw(document, number) for number in batch]
            for number, table, (_image, scale) in zip(
                batch, pool.map(_run, [image for image, _scale in drawn]), drawn, strict=True
            ):
                pages[number - 1].lines = _lines(table, number, scale)
            if told:
                told(min(start + workers, len(scans)), len(scans))
    return [Notice("ocr", f"{named} : le texte vient d'une reconnaissance de caractères, relisez-le sur le document.")]


def _numbers(scans: list[int]) -> str:
    return (
        f"Page {scans[0]}"
        if len(scans) == 1
        else f"Pages {', '.join(map(str, scans[:20]))}{' ...' * (len(scans) > 20)}"
    )


def _draw(document: pdfium.PdfDocument, number: int) -> tuple[bytes, float]:
    """A page as a grey picture (portable graymap), and how many pixels make a point."""
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(DPI / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    pixels = memoryview(bitmap.buffer).cast("B")
    rows = b"".join(pixels[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
    image = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows
    bitmap.close()
    page.close()
    return image, scale


def _run(image: bytes) -> str:
    command = [program() or "tesseract", "stdin", "stdout", "-l", "fra", "--dpi", str(DPI), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # one thread a page: the pages already run side by side
    try:
        done = subprocess.run(
            command, input=image, capture_output=True, timeout=PAGE_TIMEOUT, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooSlow(_SLOW) from None
    except OSError:
        raise ScannedFile(_NEEDED) from None
    return done.stdout.decode("utf-8", "replace")


def _lines(table: str, page: int, scale: float) -> list[Line]:
    """The lines of Tesseract's table (level, page, block, paragraph, line, word, left, top, width, height, confidence,
    text)."""
    found: dict[tuple[str, ...], Line] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or float(cells[10]) < _LEAST_CONFIDENCE:
            continue
        word = _STAIN.sub(r"\1", cells[11].strip())
        if not word:
            continue
        left, top, width, height = (int(cell) / scale for cell in cells[6:10])
        key = tuple(cells[2:5])
        line = found.get(key)
        if line is None:
            found[key] = Line(word, left, left + width, top, top + height, height, False, page, first_word=width)
        else:
            line.text += " " + word
            line.x1 = left + width
            line.top, line.bottom = min(line.top, top), max(line.bottom, top + height)
            line.size = max(line.size, height)
    return _even(list(found.values()))


def _even(lines: list[Line]) -> list[Line]:
    """Lines with one size for all that are nearly as high: the height of letters changes with the words."""
    if lines:
        usual = sorted(line.size for line in lines)[len(lines) // 2]
        for line in lines:
            line.size = usual if 0.6 * usual < line.size < 1.5 * usual else line.size
    return lines
