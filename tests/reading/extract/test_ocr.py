"""Scanned PDF: recognised where Tesseract knows French, else a sentence says what to do."""

from __future__ import annotations

import subprocess

import pytest

from maillage.reading.errors import FileTooLarge, ScannedFile, TooSlow
from maillage.reading.extract import extract
from maillage.reading.extract.pdf import ocr
from tests.reading.extract.builders import FORMATS

SCAN = FORMATS / "numerise.pdf"
needs_tesseract = pytest.mark.skipif(
    ocr.program() is None, reason="Tesseract with French (tesseract-ocr-fra) is not installed"
)


@pytest.mark.ocr
@needs_tesseract
def test_a_scanned_pdf_is_recognised_and_told() -> None:
    extracted = extract(SCAN)
    assert "La commune de Montclair met à la disposition du centre communal d'action sociale" in extracted.text
    assert "Article 3 : Orientation" in extracted.text
    assert "- désigner un élu référent ;" in extracted.text
    assert extracted.notices[0].code == "ocr"
    assert extracted.notices[0].message.startswith("Pages 1, 2 :")


def test_a_scanned_pdf_without_tesseract_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "program", lambda: None)
    with pytest.raises(ScannedFile, match="installez Tesseract"):
        extract(SCAN)


def test_a_recognition_that_lasts_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_args: object, **_options: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 60)

    monkeypatch.setattr(ocr, "program", lambda: "tesseract")
    monkeypatch.setattr(ocr.subprocess, "run", slow)
    with pytest.raises(TooSlow):
        extract(SCAN)


def test_a_scan_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "program", lambda: "tesseract")
    monkeypatch.setattr(ocr, "MAX_PAGES", 1)
    with pytest.raises(FileTooLarge):
        extract(SCAN)
