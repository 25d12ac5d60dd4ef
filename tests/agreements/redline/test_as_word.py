"""A comparison taken to a word processor: refusing every change gives the earlier text, accepting them the later one."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.agreements.redline import Version, compare
from maillage.agreements.redline.as_word import as_document
from maillage.reading.extract.tracked import read_tracked
from maillage.rendering.word import write
from tests.agreements.redline.test_comparing import FIFTH, FOURTH, LASTING, PARAGRAPHS, PROTOCOL, SECOND, version

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
MOVED = PROTOCOL[:SECOND] + LASTING.replace("trois ans", "quatre ans") + PROTOCOL[SECOND:FOURTH] + PROTOCOL[FIFTH:]


def word(before: Version, after: Version) -> bytes:
    document = as_document(compare(before, after), title="Protocole & suites", author="CCAS de « M »", at=AT, key="a1")
    return write(document)


def texts(one: Version) -> list[str]:
    return [block.text for unit in one.units for block in unit.blocks]


def test_both_versions_are_in_the_document_to_the_letter() -> None:
    before, after = version(PROTOCOL), version(MOVED)
    read = read_tracked(word(before, after))
    assert [line.text for line in read.before] == texts(before)
    assert [line.text for line in read.after] == texts(after)
    assert read.version == "a1"
    assert read.authors == ("CCAS de « M »",)
    assert not read.unread


def test_what_moved_is_marked_as_moved_and_what_changed_in_it_as_changed() -> None:
    archive = zipfile.ZipFile(BytesIO(word(version(PROTOCOL), version(MOVED))))
    xml = archive.read("word/document.xml").decode()
    away = re.findall(r'<w:moveFromRangeStart [^>]*w:name="([^"]+)"', xml)
    here = re.findall(r'<w:moveToRangeStart [^>]*w:name="([^"]+)"', xml)
    assert away == here
    assert len(away) == 1
    assert re.search(r"<w:ins [^>]*><w:r><w:t [^>]*>quatre</w:t>", xml)
    numbers = re.findall(r'<w:(?:ins|del|moveFrom|moveTo)\b[^>]* w:id="(\d+)"', xml)
    assert len(numbers) == len(set(numbers))


def test_the_same_comparison_is_the_same_file_which_names_no_person() -> None:
    before, after = version(PROTOCOL, identities=True), version(MOVED, identities=True)
    assert word(before, after) == word(before, after)
    archive = zipfile.ZipFile(BytesIO(word(before, after)))
    core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", core) == ["CCAS de « M »"] * 2
    assert "Protocole &amp; suites" in core
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@settings(max_examples=60)
@given(PARAGRAPHS, PARAGRAPHS, st.booleans())
def test_whatever_changed_both_sides_are_read_back(before: str, after: str, identities: bool) -> None:
    left, right = version(before, identities=identities), version(after, identities=identities)
    read = read_tracked(word(left, right))
    assert [line.text for line in read.before] == texts(left)
    assert [line.text for line in read.after] == texts(right)
