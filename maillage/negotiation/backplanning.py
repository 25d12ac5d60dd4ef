"""Counting backward from the session of an assembly: the last day of each step that leads to it. Pure.

The law counts the delay of convocation in calendar days; what a house does before it is counted in working days.
« Trois jours francs » leave three whole days between the sending and the session: neither the day of the one nor that
of the other counts. « Huit jours au moins avant » counts from the session backward.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from maillage.foundations.workdays import Zone, working_day_before
from maillage.negotiation.choices import Assembly, PlanStep

ONE_DAY = dt.timedelta(days=1)
LONGEST = 120  # days that a step may take


@dataclass(frozen=True, slots=True)
class Delay:
    """How long before its session an assembly is convened: ``is_clear`` for « jours francs »."""

    days: int
    is_clear: bool
    source: str
    note: str = ""

    @property
    def words(self) -> str:
        """ "5 jours francs", "8 jours"."""
        many = "s" if self.days > 1 else ""
        clear = f" franc{many}" if self.is_clear else ""
        return f"{self.days} jour{many}{clear}"


_BY_MAYOR = "La convocation est faite par le maire et dit les questions à l’ordre du jour (CGCT, art. L2121-10)."
DELAYS: dict[Assembly, Delay] = {
    Assembly.STANDING_COMMITTEE: Delay(
        8,
        is_clear=False,
        source="CGCT, art. L3121-19-1",
        note="Le rapport sur l’affaire est transmis aux membres de la commission.",
    ),
    Assembly.DEPARTMENTAL_COUNCIL: Delay(
        12,
        is_clear=False,
        source="CGCT, art. L3121-19",
        note="Le président adresse aux conseillers un rapport sur l’affaire.",
    ),
    Assembly.COUNCIL_OF_3500: Delay(
        5,
        is_clear=True,
        source="CGCT, art. L2121-12",
        note=f"{_BY_MAYOR} Une note explicative de synthèse y est jointe.",
    ),
    Assembly.COUNCIL_BELOW_3500: Delay(3, is_clear=True, source="CGCT, art. L2121-11", note=_BY_MAYOR),
    Assembly.COMMUNITY_COUNCIL: Delay(
        5,
        is_clear=True,
        source="CGCT, art. L5211-1 et L2121-12",
        note="Une note explicative de synthèse est jointe à la convocation.",
    ),
    Assembly.CCAS_BOARD: Delay(
        3,
        is_clear=False,
        source="CASF, art. R123-16",
        note="L’ordre du jour est joint à la convocation.",
    ),
    Assembly.BOARD: Delay(
        0, is_clear=False, source="statuts de l’association", note="Aucune loi ne fixe ce délai : lisez vos statuts."
    ),
    Assembly.NONE: Delay(0, is_clear=False, source="", note="Personne n’est à convoquer."),
}
"""The least delay that the law sets before a session."""

LENGTHS: dict[PlanStep, int] = {
    PlanStep.ROUND: 3,
    PlanStep.AGREED: 10,
    PlanStep.VISAS: 1,
    PlanStep.APPROVAL: 2,
    PlanStep.REPORT: 5,
}
"""Working days between a step and the next one, until the house says otherwise."""

ORDER = tuple(PlanStep)
"""The steps in the order of time."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step: ``on`` the last day to do it (a working day), ``legal_on`` the last day that the law allows."""

    step: PlanStep
    on: dt.date
    days: int
    legal_on: dt.date | None
    done_on: dt.date | None
    is_late: bool

    @property
    def was_done_late(self) -> bool:
        """Whether it was done after its day."""
        return self.done_on is not None and self.done_on > self.on


def legal_day(assembly: Assembly, meets_on: dt.date, days: int | None = None) -> dt.date:
    """The last day to convene an assembly that meets on ``meets_on``; ``days`` when the house takes longer."""
    delay = DELAYS[assembly]
    wanted = max(delay.days, days or 0)
    return meets_on - (wanted + (1 if delay.is_clear else 0)) * ONE_DAY


def working_days_before(day: dt.date, days: int, zone: Zone = Zone.METROPOLE) -> dt.date:
    """The working day that comes so many working days before ``day``; with none, ``day`` or the nearest before it."""
    day = working_day_before(day, zone)
    for _ in range(days):
        day = working_day_before(day - ONE_DAY, zone)
    return day


def lines_of(
    assembly: Assembly,
    meets_on: dt.date,
    *,
    lengths: Mapping[PlanStep, int],
    done: Mapping[PlanStep, dt.date],
    today: dt.date,
    zone: Zone = Zone.METROPOLE,
) -> tuple[Line, ...]:
    """The steps in the order of time, each with the last day to do it; ``lengths`` are those that the house changed."""
    found: list[Line] = []
    following = meets_on
    for step in reversed(ORDER):
        legal_on = None
        if step == PlanStep.SESSION:
            on, days = meets_on, 0
        elif step == PlanStep.CONVOCATION:
            days = max(lengths.get(step, 0), DELAYS[assembly].days)
            legal_on = legal_day(assembly, meets_on)
            on = working_day_before(legal_day(assembly, meets_on, days), zone)
        else:
            days = lengths.get(step, LENGTHS[step])
            on = working_days_before(following, days, zone)
        following = on
        done_on = done.get(step)
        found.append(Line(step, on, days, legal_on, done_on, done_on is None and on < today))
    return tuple(reversed(found))
