"""What an account may read of the journal."""

from __future__ import annotations

import datetime as dt

from maillage.journal.models import Event, EventQuerySet, Reach
from maillage.organisations.models import User
from maillage.organisations.permissions import Permission, rights_of


def events_visible_to(user: User, *, at: dt.date | dt.datetime) -> EventQuerySet:
    """What reached the organisations whose journal the account reads, and what it did itself; the last first."""
    rights = rights_of(user, at=at)
    if not rights.is_open:
        return Event.objects.none()
    theirs = rights.organisation_ids(Permission.JOURNAL_VIEW)
    reached = Reach.objects.filter(organisation_id__in=theirs).values("event_id")
    own = Event.objects.filter(actor_id=user.pk).values("pk")
    # Two indexes joined: an Exists for each event would read the whole journal when little of it is theirs.
    return Event.objects.filter(pk__in=reached.union(own)).newest_first()
