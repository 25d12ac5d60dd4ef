"""Calendars: opened at a private address, moved to another, closed."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from uuid import UUID

from django.db import transaction

from maillage.base.refusals import Refusal
from maillage.notices.choices import Alarm, FeedScope
from maillage.notices.feeds import title_of
from maillage.notices.models import Feed
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import Organisation, User
from maillage.organisations.permissions import rights_of

MOST = 20  # open calendars of an account: more is a slip, or an abuse


def fingerprint(token: str) -> str:
    """What the table keeps of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def subscribe(
    *,
    user: User,
    scope: FeedScope,
    organisation: Organisation | None = None,
    agreement_id: UUID | None = None,
    alarm: Alarm = Alarm.WEEK,
    at: dt.datetime,
) -> tuple[Feed, str]:
    """Open a calendar; returns it with the token of its address, which is stored nowhere."""
    locked(user)
    if Feed.objects.open().filter(user=user).count() >= MOST:
        raise Refusal(f"Vous avez déjà {MOST} agendas ouverts : fermez ceux qui ne servent plus.")
    token = secrets.token_urlsafe(32)
    feed = Feed(
        user=user,
        scope=scope,
        organisation=organisation if scope == FeedScope.ORGANISATION else None,
        agreement_id=agreement_id if scope == FeedScope.AGREEMENT else None,
        name=_name(user, scope, organisation, agreement_id, at),
        alarm=alarm,
        fingerprint=fingerprint(token),
        created_at=at,
    )
    return keep(feed), token


def _name(
    user: User, scope: FeedScope, organisation: Organisation | None, agreement_id: UUID | None, at: dt.datetime
) -> str:
    """What calendars show; what the account does not read is refused."""
    if scope == FeedScope.ORGANISATION:
        held = {one.organisation_id for one in rights_of(user, at=at).grants}
        if organisation is None or organisation.pk not in held:
            raise Refusal("Choisissez une de vos organisations.", field="organisation")
        return f"Maillage – {organisation.label}"
    if scope == FeedScope.AGREEMENT:
        title = title_of(agreement_id, user, at=at) if agreement_id is not None else None
        if title is None:
            raise Refusal("Vous ne lisez pas cet accord.", field="scope")
        return f"Maillage – {title}"[:300]
    return "Maillage – mes échéances"


@transaction.atomic
def renew(*, feed: Feed, at: dt.datetime) -> tuple[Feed, str]:
    """Give a calendar another address: the former one opens nothing any more."""
    row = locked(feed)
    if row.revoked_at is not None:
        raise Refusal("Cet agenda est fermé : ouvrez-en un autre.")
    token = secrets.token_urlsafe(32)
    row.fingerprint, row.renewed_at = fingerprint(token), at
    row.revision += 1
    return keep(row), token


@transaction.atomic
def close(*, feed: Feed, at: dt.datetime) -> Feed:
    """Close a calendar: its address opens nothing any more."""
    row = locked(feed)
    if row.revoked_at is None:
        row.revoked_at = at
        row.revision += 1
        keep(row)
    return row
