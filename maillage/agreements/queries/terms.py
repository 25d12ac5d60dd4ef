"""The sheet of the terms of an agreement: sentences, the words that they rest on, doubts, dates that follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from maillage.agreements.choices import TermName
from maillage.agreements.doubts import Case, Doubt, Signing, doubts_of
from maillage.agreements.life import (
    Deadline,
    Facts,
    Life,
    Stretch,
    deadline_of,
    first_stretch,
    is_open_ended,
    life_of,
    stretch_at,
    will_renew,
)
from maillage.agreements.models import Agreement, Party, Term
from maillage.agreements.plain import GROUPS, said, sentences
from maillage.agreements.queries.course import course_of
from maillage.agreements.queries.horizon import Horizon
from maillage.agreements.queries.places import Place, Places
from maillage.agreements.queries.timeline import facts_of
from maillage.agreements.queries.zone import ZoneFound, zone_found


@dataclass(frozen=True, slots=True)
class Line:
    """A clause and what it rests on."""

    term: Term
    label: str
    said: str
    place: Place | None


@dataclass(slots=True)
class Group:
    """A part of the sheet. ``silent`` are the clauses that the text does not have."""

    key: str
    title: str
    sentences: list[str]
    lines: list[Line]
    silent: list[tuple[str, str]]
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dates:
    """What can be computed on the day: the term that runs, the next renewal, the notice."""

    effect_on: dt.date | None
    first: Stretch | None
    current: Stretch | None
    deadline: Deadline | None
    is_open_ended: bool
    renews: bool
    notice_is_for_renewal: bool


@dataclass(frozen=True, slots=True)
class TermsSheet:
    """All that the page of the terms shows."""

    groups: list[Group]
    dates: Dates
    history: list[Line]
    facts: Facts
    zone: ZoneFound


def sheet_of(agreement: Agreement, parties: Sequence[Party], *, horizon: Horizon, day: dt.date) -> TermsSheet:
    """The sheet on ``day``, as far as the reader reads: a fixed number of queries."""
    places = Places(agreement)
    rows = horizon.known(Term.objects.filter(agreement=agreement), "recorded_at").order_by("recorded_at", "pk")
    lines = [_line(row, places) for row in rows]
    current = {line.term.name: line for line in lines if _holds(line.term, horizon, day)}
    history = [line for line in lines if line.term.pk not in {one.term.pk for one in current.values()}]
    values = {name: line.term.value for name, line in current.items()}
    facts = facts_of(agreement)
    zone = zone_found(agreement)
    life = life_of(values, facts, zone=zone.zone, course=course_of(agreement, horizon=horizon))
    notice = current.get(TermName.NOTICE_PERIOD)
    case = Case(
        kind=agreement.kind,
        values=values,
        facts=facts,
        life=life,
        parties=[Signing(one.label, one.is_public, one.authority_on) for one in parties],
        notice_text=places.text_of(notice.term.provision_id) if notice is not None else "",
        day=day,
    )
    groups = [_group(key, title, names, current, values) for key, title, names in GROUPS]
    for doubt in doubts_of(case):
        next(group for group in groups if group.key == doubt.group).doubts.append(doubt)
    return TermsSheet(groups, dates_of(life, day), history[::-1], facts, zone)


def current_values(agreement: Agreement, *, day: dt.date) -> dict[str, str]:
    """The value of each clause that holds on ``day``: one query."""
    rows = Term.objects.filter(agreement=agreement, superseded_at__isnull=True).order_by("recorded_at", "pk")
    return {row.name: row.value for row in rows if _in_force(row, day)}


def dates_of(life: Life, day: dt.date) -> Dates:
    """The dates that follow from a life, seen on ``day``."""
    current = stretch_at(life, day)
    deadline = deadline_of(life, current) if current is not None and day <= current.late else None
    return Dates(
        effect_on=life.effect_on,
        first=first_stretch(life),
        current=current,
        deadline=deadline,
        is_open_ended=is_open_ended(life, day),
        renews=current is not None and will_renew(life, current),
        notice_is_for_renewal=life.notice_is_for_renewal,
    )


def _line(row: Term, places: Places) -> Line:
    return Line(row, row.get_name_display(), said(row.name, row.value), places.of(row.provision_id))


def _holds(row: Term, horizon: Horizon, day: dt.date) -> bool:
    """Whether the clause is the known one that holds on ``day``, at the end of what is read."""
    until = horizon.until_at
    is_known = row.superseded_at is None or (until is not None and row.superseded_at >= until)
    return is_known and _in_force(row, day)


def _in_force(row: Term, day: dt.date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or row.valid_to > day)


def _group(key: str, title: str, names: Sequence[TermName], current: dict[str, Line], values: dict[str, str]) -> Group:
    lines = [current[name] for name in names if name in current]
    silent = [(name.value, str(name.label)) for name in names if name not in current]
    return Group(key, title, sentences(key, values), lines, silent)
