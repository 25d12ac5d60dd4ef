"""Territories for the tests, in the imaginary département unless told otherwise."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from maillage.base.identifiers import uuid7
from maillage.territories.choices import EpciNature, Kind, PerimeterKind
from maillage.territories.models import Geography, Territory


class GeographyFactory(DjangoModelFactory[Geography]):
    """A geography that was loaded."""

    year = 2026
    source = "@etalab/decoupage-administratif 6.0.0"
    loaded_at = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)

    class Meta:
        model = Geography
        django_get_or_create = ("year",)


class TerritoryFactory(DjangoModelFactory[Territory]):
    """A commune; traits make it something else. Each brings what it belongs to."""

    kind = Kind.COMMUNE
    code = factory.Sequence(lambda number: f"{number:05d}")
    name = factory.Sequence(lambda number: f"Bourg-{number:05d}")
    population = 1200
    population_year = 2026
    departement = factory.SubFactory("tests.factories.territories.TerritoryFactory", is_departement=True)
    region = factory.SelfAttribute("departement.region")

    class Meta:
        model = Territory
        skip_postgeneration_save = True

    class Params:
        is_region = factory.Trait(
            kind=Kind.REGION, code=factory.Sequence(lambda number: f"R{number:04d}"), departement=None, region=None
        )
        is_departement = factory.Trait(
            kind=Kind.DEPARTEMENT,
            code=factory.Sequence(lambda number: f"D{number:04d}"),
            name=factory.Sequence(lambda number: f"Pays-{number:05d}"),
            departement=None,
            region=factory.SubFactory("tests.factories.territories.TerritoryFactory", is_region=True),
        )
        is_epci = factory.Trait(
            kind=Kind.EPCI,
            code=factory.Sequence(lambda number: f"{200_000_000 + number}"),
            nature=EpciNature.CC,
            departement=None,
            region=None,
        )
        is_former = factory.Trait(
            kind=Kind.FORMER_COMMUNE,
            population=None,
            population_year=None,
            commune=factory.SubFactory("tests.factories.territories.TerritoryFactory"),
        )
        is_perimeter = factory.Trait(
            kind=Kind.PERIMETER,
            nature=PerimeterKind.QUARTER,
            code="",
            description="Entre la gare et le canal.",
            population=None,
            population_year=None,
            departement=None,
            region=None,
            owner_id=factory.LazyFunction(uuid7),
        )

    @factory.post_generation
    def parts(self: Any, create: bool, extracted: Any) -> None:
        """The territories of a perimeter."""
        if create and extracted:
            self.parts.set(extracted)
