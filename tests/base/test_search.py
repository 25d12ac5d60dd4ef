"""Search as one types: what is typed otherwise is found all the same."""

from __future__ import annotations

import pytest
from django.db import connection

from maillage.base import search
from maillage.base.search import folded, matching, words_of
from maillage.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory


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


# ---------------------------------------------------------------- by the index of words

NAMES = [
    "CCAS de Saint-Maur-en-Val",
    "Association des Tilleuls",
    "Stains Solidarité",
    "Sainte-Colombe Entraide",
    "Œuvre du Moulin",
    "M.J.C. d’Évry",
    "a" * 70,
]
QUERIES = [
    *(
        "ccas",
        "st",
        "saint",
        "st maur",
        "maur saint",
        "sta",
        "e",
        "de",
        "de saint",
        "du moulin",
        "oeuv",
        "mjc evry",
        "",
    ),
    *("tilleuls association", "zzz", "!!", "a" * 60, "a" * 65, "a" * 70, "a" * 71, "sainte colombe entraide", "99999"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("query", QUERIES)
def test_the_index_finds_what_reading_the_column_finds(query: str) -> None:
    for name in NAMES:
        OrganisationFactory(name=name)
    by_column = set(Organisation.objects.filter(matching(query)))
    assert set(Organisation.objects.matching(query)) == by_column


@pytest.mark.django_db
def test_the_words_follow_the_column() -> None:
    row = OrganisationFactory(name="Les Amarres")
    row.name, row.city = "Les Voiles", "Montclair"
    row.save()
    assert set(row.words.values_list("word", flat=True)) == {"les", "voiles", "montclair"}
    assert not Organisation.objects.matching("amarres")
    row.name = "Autre"
    row.save(update_fields=["name"])  # the column is not written: neither are the words
    assert set(row.words.values_list("word", flat=True)) == {"les", "voiles", "montclair"}
    Organisation.objects.bulk_create([Organisation(kind=row.kind, name="Les Ancres")])
    assert Organisation.objects.matching("ancr").exists()


@pytest.mark.django_db
def test_rows_written_over_themselves_keep_their_words_right() -> None:
    row = OrganisationFactory(name="Les Amarres")
    row.name = "Les Quais"
    Organisation.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["name", "folded"]
    )
    assert Organisation.objects.matching("quais").exists()
    assert not Organisation.objects.matching("amarres").exists()


@pytest.mark.django_db
def test_a_beginning_is_looked_for_in_the_index() -> None:
    OrganisationFactory(name="Les Amarres")
    plan = Organisation.objects.matching("amar").explain()
    assert "organisationword_begins" in plan or connection.vendor != "sqlite"


@pytest.mark.django_db
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("many", [0, 1, 500])
def test_a_word_of_many_rows_is_met_on_the_way(monkeypatch: pytest.MonkeyPatch, query: str, many: int) -> None:
    monkeypatch.setattr(search, "_MANY", many)
    for name in NAMES:
        OrganisationFactory(name=name)
    by_column = list(Organisation.objects.filter(matching(query)).by_name())
    assert list(Organisation.objects.matching(query, in_order=True).by_name()) == by_column
