"""The imaginary département of the demonstration, code 99, which no real one has, as docs/demo.md describes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from maillage.journal import actions as journal
from maillage.territories.choices import EpciNature, Kind, PerimeterKind
from maillage.territories.models import PerimeterPart, Territory

REGION = ("99", "Val d’Ourcelle")
DEPARTEMENT = ("99", "Ourcelle")
INHABITANTS = 312_000  # of the département; those of the communes that nobody names are among them


class _Commune(NamedTuple):
    code: str
    name: str
    postal_codes: str
    population: int
    siren: str
    epci: str


class _Quarter(NamedTuple):
    commune: str
    name: str
    nature: PerimeterKind
    description: str


MONTCLAIR, BRUME = "249900010", "249900028"
EPCI = {MONTCLAIR: ("Montclair Agglomération", EpciNature.CA), BRUME: ("Vallées de la Brume", EpciNature.CC)}
COMMUNES = (
    _Commune("99001", "Montclair", "99000", 48_200, "219900016", MONTCLAIR),
    _Commune("99004", "Les Aubiers-sur-Ourcelle", "99120", 1_850, "219900040", MONTCLAIR),
    _Commune("99009", "Chantemerle-en-Val", "99240", 1_120, "219900099", BRUME),
    _Commune("99012", "La Ferrière-aux-Forges", "99200", 2_640, "219900123", BRUME),
    _Commune("99018", "L’Hermitage-sous-Bois", "99310", 780, "219900180", MONTCLAIR),
    _Commune("99022", "Œuvreville", "99210", 1_460, "219900222", BRUME),
    _Commune("99027", "Pont-sur-Ourcelle", "99120", 6_300, "219900271", MONTCLAIR),
    _Commune("99031", "Rochebelle", "99310", 5_100, "219900313", MONTCLAIR),
    _Commune("99037", "Saint-Maur-en-Val", "99240", 2_300, "219900370", BRUME),
    _Commune("99040", "Sainte-Colombe-des-Prés", "99240", 640, "219900404", BRUME),
    _Commune("99044", "Villebrume", "99200", 9_600, "219900446", BRUME),
)
QUARTERS = (
    _Quarter("99001", "Halles", PerimeterKind.QUARTER, "Centre de Montclair, autour de la place des Halles."),
    _Quarter(
        "99001", "Les Tilleuls", PerimeterKind.PRIORITY_QUARTER, "Quartier prioritaire de la politique de la ville."
    ),
    _Quarter("99001", "Plaine-Saint-Jean", PerimeterKind.QUARTER, "Quartier de la Plaine-Saint-Jean."),
    _Quarter("99044", "Vieux-Pont", PerimeterKind.QUARTER, "Quartier du Vieux-Pont."),
    _Quarter("99044", "Les Forges", PerimeterKind.QUARTER, "Anciennes forges, et maison de quartier."),
)


@transaction.atomic
def load_demo(*, at: dt.datetime) -> dict[str, Territory]:
    """Adds the imaginary région, département, EPCI and communes where they are missing.

    Returns the département and the communes by their code, the EPCI by their SIREN, the région as ``region``.
    """
    region = _ensure(Kind.REGION, *REGION, at=at, population=INHABITANTS)
    departement = _ensure(Kind.DEPARTEMENT, *DEPARTEMENT, at=at, population=INHABITANTS, region=region)
    found = {"region": region, departement.code: departement}
    for siren, (name, nature) in EPCI.items():
        population = sum(commune.population for commune in COMMUNES if commune.epci == siren)
        found[siren] = _ensure(
            Kind.EPCI,
            siren,
            name,
            at=at,
            population=population,
            nature=nature,
            siren=siren,
            region=region,
            departement=departement,
        )
    for commune in COMMUNES:
        found[commune.code] = _ensure(
            Kind.COMMUNE,
            commune.code,
            commune.name,
            at=at,
            population=commune.population,
            postal_codes=commune.postal_codes,
            siren=commune.siren,
            region=region,
            departement=departement,
            epci=found[commune.epci],
        )
    return found


@transaction.atomic
def draw_demo_quarters(*, owners: Mapping[str, UUID], at: dt.datetime) -> list[Territory]:
    """Draws the quarters of the imaginary communes in ``owners``, which gives an organisation for an INSEE code."""
    communes = load_demo(at=at)
    return [
        _ensure_quarter(quarter, communes[quarter.commune], owner_id=owners[quarter.commune], at=at)
        for quarter in QUARTERS
        if quarter.commune in owners
    ]


def _ensure(kind: Kind, code: str, name: str, *, at: dt.datetime, **values: Any) -> Territory:
    found = Territory.objects.filter(kind=kind, code=code, to_on__isnull=True).first()
    if found is not None:
        return found
    row = Territory(kind=kind, code=code, name=name, is_fictional=True, population_year=at.year, **values)
    row.full_clean()
    row.save()
    return row


def _ensure_quarter(quarter: _Quarter, commune: Territory, *, owner_id: UUID, at: dt.datetime) -> Territory:
    name = f"{quarter.name} ({commune.name})"
    found = Territory.objects.perimeters().filter(name=name, owner_id=owner_id).first()
    if found is not None:
        return found
    row = Territory(
        kind=Kind.PERIMETER,
        nature=quarter.nature,
        name=name,
        description=quarter.description,
        owner_id=owner_id,
        is_fictional=True,
    )
    row.full_clean()
    row.save()
    PerimeterPart.objects.create(perimeter=row, territory=commune)
    journal.record(verb="perimeter-drawn", by=None, at=at, subject=row, organisation=owner_id)
    return row
