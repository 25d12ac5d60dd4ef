"""What a notice comes to, from how each partner received it: pure, the same in whatever order receipts are known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.calendar import notice
from maillage.agreements.calendar.notice import LAW
from maillage.agreements.calendar.words import day_in_words
from maillage.foundations.durations import Duration

LATER = " La lettre demande un jour plus tardif : l’accord prend fin le {day} à minuit."
WITHOUT_PERIOD = "Aucun préavis n’est écrit : il prend fin le jour de la dernière réception, le {day}."


@dataclass(frozen=True, slots=True)
class Sending:
    """A partner to whom a notice is due, and what is known of it: sent, received."""

    party_id: UUID
    label: str
    sent_on: dt.date | None = None
    received_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a notice comes to. ``received_on`` and ``last_day`` stay empty while a partner has not received it."""

    waiting: tuple[str, ...]
    received_on: dt.date | None = None
    last_day: dt.date | None = None
    explanation: str = ""
    law: str = LAW

    @property
    def is_complete(self) -> bool:
        """Whether each partner has received it (law.md rule 11)."""
        return self.received_on is not None


def outcome_of(sendings: Sequence[Sending], period: Duration | None, *, asked_on: dt.date | None = None) -> Outcome:
    """When a notice is complete, and on which day it ends what it ends.

    The notice runs from the last receipt (CPC 669, 641, 642); a later day that the letter asks for is the one kept.
    """
    waiting = tuple(one.label for one in sendings if one.received_on is None)
    days = [one.received_on for one in sendings if one.received_on is not None]
    if waiting or not days:
        return Outcome(waiting)
    last = max(days)
    if period is None:
        end, said = last, WITHOUT_PERIOD.format(day=day_in_words(last))
    else:
        found = notice(days, period)
        assert found is not None  # noqa: S101 no receipt is missing
        end, said = found.ends_on, found.explanation
    if asked_on is not None and asked_on > end:
        end, said = asked_on, said + LATER.format(day=day_in_words(asked_on))
    return Outcome((), last, end, said)
