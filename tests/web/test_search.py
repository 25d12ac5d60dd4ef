"""Search finds what a person may see, and nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from maillage.journal.models import Event
from maillage.organisations.choices import MandateFunction
from maillage.web import search as searching
from maillage.web.search import Group, Hit
from tests.cast import Cast
from tests.factories.organisations import MandateFactory, OrganisationFactory, PersonFactory, UnitFactory
from tests.factories.territories import TerritoryFactory
from tests.helpers import ReadOnlyGet, assert_flat
from tests.web.conftest import Enter

pytestmark = pytest.mark.django_db


def read(client: ReadOnlyGet, query: str, **more: str) -> str:
    page = client.get("/recherche/", {"q": query, **more}).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def test_organisations_people_units_and_territories_are_found_together(enter: Enter, cast: Cast) -> None:
    MandateFactory(
        person=PersonFactory(first_name="Solène", last_name="Montclar"),
        organisation=cast.departement,
        function=MandateFunction.PRESIDENT,
        capacity="présidente du conseil départemental",
    )
    TerritoryFactory(name="Montclair")
    page = read(enter(cast.alice), "mont")
    for found in ("CCAS de Montclair", "Solène Montclar", "Maison des solidarités de Montclair", "Territoires"):
        assert found in page
    assert "présidente du conseil départemental, Département de l’Ourcelle" in page


def test_case_accents_and_short_forms_do_not_count(enter: Enter, cast: Cast) -> None:
    OrganisationFactory(name="Maison Saint-Aubin d’Élan")
    client = enter(cast.alice)
    for query in ("st-aubin", "SAINT aubin", "elan", "maison élan"):
        assert "Maison Saint-Aubin d’Élan" in read(client, query)


def test_people_of_others_are_not_found_unless_they_act_in_public(enter: Enter, cast: Cast) -> None:
    assert "Alice Amblard" in read(enter(cast.dina), "amblard")
    assert "Alice Amblard" not in read(enter(cast.chloe), "amblard")
    assert "Alice Amblard" not in read(enter(cast.odile), "amblard")
    assert "Éric Estève" in read(enter(cast.chloe), "esteve")


def test_a_function_that_is_not_public_is_not_told_to_others(enter: Enter, cast: Cast) -> None:
    MandateFactory(person=cast.eric.person, organisation=cast.departement, capacity="trésorier de l’amicale")
    assert "amicale" in read(enter(cast.alice), "esteve")
    assert "amicale" not in read(enter(cast.chloe), "esteve")


def test_merged_duplicates_are_not_found(enter: Enter, cast: Cast) -> None:
    OrganisationFactory(name="CCAS Montclairois", merged_into=cast.ccas, is_active=False)
    assert "Montclairois" not in read(enter(cast.alice), "montclair")


def test_the_closest_names_come_first(enter: Enter, cast: Cast) -> None:
    OrganisationFactory(name="Amicale", city="Montclair")
    OrganisationFactory(name="Montclair Agglomération")
    page = read(enter(cast.alice), "montclair", dans="organisations")
    assert page.index("Montclair Agglomération") < page.index("CCAS de Montclair") < page.index("Amicale")


def test_a_group_shows_its_first_lines_and_leads_to_all(enter: Enter, cast: Cast) -> None:
    for number in range(30):
        OrganisationFactory(name=f"Fanfare du Val {number:02}")
    client = enter(cast.alice)
    page = read(client, "fanfare")
    assert page.count("Fanfare du Val") == searching.SHOWN
    assert "Tout voir : Organisations" in page
    whole = read(client, "fanfare", dans="organisations")
    assert whole.count("Fanfare du Val") == 25
    assert "30 réponses à « fanfare »" in whole
    assert "page 1 sur 2" in whole
    assert read(client, "fanfare", dans="organisations", page="2").count("Fanfare du Val") == 5


@pytest.mark.parametrize("query", ["", "   ", "!!!", "%", "_"])
def test_a_query_without_a_word_finds_nothing_and_says_what_to_write(enter: Enter, cast: Cast, query: str) -> None:
    page = read(enter(cast.alice), query)
    assert "Écrivez un nom" in page
    assert "CCAS" not in page
    assert "CCAS" not in read(enter(cast.alice), query, dans="organisations")


def test_what_is_typed_is_shown_as_text(enter: Enter, cast: Cast) -> None:
    page = enter(cast.alice).get("/recherche/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_query_as_long_as_a_page_is_cut(enter: Enter, cast: Cast) -> None:
    assert enter(cast.alice).get("/recherche/", {"q": "mont " * 2000}).status_code == 200


def test_htmx_receives_the_answers_alone(enter: Enter, cast: Cast) -> None:
    response = enter(cast.alice).get("/recherche/", {"q": "mont"}, headers={"HX-Request": "true"})
    part = response.content.decode()
    assert part.strip().startswith('<p class="soft" id="said"')
    assert "<html" not in part
    assert "HX-Request" in response["Vary"]


def test_searching_writes_nothing_in_the_journal(enter: Enter, cast: Cast) -> None:
    before = Event.objects.count()
    read(enter(cast.alice), "mont")
    assert Event.objects.count() == before


def test_search_asks_as_often_whatever_it_finds(enter: Enter, cast: Cast) -> None:
    def grow() -> None:
        for _ in range(3):
            OrganisationFactory(name="Montagne vivante")
            UnitFactory(organisation=cast.departement, name="Montagne")
            person = PersonFactory(last_name="Montagne")
            MandateFactory(person=person, organisation=cast.departement)
            MandateFactory(person=person, organisation=cast.departement, function=MandateFunction.DIRECTOR)
            TerritoryFactory(name="Montagne")

    grow()
    client = enter(cast.alice)
    assert_flat(client, "/recherche/?q=mont", grow)
    for group in searching.groups():
        assert_flat(client, f"/recherche/?q=mont&dans={group.key}", grow)


@pytest.fixture
def agreements() -> Iterator[None]:
    """A room with a group of its own."""

    def find(_query: str, user: Any, _at: Any) -> Any:
        return type(user).objects.filter(pk=user.pk)

    searching.register(Group("accords", "Accords", find, lambda row: Hit("Charte", str(row.pk), "/")))
    yield
    searching.unregister("accords")


@pytest.mark.usefixtures("agreements")
def test_a_room_adds_its_group_by_registering_it(enter: Enter, cast: Cast) -> None:
    page = read(enter(cast.alice), "charte")
    assert "Accords" in page
    assert str(cast.alice.pk) in page
