"""What happened since to the life that the text laid down: endings, notices, extensions, suspensions, as plain values.

Each is dated by what gives it effect (a receipt, a signature), never by the day on which somebody wrote it down: facts
entered late, or in another order, make the same life.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Extended:
    """An extension: the term that runs when it is signed ends on ``until_on`` instead (C. civ. 1213)."""

    signed_on: dt.date
    until_on: dt.date
    said: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Opposed:
    """A notice against the renewal, complete on the day when the last partner had received it."""

    received_on: dt.date
    said: str = ""


@dataclass(frozen=True, slots=True)
class Stopped:
    """An ending at midnight of ``on``, whatever the text had foreseen: ``said`` explains it, ``law`` is its article.

    ``received_on`` is the day from which a notice runs, when a notice ends it.
    """

    on: dt.date
    said: str = ""
    law: str | None = None
    received_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """A suspension from a day to a day, both included; without a last day it goes on."""

    from_on: dt.date
    to_on: dt.date | None = None
    said: str = ""

    def holds(self, day: dt.date) -> bool:
        """Whether the agreement is suspended on ``day``."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Course:
    """All that happened; their order means nothing."""

    extensions: tuple[Extended, ...] = ()
    oppositions: tuple[Opposed, ...] = ()
    stops: tuple[Stopped, ...] = ()
    pauses: tuple[Paused, ...] = ()

    @property
    def stop(self) -> Stopped | None:
        """The ending that comes first."""
        return min(self.stops, key=lambda one: (one.on, one.said), default=None)

    def is_paused(self, day: dt.date) -> bool:
        """Whether the agreement is suspended on ``day``."""
        return any(one.holds(day) for one in self.pauses)


NOTHING = Course()
"""Nothing happened: what the text says is what will be."""
