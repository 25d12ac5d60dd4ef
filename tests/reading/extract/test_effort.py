"""What is read while its bearer waits, and what is read apart."""

from __future__ import annotations

import pytest

from maillage.reading import is_long
from maillage.reading.extract import effort
from tests.reading.extract.builders import FORMATS, docx, pdf, zipped

LINE = [(72, 100, 11, "Article 1 : la commune de Montclair verse trois cents euros.")]


def test_a_scan_is_long_and_a_written_page_is_not() -> None:
    assert is_long((FORMATS / "numerise.pdf").read_bytes())
    assert not is_long(pdf(LINE))


def test_many_pages_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "LONG_PDF", 2)
    assert not is_long(pdf(LINE, LINE))
    assert is_long(pdf(LINE, LINE, LINE))


def test_a_long_text_is_long_in_any_format() -> None:
    words = "La commune verse trois cents euros. "
    assert is_long((words * 10_000).encode())
    assert not is_long((words * 100).encode())
    paragraph = f"<w:p><w:r><w:t>{words * 100}</w:t></w:r></w:p>"
    assert is_long(docx(paragraph * 400))
    assert not is_long(docx(paragraph))


@pytest.mark.parametrize("data", [b"%PDF-1.7 broken", b"PK\x03\x04 broken", b"", b"\0" * 50])
def test_what_cannot_be_opened_is_short_since_it_fails_at_once(data: bytes) -> None:
    assert not is_long(data)


def test_a_bomb_is_short_since_it_is_refused_at_once() -> None:
    assert not is_long(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "0" * 40_000_000}))
