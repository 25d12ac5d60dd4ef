"""What the calendar is computed from: the clauses on the life of an agreement, each with the words that say it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from maillage.agreements.calendar.course import NOTHING, Course
from maillage.foundations.durations import Duration
from maillage.foundations.workdays import Zone


class Renewal(StrEnum):
    """What follows the term."""

    TACIT = "tacit"
    EXPRESS = "express"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the text that a date rests on, the number of their article, their place where it is known.

    ``declared_by``: no words say it, a named person does.
    """

    quote: str
    article: str | None = None
    provision: UUID | None = None
    declared_by: str = ""


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses on the life of an agreement; None where the text says nothing.

    ``end`` is a date that the text writes: it prevails over ``duration`` (law.md rule 8). ``renewal_period`` is the
    length of a renewed term, ``renewal_times`` how many there may be. ``non_renewal_notice`` prevents a renewal,
    ``exit_notice`` ends the agreement at any time; the first defaults to the second. ``meetings`` are rhythms by the
    name of a body. ``words`` holds the source of each, by field name. ``course`` is what happened since.
    ``is_effect_known`` is false when only the end is: ``effect`` is then the first day of all.
    """

    effect: dt.date
    end: dt.date | None = None
    duration: Duration | None = None
    renewal: Renewal | None = None
    renewal_period: Duration | None = None
    renewal_times: int | None = None
    exit_notice: Duration | None = None
    non_renewal_notice: Duration | None = None
    evaluation: Duration | None = None
    amendment: Duration | None = None
    meetings: tuple[tuple[str, Duration], ...] = ()
    financial_year_end: tuple[int, int] | None = None
    payment_days: int | None = None
    signed: dt.date | None = None
    notified: dt.date | None = None
    grant: bool = False
    zone: Zone = Zone.METROPOLE
    course: Course = NOTHING
    is_effect_known: bool = True
    words: Mapping[str, Words] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.effect:
            raise ValueError("The end comes before the effect.")
        if self.renewal_times is not None and self.renewal_times < 0:
            raise ValueError("A number of renewals is not negative.")

    @property
    def notice(self) -> Duration | None:
        """The notice that prevents a renewal: its own, else the one to leave."""
        return self.non_renewal_notice or self.exit_notice

    @property
    def notice_name(self) -> str:
        """The field that :attr:`notice` comes from."""
        return "non_renewal_notice" if self.non_renewal_notice else "exit_notice"
