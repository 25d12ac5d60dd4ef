"""The analyser: what a text is kept under, and what a word that is typed looks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.base.analyser import asked, terms_of, words_asked
from maillage.base.search import words_of

TEXTS = st.text(st.one_of(st.sampled_from("aeéèêcçsœæ’'-. \u00a0\n"), st.characters(max_codepoint=0xFF)), max_size=120)


def answers(text: str, query: str) -> bool:
    terms = terms_of([text])
    return all(not terms.isdisjoint(asked(word)) for word in words_asked(query))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("les délibérations du conseil", "deliberation"),
        ("la délibération", "DÉLIBÉRATIONS"),
        ("une lecture confirmée", "confirmer"),
        ("confirmer la lecture", "confirmée"),
        ("accueillir les familles", "accueil"),
        ("le cœur de l’accord", "coeur"),
        ("le C.C.A.S. de Montclair", "ccas"),
        ("la commune de St-Maur", "saint maur"),
        ("la commune de Saint-Maur", "st maur"),
        ("L’Œuvre des enfants", "oeuvre enfant"),
        ("les solidarités", "solidarite"),
    ],
)
def test_forms_of_a_word_meet(text: str, query: str) -> None:
    assert answers(text, query)


@pytest.mark.parametrize(("text", "query"), [("la crise", "prise"), ("une charte", "carte"), ("en 2024", "2025")])
def test_other_words_do_not_meet(text: str, query: str) -> None:
    assert not answers(text, query)


def test_empty_words_count_only_when_there_is_no_other() -> None:
    assert words_asked("la charte de l’enfance") == ["charte", "enfance"]
    assert words_asked("de la") == ["de", "la"]
    assert words_asked(" !!! ") == []


@given(TEXTS)
def test_every_word_of_a_text_finds_it(text: str) -> None:
    for word in {*text.split(), *words_of(text)}:
        assert answers(text, word), word


@given(st.text("abcdeéèêëàâùûîïôçœæ'’- ", max_size=80))
def test_case_and_accents_do_not_count(text: str) -> None:
    for word in words_of(text):
        assert answers(text, word.upper())
        assert answers(text.upper(), word)


@given(st.lists(TEXTS, max_size=4))
def test_terms_are_letters_and_figures_that_no_query_language_reads(texts: list[str]) -> None:
    for term in terms_of(texts):
        assert term
        assert term.isalnum()
        assert len(term) <= 40
