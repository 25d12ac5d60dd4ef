"""Who is told next: as the day comes nearer, whoever stands in, then the managers, then the administrators."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from maillage.notices.actions.digests import mail_at_once
from maillage.notices.choices import Level
from maillage.notices.kinds import kind_of
from maillage.notices.models import Notice, Telling
from maillage.notices.queries.recipients import Staff, staff_of
from maillage.organisations.permissions import day_of

WITHOUT_DAY = {Level.DEPUTY: dt.timedelta(days=7), Level.MANAGER: dt.timedelta(days=14)}
"""How long an alert without a day waits before it goes up; it never reaches the administrators."""


def level_at(notice: Notice, day: dt.date) -> Level:
    """How far the alert has gone up on ``day``.

    With a day to act by: the deputy when half of the time has passed, the manager when three quarters have, the
    administrators once it is late.
    """
    waited = day - notice.told_on
    if notice.due_on is None:
        reached = [level for level, wait in WITHOUT_DAY.items() if waited >= wait]
        return max(reached, default=Level.IN_CHARGE)
    if day > notice.due_on:
        return Level.ADMINISTRATOR
    whole = max((notice.due_on - notice.told_on).days, 1)
    if 4 * waited.days >= 3 * whole:
        return Level.MANAGER
    return Level.DEPUTY if 2 * waited.days >= whole else Level.IN_CHARGE


def recipients(notice: Notice, staff: Staff, *, day: dt.date) -> dict[UUID, Level]:
    """The accounts to tell by that day, each at the first level that names it.

    When nobody holds the levels reached, the next one that somebody holds is told at once, up to the administrators.
    """
    levels = staff.levels(permission=kind_of(notice.kind).permission, agreement_id=notice.agreement_id)
    reached = [level for level in sorted(levels) if level <= level_at(notice, day)]
    found: dict[UUID, Level] = {}
    for level in reached or sorted(levels)[:1]:
        for user in levels[level]:
            found.setdefault(user, level)
    return found


@transaction.atomic
def bring_up_to_date(
    notice: Notice, *, staff: Staff | None = None, known: Collection[UUID] | None = None, at: dt.datetime
) -> int:
    """Tell whoever is to be told of the alert today and was not (``known`` were); return how many."""
    day = day_of(at)
    wanted = recipients(notice, staff or staff_of(notice.organisation_id, day=day), day=day)
    if known is None:
        known = set(Telling.objects.filter(notice=notice).values_list("user_id", flat=True))
    fresh = [
        Telling(notice=notice, user_id=user, level=level, told_at=at)
        for user, level in wanted.items()
        if user not in known
    ]
    if fresh:
        Telling.objects.bulk_create(fresh, ignore_conflicts=True)
        mail_at_once(notice, fresh, at=at)
    if notice.is_orphan == bool(wanted):
        notice.is_orphan = not wanted
        Notice.objects.filter(pk=notice.pk).update(is_orphan=notice.is_orphan)
    return len(fresh)


def go_round(at: dt.datetime) -> int:
    """Look at every alert that stands: who holds the right today is told, and whoever left is told nothing more."""
    rows = Notice.objects.standing()
    organisations = rows.order_by("organisation_id").values_list("organisation_id", flat=True).distinct()
    return sum(_look_at(organisation, at) for organisation in list(organisations))


def _look_at(organisation_id: UUID, at: dt.datetime) -> int:
    """The alerts of one organisation: four queries, and those that somebody new is told of."""
    staff, known = staff_of(organisation_id, day=day_of(at)), defaultdict[UUID, set[UUID]](set)
    told = Telling.objects.filter(notice__organisation_id=organisation_id, notice__stopped_at__isnull=True)
    for notice_id, user_id in told.values_list("notice_id", "user_id"):
        known[notice_id].add(user_id)
    rows = Notice.objects.standing().filter(organisation_id=organisation_id).order_by("pk")
    return sum(bring_up_to_date(one, staff=staff, known=known[one.pk], at=at) for one in rows)
