"""Files that cannot be read: each has its exception, and one French sentence that says what to do."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from maillage.foundations import programs
from maillage.reading import extract as _reading_extract  # noqa: F401  the package, before its parts are replaced
from maillage.reading.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    ForbiddenContent,
    MissingFile,
    MissingTool,
    ReadingError,
    TooSlow,
    UnknownFormat,
    UnreadableFile,
)
from maillage.reading.extract import MAX_BYTES, archive, extract, extract_bytes, pandoc
from tests.reading.extract.builders import FORMATS, docx, odt, p, pdf, zipped

WORD = docx(p("Montclair"))


def refusal(data: bytes, name: str = "convention") -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        extract_bytes(data, name)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return caught.value


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="vérifiez son nom"):
        extract(tmp_path / "absente.docx")


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="dossier"):
        extract(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.txt")
    with pytest.raises(UnreadableFile, match="ordinaire"):
        extract(tmp_path / "tube.txt")


@pytest.mark.parametrize("error", [PermissionError(13, "refusé"), OSError(5, "entrée-sortie")])
def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise error

    path = tmp_path / "convention.txt"
    path.write_text("Montclair", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile):
        extract(path)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="the system has no /proc")
def test_a_file_that_fails_while_it_is_read_is_told() -> None:
    with pytest.raises(UnreadableFile):
        extract(Path("/proc/self/mem"))


def test_a_name_that_no_system_takes_is_told() -> None:
    with pytest.raises(ReadingError):
        extract(Path("a\0b.txt"))
    with pytest.raises(ReadingError):
        extract(Path("a" * 5000))


def test_a_huge_file_is_refused_before_it_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "convention.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(FileTooLarge, match="50 Mo"):
        extract(path)


def test_a_text_of_too_many_characters_is_refused() -> None:
    assert isinstance(refusal(b"Montclair " * 500_001), FileTooLarge)


@pytest.mark.parametrize("name", ["protege.docx", "protege.odt", "protege.pdf"])
def test_a_file_under_a_password_is_told(name: str) -> None:
    error = refusal((FORMATS / name).read_bytes(), name)
    assert isinstance(error, EncryptedFile)
    assert "sans mot de passe" in str(error)


def test_a_zip_under_a_password_is_told() -> None:
    data = bytearray(WORD)
    with zipfile.ZipFile(io.BytesIO(WORD)) as opened:
        for entry in opened.infolist():
            data[entry.header_offset + 6] |= 1
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        data[place + 8] |= 1
    assert isinstance(refusal(bytes(data)), EncryptedFile)


@pytest.mark.parametrize(("name", "advice"), [("protege.doc", ".docx"), ("protege.rtf", ".docx")])
def test_an_old_format_says_how_to_save_it(name: str, advice: str) -> None:
    error = refusal((FORMATS / name).read_bytes(), name)
    assert isinstance(error, UnknownFormat)
    assert advice in str(error)


@pytest.mark.parametrize(
    "parts",
    [
        {"readme.txt": "Montclair"},
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
        {"mimetype": "application/epub+zip"},
        {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"},
        {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"},
    ],
)
def test_an_archive_that_is_no_text_document_is_told(parts: dict[str, str | bytes]) -> None:
    assert isinstance(refusal(zipped(parts)), UnknownFormat)


def test_a_document_in_one_piece_of_xml_is_told() -> None:
    data = (FORMATS / "sources" / "notes.fodt").read_bytes()
    assert isinstance(refusal(data, "notes.txt"), UnknownFormat)


@pytest.mark.parametrize(
    "data",
    [
        WORD[:-40],
        WORD[:200],
        b"PK\x03\x04" + b"x" * 500,
        b"PK\x05\x06" + b"\0" * 18,
        docx("<w:p>").replace(b"PK\x01\x02", b"PK\x01\x03", 1),
        zipped({"word/document.xml": "<w:document"}),
        zipped({"word/document.xml": "<document/>"}),
        zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        b"%PDF-1.7\nrien d'autre",
        pdf([(72, 100, 11, "Montclair")])[:150],
    ],
)
def test_a_damaged_file_is_told(data: bytes) -> None:
    assert isinstance(refusal(data), DamagedFile)


@pytest.mark.parametrize("data", [docx(""), docx(p("  ")), odt("<text:p/>"), pdf([])])
def test_a_document_without_a_word_is_empty(data: bytes) -> None:
    assert isinstance(refusal(data), EmptyFile)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"word/document.xml": b" " * 80_000_000})
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_args: pytest.fail("it was unpacked"))
    assert isinstance(refusal(bomb), ForbiddenContent)


def test_too_many_parts_or_too_much_in_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    assert isinstance(refusal(WORD), ForbiddenContent)
    monkeypatch.setattr(archive, "MAX_ENTRIES", 100)
    monkeypatch.setattr(archive, "MAX_TOTAL", 100)
    assert isinstance(refusal(WORD), ForbiddenContent)


LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, FILE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_are_refused(doctype: str, encoding: str) -> None:
    xml = f'{doctype}<w:document xmlns:w="x"><w:body>&a;</w:body></w:document>'.encode(encoding)
    assert isinstance(refusal(zipped({"word/document.xml": xml})), ForbiddenContent)
    odf = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml}
    assert isinstance(refusal(zipped({**odf})), ForbiddenContent)


def test_an_encoding_in_which_a_dtd_could_hide_is_refused() -> None:
    xml = b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE d><d/>'
    assert isinstance(refusal(zipped({"word/document.xml": xml})), DamagedFile)


@pytest.mark.parametrize(
    "data",
    [
        docx("<w:tbl><w:tr><w:tc>" * 2_000 + p("x") + "</w:tc></w:tr></w:tbl>" * 2_000),
        docx("<w:p>" + "<w:ins>" * 50_000 + "</w:ins>" * 50_000 + "</w:p>"),
        odt("<text:section>" * 2_000 + "<text:p>x</text:p>" + "</text:section>" * 2_000),
    ],
)
def test_a_document_nested_beyond_reason_is_refused(data: bytes) -> None:
    assert isinstance(refusal(data), ForbiddenContent)


def test_pandoc_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "find_spec", lambda _name: None)
    monkeypatch.setattr(programs.shutil, "which", lambda _name: None)
    error = refusal(WORD)
    assert isinstance(error, MissingTool)
    assert "pypandoc-binary" in str(error)


def test_pandoc_is_run_once_in_its_sandbox_under_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    run = subprocess.run

    def spy(command: list[str], **options: object) -> object:
        calls.append((command, options))
        return run(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(pandoc.subprocess, "run", spy)
    extract_bytes(WORD, "a.docx")
    ((command, options),) = calls
    assert {"--sandbox", "-M512M"} <= set(command)
    assert options["timeout"] == 60


def test_a_conversion_that_lasts_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "TIMEOUT", 0.0001)
    assert isinstance(refusal(WORD), TooSlow)


def test_a_conversion_that_takes_too_much_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "MEMORY", "1M")
    long = docx(p("La commune de Montclair s'engage. " * 20) * 3_000)
    assert isinstance(refusal(long), FileTooLarge)
