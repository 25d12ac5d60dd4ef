"""Whatever the bytes: an extract that holds together, or one of the reader's own exceptions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.reading.errors import ReadingError
from maillage.reading.extract import extract_bytes
from maillage.reading.extract.canonical import clean
from tests.reading.extract.builders import FORMATS, docx, odt, p, pdf

STARTS = {
    "txt": b"",
    "md": b"# ",
    "html": b"<html>",
    "pdf": pdf([(72, 100, 11, "Montclair"), (72, 120, 11, "1. Villebrume")]),
    "docx": docx(p("Montclair") + p("Villebrume")),
    "odt": odt("<text:p>Montclair</text:p>"),
}
KINDS = {"heading", "item", "cell", "note", "box", "bold"}


def check(data: bytes, name: str) -> None:
    """Spans within the text, in order, on words; the text canonical; reading twice gives the same."""
    try:
        extract = extract_bytes(data, name)
    except ReadingError:
        return
    assert extract.text.strip()
    assert clean(extract.text) == (extract.text, 0)
    starts = [hint.span[0] for hint in extract.hints]
    assert starts == sorted(starts)
    for hint in extract.hints:
        assert 0 <= hint.span[0] < hint.span[1] <= len(extract.text)
        assert extract.text[slice(*hint.span)].strip() == extract.text[slice(*hint.span)]
        assert hint.kind in KINDS
        assert hint.level >= 1
    assert extract_bytes(data, name) == extract


@pytest.mark.parametrize("suffix", sorted(STARTS))
@given(rest=st.binary(max_size=400))
@settings(max_examples=60)
def test_any_bytes_after_the_start_of_a_format_are_read_or_refused(suffix: str, rest: bytes) -> None:
    check(STARTS[suffix] + rest, f"a.{suffix}")


@pytest.mark.parametrize("suffix", sorted(STARTS))
@given(data=st.data())
@settings(max_examples=60)
def test_a_file_with_some_bytes_changed_is_read_or_refused(suffix: str, data: st.DataObject) -> None:
    content = bytearray(STARTS[suffix] or b"Montclair et Villebrume")
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(content), f"a.{suffix}")


@given(text=st.text(max_size=400), suffix=st.sampled_from(["txt", "md", "html"]))
@settings(max_examples=100)
def test_any_text_is_read_or_refused(text: str, suffix: str) -> None:
    check(text.encode("utf-8", "surrogatepass"), f"a.{suffix}")


XML_TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0xFFFD, exclude_categories=["Cs", "Cc"], exclude_characters="<&"),
    max_size=60,
)


@given(texts=st.lists(XML_TEXT, max_size=6))
@settings(max_examples=60)
def test_any_paragraphs_of_word_are_read_or_refused(texts: list[str]) -> None:
    check(docx("".join(p(text) for text in texts)), "a.docx")


@given(
    places=st.lists(
        st.tuples(
            st.integers(0, 595),
            st.integers(0, 842),
            st.sampled_from([6, 9, 11, 11, 18]),
            st.text("abcD. 1-)", max_size=30),
        ),
        max_size=40,
    )
)
@settings(max_examples=100)
def test_any_places_of_words_on_a_page_are_read_or_refused(places: list[tuple[float, float, float, str]]) -> None:
    check(pdf(places), "a.pdf")


@pytest.mark.parametrize("path", sorted(FORMATS.glob("[!s]*.[dop]*")), ids=lambda path: path.name)
def test_every_fixture_is_read_or_refused(path: object) -> None:
    check(path.read_bytes(), path.name)  # type: ignore[attr-defined]
