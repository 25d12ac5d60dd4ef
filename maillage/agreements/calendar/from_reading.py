"""The clauses that a reading found, with their words: the calendar of a file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from maillage.agreements.calendar.clauses import Clauses, Renewal, Words
from maillage.foundations.durations import BadDuration, Duration
from maillage.foundations.workdays import Zone
from maillage.reading.model import Found, Reading, Span

_FIELDS = {  # field of the calendar: field of the reader
    "duration": "duration",
    "renewal_period": "renewal_period",
    "exit_notice": "notice_period",
    "non_renewal_notice": "non_renewal_notice",
    "evaluation": "evaluation_periodicity",
    "amendment": "amendment_periodicity",
}
_GRANT_KINDS = frozenset({"com", "cpom"})


class NoEffect(ValueError):
    """The text does not write the day on which it takes effect, and nobody gave it."""


def clauses_of(reading: Reading, *, effect: dt.date | None = None, zone: Zone = Zone.METROPOLE) -> Clauses:
    """The clauses of a reading; ``effect`` is the fact, when the text only says how it comes about.

    Raises :class:`NoEffect`, and ValueError where the text writes an end before its effect.
    """
    terms = reading.terms
    words: dict[str, Words] = {}
    given: dict[str, Any] = {}
    for name, read_as in _FIELDS.items():
        if duration := _duration(getattr(terms, read_as)):
            given[name] = duration
            words[name] = _words(reading, getattr(terms, read_as).span)
    starts = effect or _day(terms.effect_date)
    if starts is None:
        raise NoEffect
    if source := terms.effect_date or terms.effect_trigger:
        words["effect"] = _words(reading, source.span)
    if terms.renewal_mode:
        given["renewal"] = Renewal(terms.renewal_mode.value)
        words["renewal"] = _words(reading, terms.renewal_mode.span)
    if terms.renewal_max_times:
        given["renewal_times"] = terms.renewal_max_times.value
    if end := _day(terms.end_date):
        given["end"] = end
        words["end"] = _words(reading, terms.end_date.span if terms.end_date else (0, 0))
    meetings: dict[str, Duration] = {}
    for body in reading.bodies:
        if body.periodicity:
            name = " ".join(body.name.split())
            meetings.setdefault(name, Duration.parse(body.periodicity))
            words.setdefault(f"meetings:{name}", _words(reading, body.span))
    grant = reading.kind in _GRANT_KINDS
    return Clauses(starts, meetings=tuple(meetings.items()), grant=grant, zone=zone, words=words, **given)


def _words(reading: Reading, span: Span) -> Words:
    article = next((one.number for one in reading.articles if one.span[0] <= span[0] < one.span[1]), None)
    return Words(" ".join(reading.quote(span).split()), article)


def _duration(found: Found[str] | None) -> Duration | None:
    try:
        return Duration.parse(found.value) if found else None
    except BadDuration:
        return None


def _day(found: Found[str] | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(found.value) if found and found.value else None
    except ValueError:
        return None
