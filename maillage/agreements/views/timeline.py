"""The timeline of an agreement, drawn and told: past and to come, by period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.agreements.calendar import Event, Kind
from maillage.agreements.frieze import Known, draw, label_of, state_of
from maillage.agreements.models import Duty
from maillage.agreements.queries.duties import keyed
from maillage.agreements.queries.timeline import timeline_of
from maillage.agreements.state_words import Shown
from maillage.agreements.views.common import part_of
from maillage.agreements.views.parts import Part, open_part
from maillage.base.http import render_page

YEARS_AHEAD, YEARS_OFFERED, ROWS = 6, 10, 60


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: the event, its name, its state, and where its words stand."""

    event: Event
    label: str
    state: Shown
    address: str
    is_first_of_past: bool = False


@require_safe
def timeline_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The drawing and its table; ``?annee=2027`` shows one year."""
    part = open_part(request, pk)
    until = dt.date(part.day.year + YEARS_AHEAD, 12, 31)
    events = timeline_of(part.agreement, until=until, horizon=part.horizon)
    years = _years(events)
    year = _year_asked(request, years)
    from_on, to_on = _period(events, year, part.day)
    shown = [event for event in told_once(events) if from_on <= event.on <= to_on]
    known = _known(part, events) if part.horizon.is_inside and part.horizon.until is None else {}
    page = part_of(request, _rows(part, shown, known), size=ROWS)
    context: dict[str, Any] = {
        "frieze": draw(events, from_on=from_on, to_on=to_on, day=part.day, known=known) if events else None,
        "rows": page,
        "page": page,
        "years": _offered(years, part.day),
        "year": year,
        "day": part.day,
    }
    return render_page(request, "agreements/timeline.html", part.page("agreements:timeline", **context))


def told_once(events: Sequence[Event]) -> list[Event]:
    """Events without the other readings that say the same day as the first."""
    ends = {(event.term, event.on) for event in events if event.kind == Kind.END}
    return [event for event in events if event.kind != Kind.END_OTHER_READING or (event.term, event.on) not in ends]


def _known(part: Part, events: Sequence[Event]) -> dict[Event, Known]:
    """What people said of the duties of the calendar: one query."""
    duties = {one.key: one for one in Duty.objects.standing().filter(agreement=part.agreement)}
    return {
        event: Known(one.done_at is not None, one.on < part.day and not one.is_limit)
        for key, event in keyed(events)
        if (one := duties.get(key)) is not None
    }


def _rows(part: Part, events: Sequence[Event], known: Mapping[Event, Known]) -> list[Row]:
    """What is to come in the order of days, then what is past, the latest first."""
    coming = [event for event in events if event.on >= part.day]
    past = [event for event in events if event.on < part.day][::-1]
    first = past[0] if past else None
    return [
        Row(event, label_of(event), state_of(event, part.day, known.get(event)), _address(part, event), event is first)
        for event in (*coming, *past)
    ]


def _address(part: Part, event: Event) -> str:
    provision = event.words.provision if event.words is not None else None
    return reverse("agreements:provision", args=[part.agreement.pk, provision]) if provision is not None else ""


def _years(events: Sequence[Event]) -> list[int]:
    return sorted({event.on.year for event in events})


def _offered(years: Sequence[int], day: dt.date) -> list[int]:
    """The years that may be asked for, those nearest to today when there are many."""
    nearest = sorted(years, key=lambda year: abs(year - day.year))[:YEARS_OFFERED]
    return sorted(nearest)


def _year_asked(request: HttpRequest, years: Sequence[int]) -> int | None:
    asked = request.GET.get("annee", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in years else None


def _period(events: Sequence[Event], year: int | None, day: dt.date) -> tuple[dt.date, dt.date]:
    """The year that is asked for, else all the years that have an event."""
    if year is not None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    first = min((event.on for event in events), default=day)
    last = max((event.on for event in events), default=day)
    return dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)
