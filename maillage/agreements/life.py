"""When an agreement ends, and by when one must have written: what is written and stated, laid before the calendar.

Nothing is counted here: ``agreements.calendar`` is the one engine. This says which clause and which stated fact it
counts with (law.md rules 5 and 8: a stated date prevails over a written one, a written one over what is counted).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from maillage.agreements.calendar import NOTHING, Clauses, Course, Renewal, Term, is_renewed, receipts, terms
from maillage.agreements.choices import TermName
from maillage.foundations.durations import Duration, duration_of
from maillage.foundations.workdays import Zone


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the dates of an agreement."""

    signed_on: dt.date | None = None
    notified_on: dt.date | None = None
    effect_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """The dates and lengths from which the rest is computed, where days are counted, and what happened since."""

    effect_on: dt.date | None
    ends_on: dt.date | None
    duration: Duration | None
    mode: Renewal | None
    renewal: Duration | None
    most_renewals: int | None
    exit_notice: Duration | None
    non_renewal_notice: Duration | None
    zone: Zone = Zone.METROPOLE
    course: Course = NOTHING

    @property
    def renews(self) -> bool:
        """Whether the text says that it renews tacitly."""
        return self.mode == Renewal.TACIT

    @property
    def notice(self) -> Duration | None:
        """The notice against a renewal: its own, else the one to leave."""
        return self.non_renewal_notice or self.exit_notice

    @property
    def notice_is_for_renewal(self) -> bool:
        """Whether the text gives the renewal a notice of its own."""
        return self.non_renewal_notice is not None

    @property
    def clauses(self) -> Clauses | None:
        """What the calendar counts with; None while no beginning is known: a written end needs none."""
        is_known = self.effect_on is not None and (self.ends_on is None or self.effect_on <= self.ends_on)
        if not is_known and self.ends_on is None:
            return None
        return Clauses(
            self.effect_on if is_known and self.effect_on is not None else dt.date.min,
            end=self.ends_on,
            duration=self.duration,
            renewal=self.mode,
            renewal_period=self.renewal,
            renewal_times=self.most_renewals,
            exit_notice=self.exit_notice,
            non_renewal_notice=self.non_renewal_notice,
            zone=self.zone,
            course=self.course,
            is_effect_known=is_known,
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A term of the agreement: the first one (``rank`` 0) or a renewal. ``early`` and ``late`` are its two readings.

    ``term`` is the same as the calendar knows it.
    """

    rank: int
    from_on: dt.date | None
    early: dt.date
    late: dt.date
    is_written: bool
    term: Term

    @property
    def is_plain(self) -> bool:
        """Whether there is one reading only."""
        return self.early == self.late


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a letter must have been received: the cautious day, and the last that may still be lawful."""

    safe_on: dt.date
    last_on: dt.date


def life_of(values: Mapping[str, str], facts: Facts, *, zone: Zone = Zone.METROPOLE, course: Course = NOTHING) -> Life:
    """What can be counted with, from the clauses (value by name), the stated facts and what happened since."""
    most, mode = values.get(TermName.RENEWAL_MAX_TIMES, ""), values.get(TermName.RENEWAL_MODE, "")
    return Life(
        effect_on=effect_of(values, facts),
        ends_on=facts.ends_on or _day(values.get(TermName.END_DATE)),
        duration=duration_of(values.get(TermName.DURATION)),
        mode=Renewal(mode) if mode in set(Renewal) else None,
        renewal=duration_of(values.get(TermName.RENEWAL_PERIOD)),
        most_renewals=int(most) if most.isdecimal() else None,
        exit_notice=duration_of(values.get(TermName.NOTICE_PERIOD)),
        non_renewal_notice=duration_of(values.get(TermName.NON_RENEWAL_NOTICE)),
        zone=zone,
        course=course,
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
    clauses = life.clauses
    first = next(terms(clauses, until=clauses.effect), None) if clauses is not None else None
    return None if first is None else _stretch(life, first)


def stretch_at(life: Life, day: dt.date) -> Stretch | None:
    """The term or the tacit renewal that ``day`` falls in, else the last that is known to have been."""
    clauses = life.clauses
    begun = list(terms(clauses, until=max(day, clauses.effect))) if clauses is not None else []
    return _stretch(life, begun[-1]) if begun else None


def is_open_ended(life: Life, day: dt.date) -> bool:
    """Whether it was renewed tacitly without a written length: then for an indefinite time (C. civ. 1214, 1215)."""
    found = stretch_at(life, day)
    return found is not None and life.renewal is None and will_renew(life, found) and day > found.late


def is_over(life: Life, day: dt.date) -> bool:
    """Whether its last term has passed and nothing says that it goes on."""
    found = stretch_at(life, day)
    return found is not None and day > found.late and not is_open_ended(life, day)


def will_renew(life: Life, stretch: Stretch) -> bool:
    """Whether a tacit renewal follows this term."""
    return life.clauses is not None and is_renewed(stretch.term, life.clauses)


def deadline_of(life: Life, stretch: Stretch) -> Deadline | None:
    """By when to write so that a term is the last (rule 12); None without a notice, or when nothing would follow."""
    clauses = life.clauses
    found = receipts(stretch.term, clauses) if clauses is not None and is_renewed(stretch.term, clauses) else None
    return None if found is None else Deadline(found.cautious, found.last_legal)


def _stretch(life: Life, term: Term) -> Stretch:
    is_written = bool(term.extensions) or (term.number == 0 and life.ends_on is not None)
    from_on = term.start if term.start != dt.date.min else None
    return Stretch(term.number, from_on, term.end, term.other_end, is_written=is_written, term=term)


def _day(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        return None
