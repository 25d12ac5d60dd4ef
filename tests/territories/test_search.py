"""Searching territories as one types."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.base.search import words_of
from maillage.territories import queries
from maillage.territories.choices import Kind
from maillage.territories.models import Territory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [territory.name for territory in Territory.objects.search(text).ranked(text)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("St Denis", "Saint-Denis"),
        ("st-denis", "Saint-Denis"),
        ("SAINT DENIS", "Saint-Denis"),
        ("saint den", "Saint-Denis"),
        ("denis st", "Saint-Denis"),
        ("ste colombe", "Sainte-Colombe-des-Prés"),
        ("evry", "Évry"),
        ("ÉVRY", "Évry"),
        ("oeuvre", "Œuvreville"),
        ("l'hay", "L’Haÿ-les-Roses"),
        ("hay les roses", "L’Haÿ-les-Roses"),
    ],
)
def test_a_name_is_found_as_people_type_it(typed: str, name: str) -> None:
    for each in ("Saint-Denis", "Sainte-Colombe-des-Prés", "Évry", "Œuvreville", "L’Haÿ-les-Roses"):
        TerritoryFactory(name=each)

    assert found(typed) == [name]


def test_a_code_is_found_by_its_beginning() -> None:
    TerritoryFactory(name="Ajaccio", code="2A004", postal_codes="20000 20090")

    assert found("2a004") == found("2A0") == found("20090") == ["Ajaccio"]
    assert found("A004") == []


def test_letters_of_the_middle_of_a_word_find_nothing() -> None:
    TerritoryFactory(name="Montclair")

    assert found("clair") == []
    assert found("mont") == ["Montclair"]


def test_signs_of_a_pattern_are_plain_signs() -> None:
    TerritoryFactory(name="Montclair")

    assert [found(text) for text in ("%", "_", "mont%", "' OR 1=1 --", "\\", "\x00")][:2] == [[], []]
    assert found("m_ntclair") == []


def test_no_text_finds_everything_and_text_without_letters_nothing() -> None:
    TerritoryFactory(name="Montclair", population=None, population_year=None)

    assert "Montclair" in found("")
    assert "Montclair" in found("   ")
    assert found("!!") == []


def test_the_very_name_comes_first_then_the_largest() -> None:
    TerritoryFactory(name="Saint-Denis-en-Val", population=7_000)
    TerritoryFactory(name="Rouvray-Saint-Denis", population=90_000)
    TerritoryFactory(name="Saint-Denis", population=500)
    TerritoryFactory(name="Saint-Denis", population=149_000)

    ranked = Territory.objects.search("st denis").ranked("st denis")

    assert [(row.name, row.population) for row in ranked] == [
        ("Saint-Denis", 149_000),
        ("Saint-Denis", 500),
        ("Saint-Denis-en-Val", 7_000),
        ("Rouvray-Saint-Denis", 90_000),
    ]


def test_a_legal_form_is_found_in_full() -> None:
    TerritoryFactory(is_epci=True, name="CC du Val")

    assert found("communauté de communes du val") == ["CC du Val"]


def test_names_are_in_the_order_of_the_alphabet_accents_aside() -> None:
    for name in ("Évran", "Zuani", "Eaunes", "Étampes"):
        TerritoryFactory(name=name)

    names = [row.name for row in Territory.objects.filter(kind=Kind.COMMUNE).by_name()]
    assert names == ["Eaunes", "Étampes", "Évran", "Zuani"]


WORDS = st.text(alphabet="abcdefgilmnorstuvéèêëàâîïôöûüçœÉŒ'’- ", min_size=1, max_size=30).filter(words_of)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(name=WORDS, data=st.data())
def test_any_beginning_of_any_words_of_a_name_finds_it(name: str, data: st.DataObject, departement: Territory) -> None:
    Territory.objects.filter(kind=Kind.COMMUNE).delete()
    row = Territory(kind=Kind.COMMUNE, code="00001", name=name, departement=departement)
    row.save()
    words = data.draw(st.lists(st.sampled_from(words_of(name)), min_size=1, max_size=4))
    typed = " ".join(word[: data.draw(st.integers(1, len(word)))] for word in words)
    change = data.draw(st.sampled_from([str.upper, str.lower, str.title]))

    assert list(Territory.objects.search(change(typed)).filter(kind=Kind.COMMUNE)) == [row]
    assert Territory.objects.search(name).ranked(name).filter(kind=Kind.COMMUNE).first() == row


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(max_size=40))
def test_no_text_breaks_the_search(text: str, departement: Territory) -> None:
    assert list(Territory.objects.search(text).ranked(text)[:5]) is not None
    queries.to_choose((), text)
    queries.named(text)


@pytest.fixture
def departement() -> Territory:
    return TerritoryFactory(is_departement=True)
