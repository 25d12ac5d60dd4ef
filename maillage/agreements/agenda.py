"""The duties of agreements in the calendars that people subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from maillage.agreements.models import Agreement, Duty
from maillage.notices.choices import FeedScope
from maillage.notices.feeds import BEFORE, CANCELLED_FOR, Entry
from maillage.notices.models import Feed
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

_MOST = 5000  # events of one calendar: those that come first


class Duties:
    """What a calendar holds of the agreements that its owner reads on the day it is asked for."""

    def entries(self, feed: Feed, *, at: dt.datetime) -> Iterator[Entry]:
        """The duties that stand, those that were done, and those that were cancelled lately."""
        rows = Duty.objects.visible_to(feed.user, at=at).filter(on__gte=day_of(at) - BEFORE)
        rows = rows.filter(Q(cancelled_at__isnull=True) | Q(cancelled_at__gte=at - CANCELLED_FOR))
        if feed.scope == FeedScope.AGREEMENT:
            rows = rows.filter(agreement=feed.agreement_id)
        elif feed.scope == FeedScope.ORGANISATION:
            concerned = Q(agreement__brought_by=feed.organisation_id) | Q(
                agreement__parties__organisation=feed.organisation_id
            )
            rows = rows.filter(concerned).distinct()
        for row in rows.select_related("agreement").order_by("on", "pk")[:_MOST]:
            yield _entry(row)

    def title_of(self, agreement_id: UUID, user: User, *, at: dt.datetime) -> str | None:
        """The title of an agreement that concerns the account."""
        return Agreement.objects.mine(user, at=at).filter(pk=agreement_id).values_list("title", flat=True).first()


def _entry(row: Duty) -> Entry:
    """Neither who declared a clause, nor what was said of a duty: a calendar leaves the application."""
    words = [row.explanation]
    if row.quote:
        words.append(f"« {row.quote} »" + (f", article {row.article}" if row.article else ""))
    if row.has_other_reading and row.last_on is not None:
        words.append(f"Par l’autre lecture : le {row.last_on:%d/%m/%Y}.")
    if row.law:
        words.append(row.law)
    return Entry(
        uid=row.pk,
        on=row.on,
        title=f"{row.label} – {row.agreement.title}",
        words="\n".join(words),
        path=row.get_absolute_url(),
        sequence=row.sequence,
        changed_at=row.changed_at,
        is_cancelled=row.cancelled_at is not None,
        is_done=row.done_at is not None,
    )
