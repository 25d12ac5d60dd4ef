"""Mail about alerts, at the rhythm that each account chose: at once, each day, each week, or what is mandatory."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from maillage.notices import mail
from maillage.notices.actions.writing import write_letter
from maillage.notices.choices import Rhythm, Urgency
from maillage.notices.models import Notice, Preference, Telling
from maillage.organisations.models import Organisation, User
from maillage.organisations.permissions import rights_of

MORNING, EVENING = dt.time(7), dt.time(20)
"""Nothing is sent in the night: what is told after eight in the evening leaves at seven in the morning (in France)."""
SOON, PRESSING = dt.timedelta(days=7), dt.timedelta(days=2)
"""What is mandatory and due by then waits for no weekly letter; for no letter of the next morning."""


def mail_at_once(notice: Notice, fresh: Iterable[Telling], *, at: dt.datetime) -> int:
    """Write to those who asked for each alert as it comes, in the transaction that tells it.

    What is mandatory and due in a day or two is written to all at once: a letter of tomorrow may come too late.
    """
    users = User.objects.filter(pk__in=[one.user_id for one in fresh], is_active=True)
    if not _presses(notice, at, PRESSING):
        asked = Preference.objects.filter(organisation=notice.organisation_id, rhythm=Rhythm.AT_ONCE)
        users = users.filter(pk__in=asked.values("user"))
    count = 0
    for user in users.order_by("pk"):
        written = write_letter(
            key=f"notice:{notice.pk.hex}:{user.pk.hex}",
            words=mail.of_one(notice, user),
            user=user,
            due_at=by_day(at),
            at=at,
        )
        count += written is not None
        Telling.objects.filter(notice=notice, user=user).update(mailed_at=at)
    return count


def write_due(at: dt.datetime) -> int:
    """Write the letters that gather alerts, for whoever's hour has come; return how many. May be run at any time."""
    waiting = Telling.objects.filter(mailed_at__isnull=True, notice__stopped_at__isnull=True, user__is_active=True)
    pairs = waiting.filter(told_at__lt=morning_before(at))
    rows = pairs.order_by("user_id", "notice__organisation_id").values_list("user_id", "notice__organisation_id")
    return sum(_write_one(user, organisation, at=at) for user, organisation in list(rows.distinct()))


@transaction.atomic
def _write_one(user_id: UUID, organisation_id: UUID, *, at: dt.datetime) -> int:
    """The letter of one account about one organisation, if its hour has come and it still acts for it."""
    user = User.objects.get(pk=user_id)
    rhythm = Preference.objects.filter(user=user, organisation_id=organisation_id).values_list("rhythm", flat=True)
    held = {one.organisation_id for one in rights_of(user, at=at).grants}
    rows = Telling.objects.select_for_update(of=("self",)).filter(
        user=user, notice__organisation_id=organisation_id, notice__stopped_at__isnull=True, mailed_at__isnull=True
    )
    told = [
        one
        for one in rows.select_related("notice").order_by("notice__due_on", "told_at", "pk")
        if organisation_id in held and one.told_at < _hour_of(Rhythm(rhythm.first() or Rhythm.DAILY), one.notice, at)
    ]
    if not told:
        return 0
    organisation = Organisation.objects.get(pk=organisation_id)
    written = write_letter(
        key=f"digest:{user.pk.hex}:{organisation_id.hex}:{morning_before(at):%Y-%m-%d}",
        words=mail.of_many(in_order([one.notice for one in told]), user, organisation),
        user=user,
        at=at,
    )
    if written is not None:
        Telling.objects.filter(pk__in=[one.pk for one in told]).update(mailed_at=at)
    return int(written is not None)


def in_order(notices: Sequence[Notice]) -> list[Notice]:
    """By the day by which to act, what is mandatory first; those without a day at the end."""
    groups = defaultdict[bool, list[Notice]](list)
    for one in notices:
        groups[one.urgency == Urgency.MANDATORY].append(one)
    return [one for key in (True, False) for one in sorted(groups[key], key=lambda row: row.due_on or dt.date.max)]


def by_day(at: dt.datetime) -> dt.datetime:
    """``at``, or seven in the morning when that is in the night."""
    here = timezone.localtime(at)
    if MORNING <= here.time() < EVENING:
        return at
    day = here.date() if here.time() < MORNING else here.date() + dt.timedelta(days=1)
    return _at_seven(day)


def morning_before(at: dt.datetime) -> dt.datetime:
    """The last seven o’clock in the morning."""
    here = timezone.localtime(at)
    return _at_seven(here.date() if here.time() >= MORNING else here.date() - dt.timedelta(days=1))


def _hour_of(rhythm: Rhythm, notice: Notice, at: dt.datetime) -> dt.datetime:
    """What was told before that hour is written now; nothing is, before the epoch."""
    morning = morning_before(at)
    if rhythm == Rhythm.NEVER:
        return morning if notice.urgency == Urgency.MANDATORY else _NEVER
    if rhythm == Rhythm.WEEKLY and not _presses(notice, at, SOON):
        return morning - dt.timedelta(days=timezone.localtime(morning).weekday())
    return morning


def _presses(notice: Notice, at: dt.datetime, wait: dt.timedelta) -> bool:
    is_mandatory = notice.urgency == Urgency.MANDATORY
    return is_mandatory and notice.due_on is not None and notice.due_on <= timezone.localdate(at) + wait


def _at_seven(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, MORNING, timezone.get_default_timezone())


_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
