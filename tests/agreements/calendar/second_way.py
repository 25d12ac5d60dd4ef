"""A second way of counting days, which shares nothing with the first: it checks the vectors.

Months are moved by ``dateutil``, holidays follow from the Easter of Meeus and from a list typed from the code du travail
(L3133-1, L3134-13, L3422-2), the last legal receipt is found by trying each day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import cycle, product

from dateutil.relativedelta import relativedelta

from maillage.foundations.workdays import Zone
from tests.agreements.calendar.test_workdays import easter

ONE_DAY = dt.timedelta(days=1)
FIXED = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
AFTER_EASTER = {1, 39, 50}
OWN: dict[Zone, set[tuple[int, int]]] = {
    Zone.ALSACE_MOSELLE: {(12, 26)},
    Zone.GUADELOUPE: {(5, 27), (7, 21)},  # the second is customary, as Good Friday and the middle of Lent there
    Zone.MARTINIQUE: {(5, 22), (7, 21)},
    Zone.GUYANE: {(6, 10)},
    Zone.REUNION: {(12, 20)},
    Zone.MAYOTTE: {(4, 27)},
    Zone.SAINT_BARTHELEMY: {(10, 9)},
    Zone.SAINT_MARTIN: {(5, 28), (7, 21)},
}
OWN_AFTER_EASTER: dict[Zone, set[int]] = {Zone.ALSACE_MOSELLE: {-2}, Zone.GUADELOUPE: {-2, -24}}


@dataclass(frozen=True)
class Vector:
    """A case: months of the first term, of a renewal, of the notice; and where its days are counted."""

    effect: dt.date
    term: int
    renewal: int
    notice: int
    zone: Zone

    def __str__(self) -> str:
        return f"{self.effect}+{self.term}m+{self.renewal}m-{self.notice}m-{self.zone}"


@dataclass(frozen=True)
class Counted:
    """A term as the second way counts it."""

    start: dt.date
    end: dt.date
    other_end: dt.date
    cautious: dt.date
    last_legal: dt.date


def counted(vector: Vector, *, renewals: int) -> list[Counted]:
    """The first term and its renewals."""
    found, start, months = [], vector.effect, vector.term
    for _ in range(renewals + 1):
        other_end = start + relativedelta(months=months)
        end = other_end if other_end.day != start.day else other_end - ONE_DAY
        cautious = worked(end - relativedelta(months=vector.notice), vector.zone)
        found.append(Counted(start, end, other_end, cautious, _last_legal(other_end, vector.notice)))
        start, months = end + ONE_DAY, vector.renewal
    return found


def worked(day: dt.date, zone: Zone) -> dt.date:
    """``day``, or the last working day before it."""
    while day.isoweekday() > 5 or is_holiday(day, zone):
        day -= ONE_DAY
    return day


def is_holiday(day: dt.date, zone: Zone) -> bool:
    """Whether nobody works in ``zone`` on ``day``, Saturdays and Sundays apart."""
    if (day.month, day.day) in FIXED | OWN.get(zone, set()):
        return True
    return (day - easter(day.year)).days in AFTER_EASTER | OWN_AFTER_EASTER.get(zone, set())


def _last_legal(end: dt.date, months: int) -> dt.date:
    day = end
    while day + relativedelta(months=months) > end:
        day -= ONE_DAY
    return day


EFFECTS = [
    dt.date.fromisoformat(text)
    for text in (
        "2024-02-29 2023-02-28 2024-01-31 2025-01-01 2025-03-15 2025-03-31 2025-04-30 2025-05-31 2025-06-30 2025-07-14 "
        "2025-08-29 2025-08-30 2025-08-31 2025-09-01 2025-10-31 2025-11-01 2025-11-30 2025-12-25 2025-12-31 2026-02-28 "
        "2026-04-06 2026-05-28 2026-06-11 2026-12-21 2027-03-01 2028-02-29 2028-03-31"
    ).split()
]  # month ends, leap days, first days, and days whose notice falls on a holiday of one zone or another
LENGTHS = [(12, 12), (36, 12), (18, 6), (60, 36)]
NOTICES = [1, 2, 3, 6]


def vectors() -> list[Vector]:
    """All effects and lengths, with the notices that are shorter; the zones come in turn, so that each meets every kind of case."""
    zones = cycle(Zone)
    cases = product(EFFECTS, LENGTHS, NOTICES)
    return [
        Vector(effect, term, renewal, notice, next(zones))
        for effect, (term, renewal), notice in cases
        if notice < min(term, renewal)
    ]
