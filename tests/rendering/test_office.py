"""Word and OpenDocument files hold the words of the document, and Maillage itself reads them back."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from maillage.foundations import programs
from maillage.reading.extract import extract_bytes
from maillage.rendering.errors import MissingTool
from maillage.rendering.model import Document, Item, List
from maillage.rendering.office import docx, odt
from tests.rendering.making import DOCUMENTS, document, paragraph, whole

Writer = Callable[[Document], bytes]
WRITERS = [pytest.param(docx, "docx", id="docx"), pytest.param(odt, "odt", id="odt")]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_back(content: bytes, form: str) -> list[str]:
    """The lines of the file as the reader of Maillage finds them."""
    lines = extract_bytes(content, f"texte.{form}").text.replace("\u00a0", " ").splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def part(content: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))


@pytest.mark.parametrize(("write", "form"), WRITERS)
def test_every_word_is_read_back_in_order(write: Writer, form: str) -> None:
    lines = read_back(write(whole()), form)
    told = " ".join(line.lstrip("-•– ") for line in lines)
    expected = (
        "Protocole de Montclair Version 2 Ce texte est un projet. Article 1 – Objet Le Département s’engage à :",
        "tenir une permanence ; informer le CCAS :",
        "a) sous huit jours",
        "1.1 Détail",
        "Reste nouveau",
        "Article 2 – Moyens",
        "Poste Montant Loyer 1 200 €",
        "Pour Le Département Mme Durand, présidente Délibération n° 12 Fait à",
        "Pour Le CCAS",
    )
    at = -1
    for words_expected in expected:
        found = told.find(words_expected, at + 1)
        assert found > at, (words_expected, told)
        at = found


@pytest.mark.parametrize(("write", "form"), WRITERS)
def test_headings_are_headings(write: Writer, form: str) -> None:
    found = extract_bytes(write(whole()), f"texte.{form}")
    headings = [
        (hint.level, found.text[slice(*hint.span)].replace("\u00a0", " "))
        for hint in found.hints
        if hint.kind == "heading"
    ]
    assert [one for one in headings if one[1].startswith(("Article", "1.1"))] == [
        (1, "Article 1 – Objet"),
        (2, "1.1 Détail"),
        (1, "Article 2 – Moyens"),
    ]


@pytest.mark.parametrize(("write", "form"), WRITERS)
@pytest.mark.parametrize(
    "marks", [("1.", "2."), ("a)", "b)"), ("3°", "4°"), ("(2)", "(3)"), ("1.", "3."), ("i.", "ii.")]
)
def test_the_numbers_of_a_list_are_those_of_the_text(write: Writer, form: str, marks: tuple[str, ...]) -> None:
    items = tuple(Item((paragraph(f"mot {rank}"),), mark=mark) for rank, mark in enumerate(marks))
    lines = read_back(write(document(paragraph("Avant."), List(items), paragraph("Après."))), form)
    between = lines[lines.index("Avant.") + 1 : lines.index("Après.")]
    assert between == [f"{mark} mot {rank}" for rank, mark in enumerate(marks)]


@given(DOCUMENTS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_text_breaks_the_files(made: Document) -> None:
    part(docx(made), "word/document.xml")
    part(odt(made), "content.xml")


def test_a_word_file_says_its_language_its_title_and_its_pages() -> None:
    content = docx(whole())
    languages = {one.get(f"{W}val") for one in part(content, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"fr-FR"}
    head = "".join(part(content, "word/header1.xml").itertext())
    assert head == "Protocole de MontclairVersion 2"
    foot = part(content, "word/footer1.xml")
    assert [one.get(f"{W}instr") for one in foot.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert "Seul le texte signé fait foi." in "".join(foot.itertext())
    section_of = part(content, "word/document.xml").find(f".//{W}sectPr")
    assert section_of is not None
    assert {one.tag for one in section_of} >= {f"{W}headerReference", f"{W}footerReference"}


def test_an_opendocument_text_says_its_language_its_title_and_its_pages() -> None:
    styles = part(odt(whole()), "styles.xml")
    fo, text = (f"{{urn:oasis:names:tc:opendocument:xmlns:{one}}}" for one in ("xsl-fo-compatible:1.0", "text:1.0"))
    assert {one.get(f"{fo}language") for one in styles.iter() if one.get(f"{fo}language")} == {"fr"}
    assert [one.tag for one in styles.iter(f"{text}page-number", f"{text}page-count")]
    assert "Protocole de Montclair" in "".join(styles.itertext())


@pytest.mark.parametrize(("write", "form"), WRITERS)
def test_the_same_document_is_the_same_file(write: Writer, form: str) -> None:
    assert write(whole()) == write(whole())


def test_without_pandoc_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "find_spec", lambda _name: None)
    monkeypatch.setattr(programs.shutil, "which", lambda _name: None)
    with pytest.raises(MissingTool, match="pypandoc-binary"):
        docx(document(paragraph("mot")))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("write", "form"), WRITERS)
def test_libreoffice_opens_it(write: Writer, form: str, tmp_path: Path) -> None:
    source = tmp_path / f"texte.{form}"
    source.write_bytes(write(whole()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "texte.txt").read_text(encoding="utf-8-sig").replace("\u00a0", " ")
    assert "Article 1 – Objet" in text
    assert "tenir une permanence ;" in text
