"""What people read on the pages of territories."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.base.identifiers import uuid7
from maillage.territories.models import FormerCode, Territory, TerritoryPast
from tests.factories.territories import GeographyFactory, TerritoryFactory
from tests.helpers import assert_flat

pytestmark = pytest.mark.django_db
LIST = "/territoires/"
HTMX = {"HX-Request": "true"}


def text_of(response: Any) -> str:
    """The page as words: no-break spaces are spaces."""
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").replace("&nbsp;", " ")


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client: Client) -> None:
    for address in (LIST, "/territoires/choisir/?field=parts", TerritoryFactory().get_absolute_url()):
        assert client.get(address).status_code == 302


def test_before_any_loading_the_list_says_how_to_load(reader: Client) -> None:
    page = text_of(reader.get(LIST))

    assert "Aucun territoire n’est encore chargé." in page
    assert "maillage load-territories" in page


def test_the_list_finds_as_one_types(reader: Client) -> None:
    GeographyFactory()
    TerritoryFactory(name="Saint-Denis", code="93066", population=149_077)
    TerritoryFactory(name="Montclair")

    page = text_of(reader.get(LIST, {"q": "st den"}))

    assert "Saint-Denis" in page
    assert "149 077 habitants" in page
    assert "Montclair" not in page
    assert "1 territoire" in page
    assert "code officiel géographique 2026" in page


def test_the_list_keeps_one_kind(reader: Client) -> None:
    TerritoryFactory(name="Montclair")
    TerritoryFactory(is_epci=True, name="CC de Montclair")
    TerritoryFactory(name="Montclair-le-Vieux", to_on=dt.date(2024, 12, 31))

    page = text_of(reader.get(LIST, {"q": "montclair", "kind": "epci"}))
    assert "CC de Montclair" in page
    assert ">Montclair</a>" not in page
    former = text_of(reader.get(LIST, {"kind": "former_commune"}))
    assert "Montclair-le-Vieux" in former
    assert ">Montclair</a>" not in former


def test_a_search_without_result_says_what_to_try(reader: Client) -> None:
    TerritoryFactory()

    for asked in ({"q": "xyz"}, {"q": "!!"}, {"kind": "region", "q": "xyz"}):
        page = text_of(reader.get(LIST, asked))
        assert "Aucun territoire ne répond à ces mots." in page
        assert "Tout afficher" in page


@pytest.mark.parametrize(
    "asked", [{"kind": "canton"}, {"q": "\x00"}, {"q": "x" * 5000}, {"page": "abc"}, {"page": "999"}]
)
def test_odd_filters_are_answered_calmly(reader: Client, asked: dict[str, str]) -> None:
    TerritoryFactory()

    assert reader.get(LIST, asked).status_code == 200


def test_htmx_gets_the_part_that_the_whole_page_holds(reader: Client) -> None:
    TerritoryFactory(name="Montclair")

    whole, part = reader.get(LIST, {"q": "mont"}), reader.get(LIST, {"q": "mont"}, headers=HTMX)

    assert "<html" in text_of(whole)
    assert "<html" not in text_of(part)
    assert text_of(part).strip() in text_of(whole)
    assert part.headers["Vary"].count("HX-Request") == 1


def test_pages_of_the_list_keep_their_filters(reader: Client) -> None:
    departement = TerritoryFactory(is_departement=True)
    for number in range(30):
        TerritoryFactory(name=f"Mont-{number:02d}", departement=departement)

    page = text_of(reader.get(LIST, {"q": "mont", "kind": "commune", "page": 2}))

    assert "30 territoires" in page
    assert "Mont-29" in page
    assert "Mont-00" not in page
    assert "?q=mont&amp;kind=commune&amp;page=1" in page


def test_the_list_asks_as_many_queries_when_it_grows(reader: Client) -> None:
    GeographyFactory()
    TerritoryFactory.create_batch(26)  # more than a page: a list of one page is not counted

    assert_flat(reader, LIST, lambda: TerritoryFactory.create_batch(10))
    assert_flat(reader, LIST + "?q=bourg", lambda: TerritoryFactory.create_batch(10))


def test_a_commune_says_what_it_belongs_to_and_what_it_was(reader: Client) -> None:
    GeographyFactory()
    epci, before = TerritoryFactory(is_epci=True, name="CC des Rives"), TerritoryFactory(is_epci=True, name="CC du Val")
    commune = TerritoryFactory(
        name="Val-d’Évran", code="35001", postal_codes="35100 35110", epci=epci, siren="213500010"
    )
    TerritoryFactory(is_former=True, name="Évran", commune=commune)
    FormerCode.objects.create(code="35902", commune=commune, on=dt.date(2026, 1, 1))
    past = TerritoryPast(territory=commune, name="Saint-Denis-du-Val", to_on=dt.date(2025, 12, 31), epci=before)
    past.region, past.departement = commune.region, commune.departement
    past.save()
    TerritoryFactory(is_perimeter=True, name="Bords de Rance", parts=[commune])

    page = text_of(reader.get(commune.get_absolute_url()))

    for words in (
        "CC des Rives",
        str(commune.departement),
        "213500010",
        "Codes postaux",
        "35100, 35110",
        "1 200 habitants",
        "INSEE, découpage 2026",
        "Évran",
        "35902 (depuis le 1er janvier 2026)",
        "Jusqu’au 31 décembre 2025 – Nom : Saint-Denis-du-Val ; Intercommunalité : CC du Val",
        "Bords de Rance",
    ):
        assert words in page


def test_a_departement_lists_its_communes_and_its_epci(reader: Client) -> None:
    departement, epci = TerritoryFactory(is_departement=True), TerritoryFactory(is_epci=True, name="CC du Val")
    TerritoryFactory(name="Montclair", departement=departement, epci=epci)
    TerritoryFactory(name="Ailleurs")
    TerritoryFactory(name="Finie", departement=departement, to_on=dt.date(2024, 12, 31))

    page = text_of(reader.get(departement.get_absolute_url()))
    assert "Montclair" in page
    assert "1 commune" in page
    assert "Ailleurs" not in page
    assert "Finie" not in page
    other = text_of(reader.get(departement.get_absolute_url(), {"contenu": "epci"}))
    assert "CC du Val" in other
    assert reader.get(departement.get_absolute_url(), {"contenu": "canton"}).status_code == 200


def test_a_region_lists_its_departements_and_an_empty_one_says_so(reader: Client) -> None:
    departement = TerritoryFactory(is_departement=True, name="Ourcelle")
    assert departement.region is not None

    assert "Ourcelle" in text_of(reader.get(departement.region.get_absolute_url()))
    empty = TerritoryFactory(is_epci=True)
    assert "Aucun territoire de cette nature" in text_of(reader.get(empty.get_absolute_url()))


def test_an_ended_commune_leads_to_the_one_that_took_it_over(reader: Client) -> None:
    heir = TerritoryFactory(name="Val-d’Évran")
    ended = TerritoryFactory(name="Évran", commune=heir, to_on=dt.date(2025, 12, 31))

    page = text_of(reader.get(ended.get_absolute_url()))

    assert "N’existe plus depuis le 1er janvier 2026" in page
    assert heir.get_absolute_url() in page
    assert "Ancienne commune" in page


def test_a_perimeter_says_who_holds_it_and_where_it_is(reader: Client, owner: Any) -> None:
    commune = TerritoryFactory(name="Montclair")
    perimeter = TerritoryFactory(is_perimeter=True, name="Les Tilleuls", parts=[commune], owner_id=owner.id)

    page = text_of(reader.get(perimeter.get_absolute_url()))

    for words in ("Département de l’Ourcelle", "Situé dans", "Montclair", "Entre la gare et le canal.", "Modifier"):
        assert words in page


def test_names_are_shown_as_words_never_as_markup(reader: Client) -> None:
    perimeter = TerritoryFactory(is_perimeter=True, name="<b>Halles</b>", description="<script>alert(1)</script>")

    page = text_of(reader.get(perimeter.get_absolute_url()))

    assert "<b>Halles" not in page
    assert "<script>alert" not in page


def test_a_territory_that_does_not_exist_is_not_found(reader: Client) -> None:
    assert reader.get(reverse("territories:detail", args=[uuid7()])).status_code == 404
    assert reader.get("/territoires/93066/").status_code == 404


def test_the_pages_of_territories_ask_as_many_queries_when_they_grow(reader: Client) -> None:
    GeographyFactory()
    departement = TerritoryFactory(is_departement=True)
    commune = TerritoryFactory(departement=departement, epci=TerritoryFactory(is_epci=True))
    numbers = iter(range(35_000, 36_000))

    def grow() -> None:
        for _ in range(5):
            TerritoryFactory(departement=departement, epci=TerritoryFactory(is_epci=True))
            TerritoryFactory(is_former=True, commune=commune)
            TerritoryFactory(is_perimeter=True, parts=[commune])
            number = next(numbers)
            FormerCode.objects.create(code=str(number), commune=commune)
            day = dt.date(2000, 1, 1) + dt.timedelta(days=number)
            TerritoryPast.objects.create(territory=commune, name="Avant", to_on=day, departement=departement)

    grow()
    for row in (departement, commune):
        assert_flat(reader, row.get_absolute_url(), grow)
    assert Territory.objects.count() > 30


def test_a_code_that_nobody_bears_any_more_leads_to_the_commune_of_today(reader: Client) -> None:
    commune = TerritoryFactory(name="Val-d’Évran", code="35001")
    FormerCode.objects.create(code="35902", commune=commune)

    page = reader.get(LIST, {"q": "35902"})

    link = f'<a href="{commune.get_absolute_url()}">Val-d’Évran (35001)</a>'
    assert f"Il mène aujourd’hui à {link}." in text_of(page)
    assert "Aucun territoire ne répond" in text_of(reader.get(LIST, {"q": "35903"}))
    assert "Il mène" not in text_of(reader.get(LIST, {"q": "35001"}))
