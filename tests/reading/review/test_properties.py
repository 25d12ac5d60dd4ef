"""What holds of any review: spans in the text, order, no repetition, the same twice, and no crash on texts put together at random."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maillage.reading import read_text
from maillage.reading.review import RULES
from tests.reading.review.cases import (
    authority,
    blanks,
    bodies,
    data,
    exits,
    grants,
    money,
    names,
    numbering,
    parties,
    references,
    term,
)
from tests.reading.review.making import Texts

FAMILIES = (authority, blanks, bodies, data, exits, grants, money, names, numbering, parties, references, term)


def _paragraphs(family: dict[str, Texts]) -> set[str]:
    return {
        paragraph
        for texts in family.values()
        for text, _ in texts.catches
        for paragraph in text.split("\n\n")
        if paragraph.strip()
    }


PARAGRAPHS = sorted(set().union(*(_paragraphs(family.CASES) for family in FAMILIES)))


@given(st.lists(st.sampled_from(PARAGRAPHS), max_size=30), st.booleans())
def test_a_review_is_ordered_and_points_into_the_text(paragraphs: list[str], whole: bool) -> None:
    text = (
        "\n\n".join(paragraphs if whole else [paragraph[: len(paragraph) // 2 + 1] for paragraph in paragraphs])
        + "\n\nRien."
    )
    reading = read_text(text)
    defects = reading.review
    assert defects == read_text(text).review
    assert list(defects) == sorted(set(defects), key=lambda defect: (defect.span, defect.code, defect.message))
    for defect in defects:
        assert 0 <= defect.span[0] < defect.span[1] <= len(reading.text), defect
        assert reading.quote(defect.span).strip(), defect
        assert (defect.severity, defect.source) == (RULES[defect.code].severity, RULES[defect.code].source)
