"""Working days: Monday to Friday but for public holidays, which differ in Alsace-Moselle and overseas.

Source: code du travail, articles L3133-1 (eleven days), L3134-13 (Alsace-Moselle) and L3422-2 (abolition of slavery);
the days themselves come from the library ``holidays``. Saturday counts as not worked, as in article 642 of the code de
procédure civile. It knows the years 1990 to 2100.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


class Zone(StrEnum):
    """A part of France with public holidays, and an hour, of its own."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace-moselle"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
    SAINT_BARTHELEMY = "saint-barthelemy"
    SAINT_MARTIN = "saint-martin"
    SAINT_PIERRE_ET_MIQUELON = "saint-pierre-et-miquelon"


_SUBDIVISIONS = {
    Zone.METROPOLE: None,
    Zone.ALSACE_MOSELLE: "57",
    Zone.GUADELOUPE: "971",
    Zone.MARTINIQUE: "972",
    Zone.GUYANE: "973",
    Zone.REUNION: "974",
    Zone.MAYOTTE: "976",
    Zone.SAINT_BARTHELEMY: "BL",
    Zone.SAINT_MARTIN: "MF",
    Zone.SAINT_PIERRE_ET_MIQUELON: "PM",
}
_HOURS = {
    Zone.GUADELOUPE: "America/Guadeloupe",
    Zone.MARTINIQUE: "America/Martinique",
    Zone.GUYANE: "America/Cayenne",
    Zone.REUNION: "Indian/Reunion",
    Zone.MAYOTTE: "Indian/Mayotte",
    Zone.SAINT_BARTHELEMY: "America/St_Barthelemy",
    Zone.SAINT_MARTIN: "America/Marigot",
    Zone.SAINT_PIERRE_ET_MIQUELON: "America/Miquelon",
}
_DEPARTEMENTS = {
    "57": Zone.ALSACE_MOSELLE,
    "67": Zone.ALSACE_MOSELLE,
    "68": Zone.ALSACE_MOSELLE,
    "971": Zone.GUADELOUPE,
    "972": Zone.MARTINIQUE,
    "973": Zone.GUYANE,
    "974": Zone.REUNION,
    "975": Zone.SAINT_PIERRE_ET_MIQUELON,
    "976": Zone.MAYOTTE,
    "977": Zone.SAINT_BARTHELEMY,
    "978": Zone.SAINT_MARTIN,
}


def zone_of(insee_code: str) -> Zone:
    """The zone of a commune or of a département, by its INSEE code; metropolitan France when nothing says otherwise."""
    return _DEPARTEMENTS.get(insee_code[:3]) or _DEPARTEMENTS.get(insee_code[:2]) or Zone.METROPOLE


def legal_day(instant: dt.datetime, zone: Zone = Zone.METROPOLE) -> dt.date:
    """The day that an instant (with its time zone) falls on there: a letter received at midnight has one date."""
    if instant.tzinfo is None:
        raise ValueError("An instant has a time zone.")
    return instant.astimezone(ZoneInfo(_HOURS.get(zone, "Europe/Paris"))).date()


def is_working_day(day: dt.date, zone: Zone = Zone.METROPOLE) -> bool:
    """Whether ``day`` is worked in ``zone``."""
    return day.weekday() < SATURDAY and day not in _public_holidays(day.year, zone)


def working_day_before(day: dt.date, zone: Zone = Zone.METROPOLE) -> dt.date:
    """``day`` when it is worked, else the nearest working day before it."""
    while not is_working_day(day, zone):
        day -= ONE_DAY
    return day


def working_day_after(day: dt.date, zone: Zone = Zone.METROPOLE) -> dt.date:
    """``day`` when it is worked, else the nearest working day after it."""
    while not is_working_day(day, zone):
        day += ONE_DAY
    return day


@lru_cache(maxsize=512)
def _public_holidays(year: int, zone: Zone) -> frozenset[dt.date]:
    from holidays import country_holidays

    return frozenset(country_holidays("FR", subdiv=_SUBDIVISIONS[zone], years=year))
