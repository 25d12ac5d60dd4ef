"""The search in texts: forgiving, the same on both databases, and mute about what one may not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.agreements.actions import bringing, indexing, sharing, sheet
from maillage.agreements.models import Agreement, Party, SearchEntry, Spelling
from maillage.agreements.queries.fulltext import Clause, Column, answering
from maillage.agreements.queries.searching import own, search
from maillage.agreements.queries.spelling import near, sound_of
from maillage.base.analyser import asked, terms_of, words_asked
from maillage.base.search import words_of
from maillage.reading import read_text
from tests.cast import NOW, Cast
from tests.factories.agreements import PROTOCOL, brought, confirmed, published, tie

pytestmark = pytest.mark.django_db

WORDS = sorted({word for word in words_of(PROTOCOL) if len(word) >= 5 and word.isalpha()})
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CORPUS = {
    "Charte des aidants": "Le Département s’engage à soutenir les aidants par un lieu de répit.",
    "Convention de permanence": "Une permanence hebdomadaire est tenue à l’hôtel de ville.",
    "Protocole des solidarités": "Les parties organisent des permanences et des visites à domicile.",
    "Accord sans accent": "Deliberation du conseil, cœur de l’accord, n° 2025-118.",
}
QUERIES = (
    "permanence", "PERMANENCES", "permanance", "perman", "permanence visites", "aidants", "aidant repit", "hotel",
    "délibération", "2025-118", "2026-118", "coeur", "charte permanence", "zzzz", "de la", "l", "soutenir!", '"', "'; --",
    "solidarité", "OR AND NOT", "title : aidants", "a* b*",
)  # fmt: skip


def titles(cast: Cast, user: Any, query: str) -> list[str]:
    rows = Agreement.objects.visible_to(user, at=NOW)
    return [row.title for row in search(rows, query, user=user, at=NOW).closest_first()]


def mistyped(word: str, random: Random) -> str:
    at, letter = random.randrange(len(word)), random.choice(LETTERS)
    swapped = word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    return random.choice(
        (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], swapped)
    )


@pytest.fixture
def corpus(cast: Cast) -> Cast:
    for title, text in CORPUS.items():
        agreement = bringing.bring(organisation=cast.departement, title=title, by=cast.alice, at=NOW)
        reading = read_text(f"{title}\n\nArticle 1 – Objet\n{text}\n", "texte.txt")
        bringing.lay_down(agreement=agreement, reading=reading, file=None, by=cast.alice, at=NOW)
        agreement.refresh_from_db()
        sheet.edit(agreement=agreement, values={"title": title}, territories=[], by=cast.alice, at=NOW)
    return cast


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.sampled_from(WORDS), seed=st.integers(0, 10_000))
def test_one_typing_error_in_a_word_of_five_letters_still_finds_it(cast: Cast, word: str, seed: int) -> None:
    if not Agreement.objects.exists():
        confirmed(cast.departement, cast.ccas)
    typed = mistyped(word, Random(seed))
    assert len(titles(cast, cast.bob, typed)) == 1, (word, typed)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.sampled_from(sorted(set(PROTOCOL.split()))))
def test_every_word_of_a_text_finds_it(cast: Cast, word: str) -> None:
    if not Agreement.objects.exists():
        confirmed(cast.departement, cast.ccas)
    assert len(titles(cast, cast.bob, word)) == 1


def expected(query: str) -> set[str]:
    """Which texts answer, by the rules alone: no index, no database."""
    kept = {title: terms_of([title, "Objet", "Article 1", text]) for title, text in CORPUS.items()}
    return {
        title for title, terms in kept.items() if all(not terms.isdisjoint(asked(word)) for word in words_asked(query))
    }


@pytest.mark.parametrize("query", QUERIES)
def test_both_databases_answer_as_the_rules_say(corpus: Cast, query: str) -> None:
    """Run on SQLite and on PostgreSQL, against the same reckoning."""
    exact = expected(query)
    clauses = [Clause(frozenset(asked(word))) for word in words_asked(query)]
    if clauses:
        assert set(Agreement.objects.filter(answering(clauses)).values_list("title", flat=True)) == exact
    if exact:
        assert set(titles(corpus, corpus.alice, query)) == exact


def test_a_beginning_and_a_slip_are_forgiven_where_nothing_holds_the_word(corpus: Cast) -> None:
    both = {"Convention de permanence", "Protocole des solidarités"}
    assert set(titles(corpus, corpus.alice, "perman")) == both
    assert set(titles(corpus, corpus.alice, "permanance")) == both
    assert titles(corpus, corpus.alice, "permanance visites") == ["Protocole des solidarités"]
    assert titles(corpus, corpus.alice, "2026") == [], "figures are never forgiven"


def test_what_holds_the_words_in_its_title_comes_first(corpus: Cast) -> None:
    assert titles(corpus, corpus.alice, "permanence")[0] == "Convention de permanence"
    assert titles(corpus, corpus.alice, "aidants") == ["Charte des aidants"]


def test_a_page_far_in_the_list_has_the_same_order_as_the_whole(corpus: Cast) -> None:
    rows = Agreement.objects.visible_to(corpus.alice, at=NOW)
    closest = search(rows, "article", user=corpus.alice, at=NOW).closest
    assert closest is not None
    whole = [row.pk for row in closest]
    assert len(whole) == len(closest) == len(CORPUS)
    assert [row.pk for row in closest[1:3]] == whole[1:3]
    assert [row.pk for start in range(4) for row in closest[start : start + 1]] == whole
    assert [row.pk for row in closest[2:40]] == whole[2:]


# ---------------------------------------------------------------- what one may not read


def test_the_words_of_somebody_elses_draft_change_nothing_of_what_is_found(cast: Cast) -> None:
    own_text = PROTOCOL.replace("permanence hebdomadaire", "permanence mensuelle")
    agreement = brought(cast.departement, text=own_text)
    before = [titles(cast, cast.alice, query) for query in ("permanance", "mensuele", "hebdomadaire", "hebdomadere")]
    brought(cast.ccas, text=PROTOCOL.replace("permanence hebdomadaire", "permanance hebdomadaire mensuele"))
    after = [titles(cast, cast.alice, query) for query in ("permanance", "mensuele", "hebdomadaire", "hebdomadere")]
    assert after == before
    assert before[:2] == [[agreement.title], [agreement.title]]
    assert before[2:] == [[], []]


def test_what_is_published_is_found_by_all_and_a_draft_by_its_author(cast: Cast) -> None:
    published(cast.departement, cast.ccas)
    assert len(titles(cast, cast.chloe, "permanence")) == 1
    brought(cast.ccas)
    assert len(titles(cast, cast.chloe, "permanence")) == 1
    assert len(titles(cast, cast.bob, "permanence")) == 2


def test_a_party_that_left_finds_by_title_alone_what_changed_since(cast: Cast) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    left_on = (NOW - dt.timedelta(days=5)).date()
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=left_on)
    assert titles(cast, cast.bob, "hebdomadaire"), "nothing changed since"
    sheet.edit(agreement=agreement, values={"reference": "2026-7"}, territories=[], by=cast.alice, at=NOW)
    assert titles(cast, cast.bob, "hebdomadaire") == []
    assert titles(cast, cast.bob, "solidarités") == [agreement.title]
    assert titles(cast, cast.alice, "hebdomadaire") == [agreement.title]


def test_few_agreements_are_the_same_as_all_that_one_may_read(cast: Cast) -> None:
    confirmed(cast.departement, cast.ccas)
    draft = brought(cast.departement)
    tied = brought(cast.ccas)
    for user in (cast.alice, cast.bob, cast.chloe, cast.odile):
        mine = set(Agreement.objects.mine(user, at=NOW).values_list("pk", flat=True))
        assert set(own(user, at=NOW).values_list("pk", flat=True)) == mine
    tie(tied, cast.departement, cast.ccas)
    sharing.share(agreement=tied, by=cast.bob, at=NOW)
    assert set(own(cast.alice, at=NOW).values_list("pk", flat=True)) >= {draft.pk, tied.pk}


# ---------------------------------------------------------------- the index


def test_the_index_follows_what_is_edited(cast: Cast) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    assert titles(cast, cast.alice, "pluridisciplinaire") == []
    values = {"title": "Protocole pluridisciplinaire"}
    sheet.edit(agreement=agreement, values=values, territories=[], by=cast.alice, at=NOW)
    assert titles(cast, cast.alice, "pluridisciplinaires") == ["Protocole pluridisciplinaire"]
    assert SearchEntry.objects.get(agreement=agreement).changed_at == NOW


def test_an_index_of_what_did_not_change_is_not_written_again(cast: Cast) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    before = SearchEntry.objects.get(agreement=agreement)
    with CaptureQueriesContext(connection) as queries:
        indexing.index(agreement, at=NOW)
    assert not [query for query in queries if "agreements_words" in query["sql"]]
    assert SearchEntry.objects.get(agreement=agreement).changed_at == before.changed_at


def words_held() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM agreements_words")
        return int(cursor.fetchone()[0])


def test_a_deleted_draft_leaves_no_word_behind(cast: Cast) -> None:
    agreement = brought(cast.departement, by=cast.alice)
    assert words_held() == 1
    sheet.delete(agreement=agreement, by=cast.alice, at=NOW)
    assert words_held() == 0
    indexing.rebuild(at=NOW)
    assert not Spelling.objects.exists()


def test_the_index_is_made_afresh_as_it_was(cast: Cast) -> None:
    confirmed(cast.departement, cast.ccas)
    changed_at, before = SearchEntry.objects.get().changed_at, titles(cast, cast.alice, "permanance")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM agreements_words")
    Spelling.objects.all().delete()
    assert titles(cast, cast.alice, "permanence") == []
    assert indexing.rebuild(at=NOW) == 1
    assert titles(cast, cast.alice, "permanance") == before
    assert SearchEntry.objects.get().changed_at == changed_at


def test_words_one_letter_away_are_found_and_no_others(corpus: Cast) -> None:
    assert near("permanance") == ["permanence", "permanences"]
    assert near("hebdomadaires") == ["hebdomadaire"]
    assert near("hbedomadaire") == ["hebdomadaire"]
    assert near("perm") == []
    assert near("parmonence") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hebdomadere", "hebdomadaire"),
        ("comission", "commission"),
        ("comition", "commission"),
        ("fisique", "physique"),
        ("asosiation", "association"),
        ("permanances", "permanence"),
        ("acceuil", "accueil"),
        ("ortografe", "orthographe"),
    ],
)
def test_words_that_sound_alike_are_near(db: None, typed: str, meant: str) -> None:
    indexing.learn([meant, "bordereau plateau conseil"])
    assert near(typed) == [meant]


@pytest.mark.parametrize(("word", "other"), [("prise", "crise"), ("charte", "chartres"), ("maire", "marie")])
def test_words_of_their_own_do_not_sound_alike(word: str, other: str) -> None:
    assert sound_of(word) != sound_of(other)


def test_each_column_is_looked_in_alone(corpus: Cast) -> None:
    clauses = [Clause(frozenset(asked("aidants")))]
    assert Agreement.objects.filter(answering(clauses, Column.TITLE)).count() == 1
    assert not Agreement.objects.filter(answering(clauses, Column.NAMES)).exists()
    agreement = confirmed(corpus.departement, corpus.ccas)
    names = Agreement.objects.filter(answering([Clause(frozenset({"montclair"}))], Column.NAMES))
    assert list(names) == [agreement]


def test_a_search_asks_as_often_whatever_there_is(cast: Cast) -> None:
    def questions(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            titles(cast, cast.alice, query)
        return len(queries)

    confirmed(cast.departement, cast.ccas)
    queries: Iterator[str] = iter(("permanence", "permanance", "permanence hippopotame"))
    few = {query: questions(query) for query in queries}
    for _ in range(4):
        confirmed(cast.departement, cast.ccas)
    assert {query: questions(query) for query in few} == few
