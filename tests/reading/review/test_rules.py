"""Each rule of the review against two texts that it must catch and two near-misses that it must leave alone, and a sound text against all."""

from __future__ import annotations

from importlib import import_module

import pytest

from maillage.reading.review import RULES
from tests.reading.review.making import CCAS, COMMUNE, DEPARTEMENT, Texts, grant, judge, write

FAMILIES = (
    "authority",
    "term",
    "exits",
    "references",
    "numbering",
    "names",
    "parties",
    "data",
    "bodies",
    "grants",
    "money",
    "blanks",
)
CASES: dict[str, Texts] = {}
for family in FAMILIES:
    CASES |= import_module(f"tests.reading.review.cases.{family}").CASES
CATCHES = [
    pytest.param(code, *catch, id=f"{code}-{i}")
    for code, texts in CASES.items()
    for i, catch in enumerate(texts.catches, 1)
]
SPARES = [
    pytest.param(code, spare, id=f"{code}-{i}")
    for code, texts in CASES.items()
    for i, spare in enumerate(texts.spares, 1)
]


@pytest.mark.parametrize(("code", "text", "words"), CATCHES)
def test_the_defect_is_caught_on_its_words(code: str, text: str, words: str) -> None:
    found = [text[slice(*defect.span)] for defect in judge(text) if defect.code == code]
    assert found, sorted({defect.code for defect in judge(text)})
    assert any(words in quote for quote in found), found


@pytest.mark.parametrize(("code", "text"), SPARES)
def test_the_near_miss_is_left_alone(code: str, text: str) -> None:
    assert [text[slice(*defect.span)] for defect in judge(text) if defect.code == code] == []


def test_every_rule_has_two_catches_and_two_near_misses() -> None:
    assert set(CASES) == set(RULES)
    assert {
        code: (len(t.catches), len(t.spares)) for code, t in CASES.items() if len(t.catches) < 2 or len(t.spares) < 2
    } == {}


@pytest.mark.parametrize(
    "text", [write(), write(DEPARTEMENT, COMMUNE, CCAS), grant()], ids=["two parties", "three parties", "grant"]
)
def test_a_sound_agreement_has_no_defect(text: str) -> None:
    assert [(defect.code, text[slice(*defect.span)]) for defect in judge(text)] == []
