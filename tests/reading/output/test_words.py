"""Periods, dates and names as a person would write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.reading.output import words


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("P3Y", "3 ans"),
        ("P1Y", "1 an"),
        ("P18M", "18 mois"),
        ("P15D", "15 jours"),
        ("P2W", "2 semaines"),
        ("P1Y6M", "1 an et 6 mois"),
        ("bientôt", "bientôt"),
    ],
)
def test_a_period_is_spelled_in_french(iso: str, said: str) -> None:
    assert words.period(iso).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("iso", "said"),
    [("P1Y", "chaque année"), ("P3M", "chaque trimestre"), ("P2Y", "tous les 2 ans"), ("P2W", "toutes les 2 semaines")],
)
def test_a_period_is_also_a_rhythm(iso: str, said: str) -> None:
    assert words.rhythm(iso).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026-01-31", "31 janvier 2026"),
        ("2025-05-01", "1er mai 2025"),
        ("2025-05", "mai 2025"),
        ("2025-13-01", "2025-13-01"),
    ],
)
def test_a_date_is_spelled_in_french(iso: str, said: str) -> None:
    assert words.date(iso).replace("\u00a0", " ") == said


@pytest.mark.parametrize(("euros", "said"), [("12500.00", "12 500 €"), ("10.50", "10,50 €"), ("beaucoup", "beaucoup")])
def test_an_amount_is_spelled_in_french(euros: str, said: str) -> None:
    assert words.amount(euros).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Le Département", "du Département"),
        ("La Ville", "de la Ville"),
        ("L’association", "de l’association"),
        ("Les bailleurs", "des bailleurs"),
        ("Emmaüs", "d’Emmaüs"),
        ("CCAS", "de CCAS"),
    ],
)
def test_a_party_is_named_after_of(label: str, said: str) -> None:
    assert words.of(label) == said


@given(st.text(), st.integers(min_value=4, max_value=80))
def test_what_is_shortened_is_never_longer_than_asked(text: str, width: int) -> None:
    assert len(words.shorten(text, width)) <= width


@given(st.text(), st.text(), st.text())
def test_no_value_breaks_the_spelling(period: str, date: str, amount: str) -> None:
    assert isinstance(words.period(period) + words.rhythm(period) + words.date(date) + words.amount(amount), str)
