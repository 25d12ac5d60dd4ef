"""Search as one types: what is typed otherwise is found all the same."""

from __future__ import annotations

import pytest

from maillage.base.search import folded, matching, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C.C.A.S. de L’Haÿ-les-Roses", "ccas de l hay les roses"),
        ("Œuvre des Bons-Enfants", "oeuvre des bons enfants"),
        ("Sœurs & Frères", "soeurs et freres"),
        ("  n° 12 — bis ", "n 12 bis"),
        ("ÉVRY-Courcouronnes", "evry courcouronnes"),
        ("M.J.C. d'Évry", "mjc d evry"),
        ("", ""),
    ],
)
def test_words_are_folded(text: str, words: str) -> None:
    assert " ".join(words_of(text)) == words


def test_short_forms_are_written_in_full() -> None:
    assert folded("St-Maur") == folded("Saint Maur") == " saint maur"
    assert folded("Ste-Geneviève-des-Bois") == " sainte genevieve des bois"


def test_a_word_said_twice_is_kept_once() -> None:
    assert folded("Montclair", "CCAS de Montclair") == " montclair ccas de"


def test_a_query_without_words_filters_nothing() -> None:
    assert not matching(" - ")
