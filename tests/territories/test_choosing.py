"""Choosing territories in a form, with and without htmx."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client

from maillage.base.identifiers import uuid7
from maillage.territories import queries
from maillage.territories.choices import Kind
from maillage.territories.fields import Searching, TerritoriesField, TerritoryField
from maillage.territories.models import FormerCode, Territory
from tests.factories.territories import TerritoryFactory
from tests.territories.test_pages import HTMX, text_of

pytestmark = pytest.mark.django_db
CHOOSE = "/territoires/choisir/"


class Form(Searching):
    """A form of another room."""

    name = forms.CharField()
    seat = TerritoryField(label="Commune du siège", kinds=[Kind.COMMUNE])
    areas = TerritoriesField(label="Secteur", required=False)


def sent(**fields: Any) -> Form:
    data = QueryDict(mutable=True)
    for name, value in ({"name": "CCAS"} | fields).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Form(data)


def test_what_is_picked_is_what_the_form_gives() -> None:
    seat, area = TerritoryFactory(), TerritoryFactory(is_epci=True)

    form = sent(seat=str(seat.pk), areas=[str(area.pk), str(seat.pk), str(area.pk)])

    assert form.is_valid(), form.errors
    assert form.cleaned_data["seat"] == seat
    assert set(form.cleaned_data["areas"]) == {area, seat}


@pytest.mark.parametrize("typed", ["montclair", "99001", "MONTCLAIR"])
def test_words_that_can_mean_one_territory_only_are_enough(typed: str) -> None:
    commune = TerritoryFactory(name="Montclair", code="99001")
    TerritoryFactory(name="Montclair-le-Vieux")

    form = sent(seat_mots=typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["seat"] == commune


def test_words_that_can_mean_several_bring_the_list_back() -> None:
    first, second = TerritoryFactory(name="Saint-Denis"), TerritoryFactory(name="Saint-Denis")

    form = sent(seat_mots="St Denis")

    assert form.errors == {"seat": ["Plusieurs territoires répondent à ces mots : choisissez dans la liste."]}
    drawn = str(form["seat"])
    assert str(first.pk) in drawn
    assert str(second.pk) in drawn
    assert 'type="radio"' in drawn
    assert "checked" not in drawn


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choisissez un territoire : tapez son nom ou son code."),
        ({"seat_mots": "nulle part"}, "Aucun territoire ne porte ce nom ou ce code."),
        ({"seat": str(uuid7())}, "Ce territoire ne peut pas être choisi ici."),
        ({"seat": "<script>"}, "Ce territoire ne peut pas être choisi ici."),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_a_sentence(fields: dict[str, str], sentence: str) -> None:
    assert sent(**fields).errors == {"seat": [sentence]}


def test_a_field_of_communes_refuses_another_kind() -> None:
    epci = TerritoryFactory(is_epci=True, name="CC du Val")

    assert "seat" in sent(seat=str(epci.pk)).errors
    assert "seat" in sent(seat_mots="CC du Val").errors


def test_the_button_that_searches_brings_the_form_back_without_errors() -> None:
    commune, kept = TerritoryFactory(name="Montclair"), TerritoryFactory(name="Villebrume")

    form = sent(name="", areas=[str(kept.pk)], areas_mots="montcl", areas_chercher="1")

    assert not form.is_valid()
    assert not form.errors
    drawn = str(form["areas"])
    assert drawn.index(str(kept.pk)) < drawn.index(str(commune.pk))
    assert drawn.count("checked") == 1
    assert "1 territoire trouvé." in drawn.replace("\u00a0", " ")


def test_a_form_shows_what_was_chosen_before() -> None:
    commune = TerritoryFactory(name="Montclair")

    drawn = str(Form(initial={"seat": commune, "areas": [commune]})["areas"])

    assert 'type="checkbox"' in drawn
    assert "checked" in drawn
    assert "Montclair" in drawn


def test_the_part_that_htmx_asks_for_offers_what_is_found_after_what_is_ticked(reader: Client) -> None:
    found, ticked = TerritoryFactory(name="Montclair"), TerritoryFactory(name="Villebrume")
    asked = {"field": "parts", "many": "1", "kinds": "commune", "parts_mots": "mont", "parts": [str(ticked.pk)]}

    part = text_of(reader.get(CHOOSE, asked, headers=HTMX))

    assert "<html" not in part
    assert part.index("Villebrume") < part.index("Montclair")
    assert f'name="parts" value="{found.pk}"' in part
    assert part.count("checked") == 1


def test_the_same_address_is_a_page_without_htmx(reader: Client) -> None:
    TerritoryFactory(name="Montclair")

    page = text_of(reader.get(CHOOSE, {"field": "parts", "parts_mots": "mont"}))

    assert "<h1>Choisir un territoire</h1>" in page
    assert "Montclair" in page


def test_too_many_answers_ask_for_more_letters(reader: Client) -> None:
    departement = TerritoryFactory(is_departement=True)
    for number in range(15):
        TerritoryFactory(name=f"Mont-{number:02d}", departement=departement)

    part = text_of(reader.get(CHOOSE, {"field": "parts", "parts_mots": "mont"}, headers=HTMX))

    assert part.count('type="radio"') == 10
    assert "Plus de 10 territoires répondent à ces mots : tapez-en davantage." in part


@pytest.mark.parametrize("field", ["", "a b", "<x>", "é", "x" * 100])
def test_a_field_without_a_proper_name_is_not_found(reader: Client, field: str) -> None:
    assert reader.get(CHOOSE, {"field": field}).status_code == 404


@pytest.mark.parametrize("typed", ["\x00", "0\x00", "\ud800", "%", "'"])
def test_odd_signs_find_nothing_and_break_nothing(reader: Client, typed: str) -> None:
    address = f"{CHOOSE}?field=parts&parts_mots={quote(typed, errors='surrogatepass')}"

    assert reader.get(address, headers=HTMX).status_code == 200
    assert not sent(seat_mots=typed).is_valid()


def test_an_ended_commune_is_not_offered(reader: Client) -> None:
    TerritoryFactory(name="Évran", to_on="2025-12-31")

    part = text_of(reader.get(CHOOSE, {"field": "parts", "parts_mots": "evran"}, headers=HTMX))

    assert "Aucun territoire ne porte ce nom ou ce code." in part
    assert Territory.objects.search("evran").exists()


def test_a_former_code_offers_the_commune_of_today() -> None:
    commune = TerritoryFactory(name="Val-d’Évran", code="35001")
    FormerCode.objects.create(code="35902", commune=commune)

    assert [option.territory for option in queries.to_choose((), "35902").rows] == [commune]
    assert not queries.to_choose((), "35902", kinds=[Kind.EPCI]).rows
    assert [option.is_chosen for option in queries.to_choose([commune.pk], "35902").rows] == [True]
