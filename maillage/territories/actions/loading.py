"""Loading the official geography, year after year, without losing what it said before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from maillage.journal import actions as journal
from maillage.territories.choices import Kind
from maillage.territories.decoupage import BadGeography, Decoupage, Place
from maillage.territories.models import FormerCode, Geography, Territory, TerritoryPast

# What holds others is written before what it holds.
ORDER = (
    Kind.REGION,
    Kind.DEPARTEMENT,
    Kind.EPCI,
    Kind.COMMUNE,
    Kind.MUNICIPAL_DISTRICT,
    Kind.FORMER_COMMUNE,
)
PARENTS = ("region", "departement", "epci", "commune")
REMEMBERED = ("name", *(f"{parent}_id" for parent in PARENTS))
WRITTEN = (
    *("name", "nature", "siren", "postal_codes", "population", "population_year", "to_on", *PARENTS),
    *("former_names", "folded", "sorted_name"),
)

Key = tuple[str, str]


@dataclass
class Loaded:
    """What a loading did: how many places of each kind there are now, how many are new, changed, ended."""

    year: int
    source: str
    totals: dict[Kind, int] = field(default_factory=dict)
    former_codes: int = 0
    new: int = 0
    changed: int = 0
    ended: int = 0


@transaction.atomic
def load_geography(*, decoupage: Decoupage, at: dt.datetime, by: Any = None) -> Loaded:
    """Writes a geography over the one before: same codes stay the same rows, what is gone ends the day before its year.

    The same year may be loaded again, and changes nothing then; an older year than the last one is refused.
    """
    latest = Geography.objects.first()
    if latest is not None and decoupage.year < latest.year:
        raise BadGeography(
            f"Le découpage {latest.year} est déjà chargé : celui de {decoupage.year} ne peut plus l’être. "
            "Les années se chargent dans l’ordre, de la plus ancienne à la plus récente."
        )
    loading = _Loading(decoupage, latest)
    for kind in ORDER:
        loading.write(kind)
    loading.end_the_others()
    loading.write_former_codes()
    geography, _ = Geography.objects.update_or_create(
        year=decoupage.year, defaults={"source": decoupage.source, "loaded_at": at}
    )
    journal.record(verb="territories-loaded", by=by, at=at, subject=geography)
    _count_for_plans()
    return loading.loaded


def _count_for_plans() -> None:
    """Let PostgreSQL count the rows now and not in a minute: until then it reads them all for each search."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE territories_territory, territories_territoryword")


class _Loading:
    """One loading: the rows that live, those that the geography wants, and what differs."""

    def __init__(self, decoupage: Decoupage, latest: Geography | None) -> None:
        self.decoupage, self.year = decoupage, decoupage.year
        self.communes = {place.code: place for place in decoupage.places[Kind.COMMUNE]}
        self.is_newer = latest is not None and latest.year < self.year
        # What is new in the first geography was there before it: nobody told us since when.
        self.since = dt.date(self.year, 1, 1) if Geography.objects.filter(year__lt=self.year).exists() else None
        self.until = dt.date(self.year - 1, 12, 31)
        self.living: dict[Key, Territory] = {
            (row.kind, row.code): row for row in Territory.objects.official().filter(to_on__isnull=True)
        }
        self.sums = _sums(decoupage)
        self.ids: dict[Key, UUID] = {}
        self.loaded = Loaded(self.year, decoupage.source)

    def write(self, kind: Kind) -> None:
        """Creates the places of a kind that are new, changes those that differ."""
        new, changed, pasts = [], [], []
        places = self._wanted(kind)
        for place in places:
            values = self._values(place)
            row = self.living.get((kind, place.code))
            if row is None:
                row = Territory(kind=kind, code=place.code, from_on=self.since, **values)
                new.append(row)
            elif any(getattr(row, name) != value for name, value in values.items()):
                if self.is_newer and any(getattr(row, name) != values[name] for name in REMEMBERED):
                    pasts.append(_past(row, until=self.until))
                    if row.name != place.name:
                        row.former_names = "\n".join(filter(None, (row.former_names, row.name)))
                for name, value in values.items():
                    setattr(row, name, value)
                changed.append(row)
            self.ids[kind, place.code] = row.pk
        Territory.objects.bulk_create(new)
        _rewrite(changed)
        TerritoryPast.objects.bulk_create(pasts)
        self.loaded.totals[kind] = len(places)
        self.loaded.new += len(new)
        self.loaded.changed += len(changed)

    def end_the_others(self) -> None:
        """What lived and is no more in the geography ends; a commune is tied to the one that took it over."""
        heirs = dict(_successions(self.decoupage))
        ended = [row for key, row in self.living.items() if key not in self.ids]
        for row in ended:
            row.to_on = max(self.until, row.from_on or self.until)
            if row.kind == Kind.COMMUNE:
                row.commune_id = self.ids.get((Kind.COMMUNE, heirs.get(row.code, "")))
        _rewrite(ended)
        self.loaded.ended = len(ended)

    def write_former_codes(self) -> None:
        """Each code that leads to a commune of this geography, with the name borne under it where it is known."""
        names = dict(Territory.objects.official().of_kind(Kind.FORMER_COMMUNE).values_list("code", "name"))
        known = {row.code: row for row in FormerCode.objects.all()}
        new, changed = [], []
        for code, heir in _successions(self.decoupage):
            commune, row = self.ids[Kind.COMMUNE, heir], known.get(code)
            if row is None:
                new.append(FormerCode(code=code, name=names.get(code, ""), commune_id=commune, on=self.since))
            elif row.commune_id != commune:
                row.commune_id = commune
                changed.append(row)
        FormerCode.objects.bulk_create(new)
        FormerCode.objects.bulk_update(changed, ["commune"], batch_size=200)
        # A commune that was given its independence back bears its code again.
        FormerCode.objects.filter(pk__in=[row.pk for code, row in known.items() if code in self.communes]).delete()
        self.loaded.former_codes = FormerCode.objects.count()
        self.loaded.totals[Kind.FORMER_COMMUNE] = len(names)

    def _wanted(self, kind: Kind) -> list[Place]:
        places = self.decoupage.places[kind]
        if kind != Kind.FORMER_COMMUNE:
            return places
        # A commune that has ended keeps its row, which stands already for the part that bears its code.
        past = Territory.objects.official().filter(kind=Kind.COMMUNE, to_on__isnull=False)
        ended = set(past.values_list("code", flat=True))
        ending = {code for living, code in self.living if living == Kind.COMMUNE} - self.communes.keys()
        return [place for place in places if place.code not in ended | ending]

    def _values(self, place: Place) -> dict[str, Any]:
        population = self.sums.get((place.kind, place.code), place.population)
        holder = self.communes.get(place.commune, place)
        return {
            "name": place.name,
            "nature": place.nature,
            "siren": place.siren,
            "postal_codes": place.postal_codes,
            "population": population,
            "population_year": None if population is None else self.year,
            "region_id": self.ids.get((Kind.REGION, holder.region)),
            "departement_id": self.ids.get((Kind.DEPARTEMENT, holder.departement)),
            "epci_id": self.ids.get((Kind.EPCI, holder.epci)),
            "commune_id": self.ids.get((Kind.COMMUNE, place.commune)),
        }


def _successions(decoupage: Decoupage) -> Iterator[tuple[str, str]]:
    """Pairs of a code that is no longer borne and of the commune that it leads to, each code once."""
    current = {place.code for place in decoupage.places[Kind.COMMUNE]}
    pairs = {code: place.code for place in decoupage.places[Kind.COMMUNE] for code in place.former_codes}
    for place in decoupage.places[Kind.FORMER_COMMUNE]:
        pairs.setdefault(place.code, place.commune)
    return ((code, heir) for code, heir in pairs.items() if code not in current)


def _sums(decoupage: Decoupage) -> dict[Key, int]:
    """The populations of régions and départements, which the package does not give: those of their communes, added."""
    sums: dict[Key, int] = defaultdict(int)
    for place in decoupage.places[Kind.COMMUNE]:
        if place.population is not None:
            sums[Kind.REGION, place.region] += place.population
            sums[Kind.DEPARTEMENT, place.departement] += place.population
    return sums


def _past(row: Territory, *, until: dt.date) -> TerritoryPast:
    return TerritoryPast(territory=row, to_on=until, **{name: getattr(row, name) for name in REMEMBERED})


def _rewrite(rows: Sequence[Territory]) -> None:
    # Writing whole rows over themselves takes seconds where bulk_update takes minutes.
    Territory.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)
