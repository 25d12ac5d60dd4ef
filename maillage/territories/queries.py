"""Readings across territories: which geography is the last, what a code leads to, what a place was on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from maillage.base.search import folded
from maillage.territories.choices import PLURALS, Kind
from maillage.territories.models import FormerCode, Geography, Territory, TerritoryPast
from maillage.territories.querysets import TerritoryQuerySet, as_code


@dataclass(frozen=True)
class Were:
    """What a territory was called and belonged to on a day."""

    name: str
    region: Territory | None
    departement: Territory | None
    epci: Territory | None
    commune: Territory | None


@dataclass(frozen=True)
class Contents:
    """A list of a territory's page: its title, its kind and its rows."""

    kind: Kind
    rows: TerritoryQuerySet

    @property
    def title(self) -> str:
        return PLURALS[self.kind]

    @property
    def words(self) -> str:
        """One and several, for a count."""
        return f"{self.kind.label},{self.title}"


@dataclass(frozen=True)
class Option:
    """A territory that one may choose; ``is_chosen`` when it already was."""

    territory: Territory
    is_chosen: bool


@dataclass(frozen=True)
class Options:
    """What a person may choose among: what was chosen, then what was found, and whether there is more to find."""

    rows: list[Option]
    has_searched: bool
    has_more: bool

    @property
    def count(self) -> int:
        """How many were found, those already chosen apart."""
        return sum(not row.is_chosen for row in self.rows)


WITH_DISTRICTS = {"13055", "69123", "75056"}  # Marseille, Lyon, Paris (CGCT, L. 2511-1)
SHOWN = 10  # territories offered at a time: more is longer to read than to type one letter more


def to_choose(chosen: Collection[UUID], text: str, *, kinds: Collection[str] = ()) -> Options:
    """The territories of today that answer to ``text``, after those that are chosen already."""
    allowed = Territory.objects.of_kinds(kinds).with_places()
    held = list(allowed.filter(pk__in=chosen).by_name()) if chosen else []
    found: list[Territory] = []
    if has_searched := bool(text.strip()):
        living = allowed.filter(to_on__isnull=True).exclude(pk__in=chosen)
        found = list(living.search(text).ranked(text)[: SHOWN + 1])
        if not found and (heir := commune_of_code(text)) is not None:
            found = list(living.filter(pk=heir.pk))
    rows = [*(Option(row, True) for row in held), *(Option(row, False) for row in found[:SHOWN])]
    return Options(rows, has_searched, len(found) > SHOWN)


def named(text: str, *, kinds: Collection[str] = ()) -> list[Territory]:
    """The territories of today that bear this very name or code; two are enough to know that one must ask."""
    living = Territory.objects.of_kinds(kinds).filter(to_on__isnull=True)
    wanted = folded(text)
    if not wanted:
        return []
    return list(living.filter(Q(sorted_name=wanted) | Q(code=as_code(text))).order_by("pk")[:2])


def latest_geography() -> Geography | None:
    """The last geography that was loaded, or None before the first."""
    return Geography.objects.first()


def commune_of_code(code: str) -> Territory | None:
    """The commune of today that bears an INSEE code, or took over the one that bore it."""
    wanted = as_code(code)
    current = Territory.objects.filter(kind=Kind.COMMUNE, code=wanted, to_on__isnull=True).first()
    if current is not None:
        return current
    former = FormerCode.objects.filter(code=wanted).select_related("commune").first()
    return former.commune if former else None


def was(territory: Territory, *, on: dt.date) -> Were:
    """What ``territory`` was on a day, as far as the loaded geographies tell."""
    parents = ("region", "departement", "epci", "commune")
    past = territory.pasts.filter(to_on__gte=on).select_related(*parents).order_by("to_on").first()
    source = past or territory
    return Were(source.name, source.region, source.departement, source.epci, source.commune)


@dataclass(frozen=True)
class PastState:
    """What a territory was called and belonged to until a day, with what differs from today in words."""

    past: TerritoryPast
    differences: list[tuple[str, str]]


@dataclass(frozen=True)
class FullRecord:
    """What the page of a territory shows beside its own row."""

    parts: list[Territory]
    perimeters: list[Territory]
    former_communes: list[Territory]
    former_codes: list[FormerCode]
    pasts: list[PastState]


def record_of(territory: Territory) -> FullRecord:
    """All that the page of ``territory`` tells, in as many queries whatever it holds."""
    parents = ("region", "departement", "epci", "commune")
    inside = Territory.objects.of_kind(Kind.FORMER_COMMUNE).filter(commune=territory).by_name()
    return FullRecord(
        parts=list(Territory.objects.filter(whole_rows__perimeter=territory).by_name())
        if territory.is_perimeter
        else [],
        perimeters=list(Territory.objects.filter(part_rows__territory=territory).by_name()),
        former_communes=list(inside),
        former_codes=list(territory.former_codes.order_by("code")),
        pasts=[_told(past, territory) for past in territory.pasts.select_related(*parents).order_by("-to_on")],
    )


LADDER = (
    ("Région", "region"),
    ("Département", "departement"),
    ("Intercommunalité", "epci"),
    ("Commune", "commune"),
)


def _told(past: TerritoryPast, territory: Territory) -> PastState:
    names = [("Nom", past.name)] if past.name != territory.name else []
    parents = [
        (label, str(getattr(past, name) or "aucune"))
        for label, name in LADDER
        if getattr(past, f"{name}_id") != getattr(territory, f"{name}_id")
    ]
    return PastState(past, names + parents)


def contents_of(territory: Territory) -> list[Contents]:
    """What lies inside a territory, one list for each kind, narrower kinds last."""
    inside = Territory.objects.filter(to_on__isnull=True).by_name()
    match territory.kind:
        case Kind.REGION:
            return [Contents(Kind.DEPARTEMENT, inside.filter(kind=Kind.DEPARTEMENT, region=territory))]
        case Kind.DEPARTEMENT:
            communes = inside.filter(kind=Kind.COMMUNE, departement=territory)
            epci = inside.filter(kind=Kind.EPCI, pk__in=communes.order_by().values("epci"))
            return [Contents(Kind.EPCI, epci), Contents(Kind.COMMUNE, communes)]
        case Kind.EPCI:
            return [Contents(Kind.COMMUNE, inside.filter(kind=Kind.COMMUNE, epci=territory))]
        case Kind.COMMUNE if territory.code in WITH_DISTRICTS:
            return [Contents(Kind.MUNICIPAL_DISTRICT, inside.filter(kind=Kind.MUNICIPAL_DISTRICT, commune=territory))]
        case _:
            return []
