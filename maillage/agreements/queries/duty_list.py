"""The calendar of duties across agreements: what it is asked for, and the rows that answer."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from maillage.agreements.models import Agreement, Duty, DutyQuerySet
from maillage.agreements.models.visibility import organisations_reading
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Mandate, User
from maillage.organisations.permissions import day_of

DONE, ALL = "faites", "toutes"
OURS, PILOTED = "nous", "pilote"


@dataclass(frozen=True)
class Asked:
    """What the calendar is asked for; the address holds it."""

    words: str = ""
    kind: str = ""
    whose: str = ""
    state: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    agreement: Agreement | None = None


@dataclass
class Group:
    """Duties of one month, or the late ones."""

    name: str
    rows: list[Duty]
    is_late: bool = False


def duties_asked(user: User, asked: Asked, *, at: dt.datetime) -> DutyQuerySet:
    """The duties that answer, the late ones first, then by day; what is done, the last one first."""
    day = day_of(at)
    rows = Duty.objects.visible_to(user, at=at).select_related("agreement", "party", "done_for")
    rows = _whose(_in_state(rows, asked.state, day), asked.whose, user, at)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.agreement is not None:
        rows = rows.filter(agreement=asked.agreement)
    if asked.words:
        rows = rows.filter(agreement__in=Agreement.objects.matching(asked.words).values("pk"))
    if asked.from_on is not None:
        rows = rows.filter(on__gte=asked.from_on)
    if asked.to_on is not None:
        rows = rows.filter(on__lte=asked.to_on)
    return rows.order_by("-done_at", "-pk") if asked.state == DONE else rows.order_by("on", "pk")


def next_duties(user: User, *, at: dt.datetime, until: dt.date, most: int) -> list[Duty]:
    """What is left to do by a day, the late ones first."""
    rows = Duty.objects.visible_to(user, at=at).to_do(day_of(at)).filter(on__lte=until)
    return list(rows.select_related("agreement").order_by("on", "pk")[:most])


def by_month(rows: Iterable[Duty], today: dt.date) -> list[Group]:
    """``rows`` under the names of their months; those that are late together, before."""
    from maillage.agreements.calendar.words import month_in_words

    groups: list[Group] = []
    for row in rows:
        is_late = row.done_at is None and row.on < today and not row.is_limit
        name = "En retard" if is_late else month_in_words(row.on)
        if not groups or groups[-1].name != name:
            groups.append(Group(name, [], is_late))
        groups[-1].rows.append(row)
    return groups


@dataclass(frozen=True)
class Cell:
    """A day of the grid of a month; ``is_out`` when it belongs to the month before or after."""

    on: dt.date
    rows: Sequence[Duty]
    is_out: bool


def month_of(rows: DutyQuerySet, first: dt.date, *, most: int) -> list[list[Cell]]:
    """The weeks of a month, each of seven days from Monday, with the duties of the days of the month."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    last = dt.date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    found: dict[dt.date, list[Duty]] = {}
    for row in rows.filter(on__gte=first, on__lte=last).order_by("on", "pk")[:most]:
        found.setdefault(row.on, []).append(row)
    return [[Cell(day, found.get(day, ()), day.month != first.month) for day in week] for week in weeks]


def _in_state(rows: DutyQuerySet, state: str, day: dt.date) -> DutyQuerySet:
    if state == DONE:
        return rows.filter(done_at__isnull=False)
    return rows.standing() if state == ALL else rows.to_do(day)


def _whose(rows: DutyQuerySet, whose: str, user: User, at: dt.datetime) -> DutyQuerySet:
    """Those that one's own organisations owe, alone or with all; those of the agreements that one runs."""
    if whose == OURS:
        bodies = organisations_reading(user, at=at)
        return rows.filter(Q(party__isnull=True) | Q(party__organisation__in=bodies))
    if whose == PILOTED:
        functions = (MandateFunction.PILOT, MandateFunction.DEPUTY)
        held = Mandate.objects.at(day_of(at)).filter(person__user=user, function__in=functions)
        return rows.filter(agreement__in=held.filter(agreement_id__isnull=False).values("agreement_id"))
    return rows
