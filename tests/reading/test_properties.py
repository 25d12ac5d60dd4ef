"""What holds for every text, well written or not: ``tests.fuzz.checks`` says it, hypothesis looks for a text where it fails.

``HYPOTHESIS_PROFILE=fuzz`` searches long (see ``make fuzz``).
"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maillage.reading import Reading, ReadingError, read_extract, read_text
from maillage.reading.errors import EmptyFile, UnknownFormat
from maillage.reading.model import Extract, Hint, Source
from tests.fuzz.checks import faults
from tests.fuzz.drafts import drafts

DRAFTS = settings().max_examples // 2
OTHERS = settings().max_examples // 4
HEAD = """CONVENTION DE PARTENARIAT

ENTRE
Le Département de l’Ourcelle, représenté par sa présidente,
ET
L’association Trampoline, ci-après dénommée « l’Association »

Il est convenu ce qui suit :

Article 1 : Objet
Le Département accueille l’Association.
"""


def _read(text: str) -> Reading | None:
    """The reading, or None when the text has no word in it or too many control characters: the only reasons to refuse a text."""
    try:
        return read_text(text)
    except (EmptyFile, UnknownFormat):
        return None


@settings(max_examples=DRAFTS)
@given(drafts())
@example(HEAD)
@example(f"\n\n   {HEAD}   \n\t\n")
@example(HEAD + "x" * 30_000)
@example(HEAD + "Le Département s’engage à accueillir, " * 800)
@example(HEAD.replace("\n", "\r\n"))
def test_every_reading_of_a_draft_is_sound(text: str) -> None:
    reading = _read(text)
    if reading:
        assert not (faults(reading)), text


@settings(max_examples=OTHERS)
@given(drafts())
def test_reading_twice_gives_the_same(text: str) -> None:
    assert _read(text) == _read(text)


@settings(max_examples=OTHERS)
@given(drafts(), st.data())
def test_every_reading_of_a_draft_with_a_layout_is_sound(text: str, data: st.DataObject) -> None:
    reading = _read(text)
    if reading is None:
        return
    lines = [match.span() for match in re.finditer(r"(?m)^[^\S\n]*\S.*$", reading.text)]
    kinds = st.sampled_from(["heading", "item", "cell", "note", "box", "bold", ""])
    drawn = data.draw(st.lists(st.tuples(kinds, st.integers(1, 4)), min_size=len(lines), max_size=len(lines)))
    hints = tuple(Hint(span, kind, level) for span, (kind, level) in zip(lines, drawn, strict=True) if kind)
    laid_out = read_extract(Extract(reading.text, "text/plain", hints), reading.source)
    assert not (faults(laid_out)), (text, hints)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n\t \n", "\u00a0\u3000", "\u200b\ufeff", "\r\n"],
)
def test_a_text_without_a_word_is_refused_in_french(text: str) -> None:
    with pytest.raises(ReadingError, match=r"(?s)^(?:Le|Ce) .+\.$"):
        read_text(text)


@pytest.mark.parametrize(
    "text",
    [".", "…", "---", "12", "a", "É", "**", "| |", "1.", "Article", "ARTICLE 1", "-", "{{ }}", "\u0301", "👩‍👧", "#"],
)
def test_the_shortest_texts_are_read(text: str) -> None:
    assert not (faults(read_text(text)))


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}- accueillir :\n  - le jour\n  - la nuit\n",
        f"{HEAD}\nArticle ١ : Suite\nTexte.\n",
        f"{HEAD}\nLa présente convention est conclue pour une durée de trois (²) ans.\n",
        "CONVENTION\n\nENTRE\nl’État et la commune,\n\nIl est convenu ce qui suit :\n",
        "<br>\n",
        "&nbsp;",
    ],
)
def test_texts_that_once_broke_the_reader_give_sound_readings(text: str) -> None:
    assert not (faults(read_text(text)))


def test_the_reading_of_nothing_but_layout_keeps_the_text() -> None:
    text = "\n\n—\n\n***\n"
    assert read_extract(Extract(text, "text/plain"), Source("vide.txt", "text/plain", "", len(text))).text == text


@pytest.mark.parametrize(
    "line",
    [
        "Voir l’article 3" + " 12" * 40,
        "IV\n" * 1400,
        "9" * 8000,
        " " * 8000,
        "." * 8000,
        "…" * 8000,
    ],
    ids=["figures", "roman", "digits", "spaces", "points", "ellipses"],
)
def test_a_sign_repeated_thousands_of_times_does_not_stop_the_reading(line: str) -> None:
    """Each of these once took minutes: a pattern cut the line in every possible way."""
    reading = read_text(
        f"CONVENTION\n\nENTRE\nl’État et la commune,\n\nIl est convenu ce qui suit :\n\nArticle 1\nLa commune s’engage à {line}\n"
    )
    assert reading.is_agreement
