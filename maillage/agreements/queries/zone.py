"""Where the days of an agreement are counted: the holidays and the hour of its territories, else of its parties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maillage.agreements.ending_choices import ZoneBasis, ZoneName
from maillage.agreements.models import Agreement, Party
from maillage.foundations.workdays import Zone, legal_day, zone_of
from maillage.organisations.models import Organisation
from maillage.territories.choices import Kind
from maillage.territories.models import Territory

_REGIONS = {
    "01": Zone.GUADELOUPE,
    "02": Zone.MARTINIQUE,
    "03": Zone.GUYANE,
    "04": Zone.REUNION,
    "06": Zone.MAYOTTE,
}
"""Regions of one département overseas, by their INSEE code; Grand Est is Alsace-Moselle in part only."""

_WHY = {
    ZoneBasis.SAID: "choisi par une personne",
    ZoneBasis.TERRITORY: "d’après ses territoires",
    ZoneBasis.PARTY: "d’après le siège de ses parties",
    ZoneBasis.DEFAULT: "faute de territoire connu",
}


@dataclass(frozen=True, slots=True)
class ZoneFound:
    """The zone, what says it, and whether the places of the agreement lie in several."""

    zone: Zone
    basis: ZoneBasis
    is_mixed: bool = False

    @property
    def label(self) -> str:
        """Its name."""
        return str(ZoneName(self.zone.value).label)

    @property
    def why(self) -> str:
        """What says it, in French."""
        return _WHY[self.basis]


def zone_found(agreement: Agreement) -> ZoneFound:
    """The zone of an agreement: as a person said it, else by its territories, else by its parties: three queries.

    A contract is performed somewhere: its territories come first; where they lie in several zones, or nowhere, the seat
    of the first-named public party decides, as it does for the court (CJA R312-11).
    """
    if agreement.zone:
        return ZoneFound(Zone(agreement.zone), ZoneBasis.SAID)
    rows = agreement.territories.select_related("departement", "commune__departement", "region").order_by("pk")
    places = {zone for row in _parts(rows) if (zone := zone_of_territory(row)) is not None}
    if len(places) == 1:
        return ZoneFound(places.pop(), ZoneBasis.TERRITORY)
    seat = _seat(agreement)
    if seat is not None:
        return ZoneFound(seat, ZoneBasis.PARTY, is_mixed=len(places) > 1)
    return ZoneFound(Zone.METROPOLE, ZoneBasis.DEFAULT, is_mixed=len(places) > 1)


def day_there(agreement: Agreement, at: dt.datetime) -> dt.date:
    """The day that it is where the agreement is performed."""
    return legal_day(at, zone_found(agreement).zone)


def zone_of_territory(row: Territory) -> Zone | None:
    """The zone in which a territory lies; None for one that is not in one alone (a region of several)."""
    if row.kind == Kind.REGION:
        return _REGIONS.get(row.code)
    if row.kind in {Kind.DEPARTEMENT, Kind.COMMUNE}:
        return zone_of(row.code)
    holder = row.commune or row.departement
    return zone_of(holder.code) if holder is not None else None


def zone_of_organisation(row: Organisation) -> Zone | None:
    """The zone of the seat: by its territory, else by its postal code."""
    if row.territory is not None and (zone := zone_of_territory(row.territory)) is not None:
        return zone
    return zone_of_postal_code(row.postal_code)


def zone_of_postal_code(code: str) -> Zone | None:
    """The zone that a postal code lies in; Saint-Barthélemy and Saint-Martin are named in what was Guadeloupe.

    >>> zone_of_postal_code("97133"), zone_of_postal_code("67000"), zone_of_postal_code("")
    (<Zone.SAINT_BARTHELEMY: 'saint-barthelemy'>, <Zone.ALSACE_MOSELLE: 'alsace-moselle'>, None)
    """
    islands = {"97133": Zone.SAINT_BARTHELEMY, "97150": Zone.SAINT_MARTIN}
    return (islands.get(code) or zone_of(code)) if code else None


def _parts(rows: Iterable[Territory]) -> Iterator[Territory]:
    """Official territories as they are, perimeters as what they are made of."""
    for row in rows:
        if row.is_perimeter:
            yield from row.parts.select_related("departement", "commune__departement", "region").order_by("pk")
        else:
            yield row


def _seat(agreement: Agreement) -> Zone | None:
    """The zone of the first party of the text whose seat is known, public ones first."""
    parties = Party.objects.bound().filter(agreement=agreement, organisation__isnull=False).in_order()
    found: list[tuple[bool, Zone]] = []
    for party in parties.select_related("organisation__territory__commune", "organisation__territory__departement"):
        zone = zone_of_organisation(party.organisation) if party.organisation is not None else None
        if zone is not None:
            found.append((not party.is_public, zone))
    return min(found, key=lambda pair: pair[0])[1] if found else None
