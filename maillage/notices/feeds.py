"""What the rooms above put into calendars: each registers a source, which answers for what an account may read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from maillage.notices.models import Feed
from maillage.organisations.models import User

BEFORE = dt.timedelta(days=400)
"""How far back a calendar goes."""
CANCELLED_FOR = dt.timedelta(days=90)
"""How long a calendar says that an event is cancelled, so that those of others have the time to learn it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of a whole day: no personal data. ``sequence`` and ``changed_at`` grow with each change of it."""

    uid: UUID
    on: dt.date
    title: str
    words: str
    path: str
    sequence: int
    changed_at: dt.datetime
    is_cancelled: bool = False
    is_done: bool = False


class Source(Protocol):
    """What a room knows of calendars."""

    def entries(self, feed: Feed, *, at: dt.datetime) -> Iterable[Entry]:
        """The events of a calendar, as its owner may read them at ``at``, in the order of days."""

    def title_of(self, agreement_id: UUID, user: User, *, at: dt.datetime) -> str | None:
        """The title of an agreement, or None when the account does not read it."""


_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source; the same one twice counts once."""
    if source not in _sources:
        _sources.append(source)


def entries_of(feed: Feed, *, at: dt.datetime) -> list[Entry]:
    """All the events of a calendar, in the order of days."""
    found = [entry for source in _sources for entry in source.entries(feed, at=at)]
    return sorted(found, key=lambda entry: (entry.on, str(entry.uid)))


def title_of(agreement_id: UUID, user: User, *, at: dt.datetime) -> str | None:
    """The title of an agreement, for whoever reads it."""
    return next((title for source in _sources if (title := source.title_of(agreement_id, user, at=at))), None)
