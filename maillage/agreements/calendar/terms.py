"""The terms of an agreement: the first one, its renewals, and what happened to each of them since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from maillage.agreements.calendar.clauses import Clauses, Renewal
from maillage.agreements.calendar.course import Extended, Opposed, Stopped
from maillage.foundations.durations import Duration, after, before, has_same_number, last_start
from maillage.foundations.workdays import ONE_DAY, working_day_before


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its first day, its end by both readings (the first day counted, or not), both at midnight.

    ``extensions`` are those that moved its end, ``opposed`` the notice that keeps it from being renewed, ``stopped``
    the ending that cut it short.
    """

    number: int
    start: dt.date
    end: dt.date
    other_end: dt.date
    extensions: tuple[Extended, ...] = ()
    opposed: Opposed | None = None
    stopped: Stopped | None = None


@dataclass(frozen=True, slots=True)
class Receipts:
    """By when a notice must have been received: the cautious day, and the last that may still be lawful."""

    cautious: dt.date
    last_legal: dt.date


def terms(clauses: Clauses, *, until: dt.date) -> Iterator[Term]:
    """The terms that begin by ``until``: the first, then its renewals while they are tacit, have a length and are left.

    Without an end nor a duration there is none, until something ends the agreement. What happened since is counted in:
    an extension moves the end of a term, a notice keeps it from being renewed, an ending cuts it short.
    """
    term = _first(clauses)
    while term is not None and term.start <= until:
        yield term
        term = _next(term, clauses)


def receipts(term: Term, clauses: Clauses) -> Receipts | None:
    """By when a notice must be received to keep ``term`` from being renewed; None when the text gives no notice.

    The cautious day is the earlier end minus the notice, moved back to a working day of the zone; the last legal one is
    the last from which the notice is over by the later end (CPC 641, 642 and 669; law.md rule 12).
    """
    period = clauses.notice
    if period is None:
        return None
    cautious = working_day_before(before(term.end, period), clauses.zone)
    return Receipts(cautious, last_start(term.other_end, period))


def is_renewed(term: Term, clauses: Clauses) -> bool:
    """Whether a tacit renewal follows ``term``, with or without a written length."""
    is_left = clauses.renewal_times is None or term.number < clauses.renewal_times
    return clauses.renewal == Renewal.TACIT and is_left and term.opposed is None and term.stopped is None


def _first(clauses: Clauses) -> Term | None:
    stop = clauses.course.stop
    if stop is not None and stop.on < clauses.effect:
        return None
    if clauses.end is not None:
        return _lived(Term(0, clauses.effect, clauses.end, clauses.end), clauses)
    if clauses.duration is not None:
        return _lived(_counted(0, clauses.effect, clauses.duration), clauses)
    return None if stop is None else Term(0, clauses.effect, stop.on, stop.on, stopped=stop)


def _next(term: Term, clauses: Clauses) -> Term | None:
    if not is_renewed(term, clauses):
        return None
    start, stop = term.end + ONE_DAY, clauses.course.stop
    if clauses.renewal_period is not None:
        return _lived(_counted(term.number + 1, start, clauses.renewal_period), clauses)
    return None if stop is None else Term(term.number + 1, start, stop.on, stop.on, stopped=stop)


def _counted(number: int, start: dt.date, duration: Duration) -> Term:
    """Both readings are a day apart, save where the month has no day of that number: both end on its last day."""
    later = after(start, duration)
    is_same = not has_same_number(start, duration)
    return Term(number, start, later if is_same else later - ONE_DAY, later)


def _lived(term: Term, clauses: Clauses) -> Term:
    """``term`` with what happened to it."""
    for extension in sorted(clauses.course.extensions):
        is_in_time = extension.signed_on <= term.other_end and (term.number == 0 or extension.signed_on >= term.start)
        if is_in_time and extension.until_on > term.end:
            end = extension.until_on
            term = replace(term, end=end, other_end=end, extensions=(*term.extensions, extension))
    term = replace(term, opposed=_opposition(term, clauses))
    stop = clauses.course.stop
    if stop is not None and stop.on <= term.other_end:
        return replace(term, end=min(term.end, stop.on), other_end=stop.on, stopped=stop)
    return term


def _opposition(term: Term, clauses: Clauses) -> Opposed | None:
    """The first notice received in time: one that came too late for a term says nothing of the next by itself."""
    limits = receipts(term, clauses)
    last = limits.last_legal if limits is not None else term.other_end
    in_time = (
        one
        for one in sorted(clauses.course.oppositions)
        if one.received_on <= last and (term.number == 0 or one.received_on >= term.start)
    )
    return next(in_time, None)
