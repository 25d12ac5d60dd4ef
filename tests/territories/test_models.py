"""What must never be false of a territory, whoever writes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from maillage.base.identifiers import uuid7
from maillage.territories.choices import Kind
from maillage.territories.models import FormerCode, PerimeterPart, Territory, TerritoryPast
from tests.factories.territories import GeographyFactory, TerritoryFactory

pytestmark = pytest.mark.django_db

NEVER: dict[str, tuple[dict[str, Any], str]] = {
    "a territory without its code": ({"code": ""}, "Un territoire officiel a un code"),
    "a commune without a département": ({"departement": None}, "Il manque le territoire auquel celui-ci appartient."),
    "a population without its year": ({"population_year": None}, "Une population se donne avec son année."),
    "an official territory with an owner": ({"owner_id": uuid7()}, "Un périmètre propre est tenu par une organisation"),
    "an end before the start": (
        {"from_on": dt.date(2026, 1, 2), "to_on": dt.date(2026, 1, 1)},
        "La date de fin précède la date de début.",
    ),
}


@pytest.mark.parametrize("case", NEVER)
def test_the_form_and_the_database_both_refuse(case: str) -> None:
    wrong, sentence = NEVER[case]
    row = TerritoryFactory()
    for name, value in wrong.items():
        setattr(row, name, value)

    with pytest.raises(ValidationError, match=sentence):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_two_living_communes_do_not_share_a_code() -> None:
    first = TerritoryFactory(code="35001")
    second = Territory(kind=Kind.COMMUNE, code="35001", name="Autre", departement=first.departement)

    with pytest.raises(ValidationError, match=r"Un territoire de même nature porte déjà ce code\."):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
    second.to_on = dt.date(2024, 12, 31)
    second.save()


def test_perimeters_have_no_code_and_may_share_a_name() -> None:
    TerritoryFactory(is_perimeter=True, name="Halles")
    TerritoryFactory(is_perimeter=True, name="Halles")

    wrong = TerritoryFactory(is_perimeter=True)
    wrong.owner_id = None
    with pytest.raises(ValidationError, match="Un périmètre propre est tenu par une organisation"):
        wrong.full_clean()


def test_a_perimeter_does_not_contain_itself_nor_anything_twice() -> None:
    commune = TerritoryFactory()
    perimeter = TerritoryFactory(is_perimeter=True, parts=[commune])

    for part in (perimeter, commune):
        with pytest.raises(IntegrityError), transaction.atomic():
            PerimeterPart.objects.create(perimeter=perimeter, territory=part)


def test_a_code_leads_to_one_commune_and_a_past_ends_once_a_day() -> None:
    commune = TerritoryFactory()
    FormerCode.objects.create(code="35999", commune=commune)
    TerritoryPast.objects.create(territory=commune, name="Avant", to_on=dt.date(2025, 12, 31))

    with pytest.raises(IntegrityError), transaction.atomic():
        FormerCode.objects.create(code="35999", commune=commune)
    with pytest.raises(IntegrityError), transaction.atomic():
        TerritoryPast.objects.create(territory=commune, name="Encore avant", to_on=dt.date(2025, 12, 31))


def test_a_year_of_geography_is_plausible_and_loaded_once() -> None:
    GeographyFactory(year=2026)

    for year in (1900, 2026):
        with pytest.raises(IntegrityError), transaction.atomic():
            GeographyFactory._meta.model.objects.create(year=year, source="x", loaded_at=dt.datetime.now(dt.UTC))


def test_a_territory_holds_on_its_first_and_last_day() -> None:
    row = TerritoryFactory(from_on=dt.date(2020, 1, 1), to_on=dt.date(2024, 12, 31))

    days = (dt.date(2019, 12, 31), dt.date(2020, 1, 1), dt.date(2024, 12, 31), dt.date(2025, 1, 1))
    assert [row in Territory.objects.at(day) for day in days] == [False, True, True, False]
    assert row in Territory.objects.at(2024)
    assert row not in Territory.objects.at(2025)


def test_a_territory_says_what_it_is_in_the_words_of_its_reader() -> None:
    assert TerritoryFactory().kind_label == "commune"
    assert TerritoryFactory(to_on=dt.date(2024, 12, 31)).kind_label == "ancienne commune"
    assert TerritoryFactory(is_epci=True).kind_label == "communauté de communes"
    assert TerritoryFactory(is_perimeter=True).kind_label == "quartier"
    assert str(TerritoryFactory(name="Évran", code="35999")) == "Évran (35999)"
    assert str(TerritoryFactory(is_perimeter=True, name="Halles")) == "Halles"
