"""A document that a partner sends back: what it asks, on which provision, in whatever way it was saved."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from maillage.agreements.redline.brought_back import Ask, Deed
from maillage.reading.errors import EmptyFile, FileTooLarge, ForbiddenContent, ReadingError, UnknownFormat
from maillage.reading.extract import tracked
from tests.agreements.redline.sample import OURS, asked, edited, parents, partner, read_tracked, sent, texts, write

FIXTURES = Path("tests") / "fixtures" / "word"
FILES = ("retour.odt", "retour.docx")


def content(root: Path, name: str) -> bytes:
    return write(partner()) if name == "ours" else (root / FIXTURES / name).read_bytes()


def told(asks: tuple[Ask, ...]) -> list[tuple[str, ...]]:
    return [(ask.deed.value, ask.provision, ask.words[:40], ask.quote, ask.beside) for ask in asks]


EXPECTED = [
    ("remark", "art_1__para_1", "Dire plutôt : remplace.", "complète et modifie", ""),
    ("insert_after", "art_2__list_1__item_1", "- rendre compte chaque semestre de ses p", "", ""),
    ("replace", "art_2__list_1__item_2", "- désigner deux correspondants auprès de", "", ""),
    ("replace", "art_2__table_5", "Villebrume-sur-Ourcelle", "", ""),
    ("remark", "art_2__list_1__item_2", "Sur « - rendre compte chaque semestre de", "", ""),
    ("move", "art_2__para_3", "", "", "art_3__para_1"),
]


@pytest.mark.parametrize("name", ["ours", *FILES])
def test_each_change_and_each_comment_is_found_on_its_provision(root: Path, name: str) -> None:
    read = read_tracked(content(root, name))
    assert [line.text for line in read.before] == texts(sent())
    assert [line.text for line in read.after] == texts(edited())
    assert (read.version, read.authors, read.unread) == ("sent", ("Marie Martin",), ())
    asks = asked(sent(), parents(), read)
    assert told(asks) == EXPECTED
    assert all(ask.is_tracked for ask in asks)
    assert {ask.author for ask in asks if ask.deed is Deed.REMARK} == {"Marie Martin"}


@pytest.mark.parametrize("name", ["retour.odt", "retour.docx"])
def test_without_bookmarks_the_words_say_which_provision_is_which(root: Path, name: str) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content(root, name))) as source, zipfile.ZipFile(stream, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            if part in ("content.xml", "word/document.xml"):
                data = re.sub(rb"<(?:w|text):bookmark[^>]*>", b"", data)
            target.writestr(part, data)
    read = read_tracked(stream.getvalue())
    assert read.version == ""
    assert told(asked(sent(), parents(), read)) == EXPECTED


@pytest.mark.parametrize("name", ["ours", "envoye.odt", "envoye.docx"])
def test_what_the_document_said_when_it_was_sent_is_not_asked_by_who_sends_it_back(root: Path, name: str) -> None:
    data = write(partner(OURS)) if name == "ours" else content(root, name)
    read = read_tracked(data)
    assert [line.text for line in read.after] == texts(sent())
    assert (read.authors, read.notes) == ((), ())
    assert not asked(sent(), parents(), read)


def test_an_edit_that_was_not_tracked_is_found_and_said_so(root: Path) -> None:
    data = content(root, "retour.docx")
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for part in source.namelist():
            words = source.read(part).decode() if part.endswith(".xml") else ""
            if part == "word/document.xml":
                assert "Le présent avenant" in words
                words = words.replace("Le présent avenant", "Cet avenant", 1)
            target.writestr(part, words or source.read(part))
    asks = asked(sent(), parents(), read_tracked(stream.getvalue()))
    (plain,) = [ask for ask in asks if not ask.is_tracked]
    assert (plain.deed, plain.provision) == (Deed.REPLACE, "art_1__para_1")
    assert plain.words.startswith("Cet avenant")


def _zip(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"  ", EmptyFile),
        (b"%PDF-1.7", UnknownFormat),
        (_zip(word__document_xml=b"<a>" + b" " * 40_000_000 + b"</a>"), ForbiddenContent),
        (
            _zip(word__document_xml=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
            ForbiddenContent,
        ),
        (
            _zip(content_xml=b"<!DOCTYPE x []><x/>", mimetype=b"application/vnd.oasis.opendocument.text"),
            ForbiddenContent,
        ),
        (_zip(word__document_xml=b"<w/>"), ReadingError),
        (_zip(xl__workbook_xml=b"<w/>"), ReadingError),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(data: bytes, error: type[ReadingError]) -> None:
    with pytest.raises(error):
        read_tracked(data)


def test_a_document_that_is_too_heavy_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracked, "MAX_SIZE", 100)
    with pytest.raises(FileTooLarge):
        read_tracked(write(partner()))
