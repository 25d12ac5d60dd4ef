"""Plain text and Markdown: any encoding, kept as written."""

from __future__ import annotations

import subprocess
import sys

import pytest

from maillage.reading.errors import EmptyFile, UnknownFormat
from maillage.reading.extract import digest, extract_bytes

TEXT = "Charte d’amitié « Montclair »\nArticle 1er – L'œuvre commune coûte 300 €\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_in_any_encoding(encoding: str) -> None:
    extract = extract_bytes(TEXT.encode(encoding), "charte.txt")
    assert extract.text == TEXT
    assert extract.media_type == "text/plain"


def test_another_encoding_than_utf_8_is_told() -> None:
    (notice,) = extract_bytes(TEXT.encode("cp1252"), "charte.txt").notices
    assert notice.code == "encoding"
    assert "Windows-1252" in notice.message


def test_a_few_stray_bytes_do_not_spoil_a_utf_8_text() -> None:
    data = ("été " * 20).encode() + "d’".encode("cp1252") + ("été " * 20).encode()
    assert "été d’été" in extract_bytes(data, "a.txt").text


def test_the_undefined_bytes_of_windows_1252_are_no_obstacle() -> None:
    assert "été" in extract_bytes("été ".encode("cp1252") * 30 + b"\x81", "a.txt").text


def test_line_ends_become_line_feeds_and_letters_are_composed() -> None:
    text = extract_bytes("Ere\u0301mie\r\nMontclair\rVillebrume\u2028fin\x0cpage".encode(), "a.txt").text
    assert text == "Erémie\nMontclair\nVillebrume\nfin\npage"


def test_controls_are_taken_out_and_told() -> None:
    extract = extract_bytes("Le départe\u00admen\x00t de l'Ourcelle\u200b s'engage.".encode(), "a.txt")
    assert extract.text == "Le département de l'Ourcelle s'engage."
    (notice,) = extract.notices
    assert notice.message.startswith("3 caractères invisibles")


def test_markdown_keeps_its_markers() -> None:
    extract = extract_bytes(b"# Charte\n\n- **un**\n", "charte.md")
    assert (extract.text, extract.media_type) == ("# Charte\n\n- **un**\n", "text/markdown")


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", "\u00a0\n".encode("utf-16")])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyFile, match="vérifiez"):
        extract_bytes(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 8,
        b"MZ\x90\x00" + bytes(range(256)) * 8,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\x1f\x8b\x08\x00" + bytes(range(256)) * 8,
        bytes((number * 167 + 13) % 256 for number in range(4096)),
        b"\x00" * 100,
        b"\x00\x01" * 500,
    ],
)
def test_a_binary_file_named_as_a_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        extract_bytes(data, "convention.txt")


def test_the_digest_identifies_the_file() -> None:
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_reading_a_text_loads_no_module_of_the_other_formats() -> None:
    code = (
        "import sys; from maillage.reading.extract import extract_bytes; extract_bytes(b'Montclair', 'a.txt');"
        "print([m for m in sys.modules if m.split('.')[0] in ('pypdfium2', 'xml', 'zipfile', 'subprocess')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
