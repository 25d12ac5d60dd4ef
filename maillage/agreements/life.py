"""When an agreement ends, and by when one must have written: pure arithmetic on what the text and its parties say.

The rules are those of the design (law, 9.4 to 9.13): the written end prevails; otherwise both readings of the end are
given and alerts follow the earlier one; a tacit renewal starts the day after; without a length it has no end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from maillage.agreements.calendar import Clauses, Renewal, Term, terms
from maillage.agreements.choices import TermName
from maillage.foundations.durations import Duration, before, duration_of, last_start
from maillage.foundations.workdays import working_day_before


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the dates of an agreement."""

    signed_on: dt.date | None = None
    notified_on: dt.date | None = None
    effect_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """The dates and lengths from which the rest is computed."""

    effect_on: dt.date | None
    ends_on: dt.date | None
    duration: Duration | None
    renews: bool
    renewal: Duration | None
    most_renewals: int | None
    notice: Duration | None
    notice_is_for_renewal: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A term of the agreement: the first one (``rank`` 0) or a renewal. ``early`` and ``late`` are its two readings."""

    rank: int
    from_on: dt.date | None
    early: dt.date
    late: dt.date
    is_written: bool

    @property
    def is_plain(self) -> bool:
        """Whether there is one reading only."""
        return self.early == self.late


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a letter must have been received: the cautious day, and the last that may still be lawful."""

    safe_on: dt.date
    last_on: dt.date


def life_of(values: Mapping[str, str], facts: Facts) -> Life:
    """What can be counted with, from the clauses (value by name) and the stated facts."""
    non_renewal = duration_of(values.get(TermName.NON_RENEWAL_NOTICE))
    most = values.get(TermName.RENEWAL_MAX_TIMES, "")
    return Life(
        effect_on=effect_of(values, facts),
        ends_on=facts.ends_on or _day(values.get(TermName.END_DATE)),
        duration=duration_of(values.get(TermName.DURATION)),
        renews=values.get(TermName.RENEWAL_MODE) == "tacit",
        renewal=duration_of(values.get(TermName.RENEWAL_PERIOD)),
        most_renewals=int(most) if most.isdecimal() else None,
        notice=non_renewal or duration_of(values.get(TermName.NOTICE_PERIOD)),
        notice_is_for_renewal=non_renewal is not None,
    )


def effect_of(values: Mapping[str, str], facts: Facts) -> dt.date | None:
    """The day it takes effect: as stated, as written, else from the last signature or the notification (rule 5)."""
    stated = facts.effect_on or _day(values.get(TermName.EFFECT_DATE))
    if stated is not None:
        return stated
    trigger = values.get(TermName.EFFECT_TRIGGER)
    if trigger == "last_signature":
        return facts.signed_on
    if trigger == "notification" and facts.notified_on is not None:
        return max(facts.notified_on, facts.signed_on or facts.notified_on)
    return None


def first_stretch(life: Life) -> Stretch | None:
    """The first term; None when neither its end is written nor its effect and duration known."""
    clauses = _clauses(life)
    return None if clauses is None else _stretch(life, next(terms(clauses, until=clauses.effect)))


def stretch_at(life: Life, day: dt.date) -> Stretch | None:
    """The term or the tacit renewal that ``day`` falls in, else the last that is known to have been."""
    clauses = _clauses(life)
    if clauses is None:
        return None
    begun = list(terms(clauses, until=max(day, clauses.effect)))
    return _stretch(life, begun[-1])


def is_open_ended(life: Life, day: dt.date) -> bool:
    """Whether it was renewed tacitly without a written length: then for an indefinite time (C. civ. 1214, 1215)."""
    first = first_stretch(life)
    return life.renews and life.renewal is None and first is not None and day > first.late


def is_over(life: Life, day: dt.date) -> bool:
    """Whether its last term has passed and nothing says that it goes on."""
    found = stretch_at(life, day)
    return found is not None and day > found.late and not is_open_ended(life, day)


def will_renew(life: Life, stretch: Stretch) -> bool:
    """Whether a tacit renewal follows this term."""
    return life.renews and (life.most_renewals is None or stretch.rank < life.most_renewals)


def deadline_of(life: Life, stretch: Stretch) -> Deadline | None:
    """By when to write so that a term is the last (rule 12); None without a notice, or when nothing would follow."""
    if life.notice is None or not will_renew(life, stretch):
        return None
    safe = working_day_before(before(stretch.early, life.notice))
    return Deadline(safe, last_start(stretch.late, life.notice))


def _clauses(life: Life) -> Clauses | None:
    """What the calendar counts with; a written end needs no beginning."""
    start = life.effect_on if life.ends_on is None else min(life.effect_on or life.ends_on, life.ends_on)
    if start is None or (life.ends_on is None and life.duration is None):
        return None
    return Clauses(
        start,
        end=life.ends_on,
        duration=life.duration,
        renewal=Renewal.TACIT if life.renews else None,
        renewal_period=life.renewal,
        renewal_times=life.most_renewals,
    )


def _stretch(life: Life, term: Term) -> Stretch:
    is_written = term.number == 0 and life.ends_on is not None
    from_on = term.start if term.number or life.effect_on is not None else None
    return Stretch(term.number, from_on, term.end, term.other_end, is_written=is_written)


def _day(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        return None
