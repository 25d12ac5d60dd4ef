"""What somebody was told, and how much of it they have not seen."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import F, QuerySet

from maillage.base.statements import ask, keys, places
from maillage.notices.choices import Rhythm
from maillage.notices.models import Letter, Notice, Preference, Telling
from maillage.organisations.models import User
from maillage.organisations.permissions import AnyUser, rights_of

MOST = 99  # what the masthead counts to
_UNSEEN = """
    SELECT 1 FROM notices_telling telling JOIN notices_notice notice ON notice.id = telling.notice_id
    WHERE telling.user_id = %s AND telling.seen_at IS NULL AND notice.stopped_at IS NULL
        AND notice.organisation_id IN ({bodies})
    LIMIT {most}"""  # every page asks it


def inbox_of(user: User, *, at: dt.datetime, is_over: bool = False) -> QuerySet[Telling]:
    """The alerts that stand (or those that were stopped), the most pressing first."""
    rows = Telling.objects.filter(user=user, notice__in=Notice.objects.visible_to(user, at=at).values("pk"))
    rows = rows.filter(notice__stopped_at__isnull=not is_over).select_related("notice__organisation")
    if is_over:
        return rows.order_by("-notice__stopped_at", "-pk")
    return rows.order_by(F("notice__due_on").asc(nulls_first=True), "-told_at", "pk")


def unseen(user: User, *, at: dt.datetime) -> int:
    """How many alerts wait to be seen, counted to :data:`MOST` and one: one query by an index."""
    held = {one.organisation_id for one in rights_of(user, at=at).grants}
    if not held:
        return 0
    bodies = keys(held)
    return len(ask(_UNSEEN.format(bodies=places(bodies), most=MOST + 1), [*keys([user.pk]), *bodies]))


def rhythms_of(user: User) -> dict[UUID, Rhythm]:
    """What the account chose, by organisation."""
    rows = Preference.objects.filter(user=user).values_list("organisation_id", "rhythm")
    return {organisation: Rhythm(rhythm) for organisation, rhythm in rows}


def orphans(user: AnyUser, *, at: dt.datetime) -> QuerySet[Notice]:
    """For whoever runs the installation: the alerts of which nobody can be told. Their titles are not for them."""
    if not rights_of(user, at=at).is_operator:
        return Notice.objects.none()
    rows = Notice.objects.standing().filter(is_orphan=True).select_related("organisation")
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def stuck_letters(user: AnyUser, *, at: dt.datetime) -> QuerySet[Letter]:
    """For whoever runs the installation: the letters that do not leave, the newest first."""
    if not rights_of(user, at=at).is_operator:
        return Letter.objects.none()
    return Letter.objects.exclude(problem="").filter(sent_at__isnull=True).order_by("-written_at", "-pk")
