"""What an account chooses of its letters, and what it has seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from maillage.notices.choices import Rhythm
from maillage.notices.models import Notice, Preference, Telling
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import Organisation, User


@transaction.atomic
def choose_rhythm(*, user: User, organisation: Organisation, rhythm: Rhythm) -> Preference:
    """Receive the alerts of an organisation by mail at another rhythm, from the next one on."""
    locked(user)
    row = Preference.objects.filter(user=user, organisation=organisation).first()
    row = row or Preference(user=user, organisation=organisation)
    row.rhythm = rhythm
    return keep(row)


@transaction.atomic
def see(*, user: User, notices: Collection[UUID] | None = None, at: dt.datetime) -> int:
    """Mark alerts as seen, or all of them: they stay until they are done, and the masthead no longer counts them."""
    rows = Telling.objects.filter(user=user, seen_at__isnull=True)
    if notices is not None:
        rows = rows.filter(notice__in=Notice.objects.filter(pk__in=notices).values("pk"))
    return rows.update(seen_at=at)
