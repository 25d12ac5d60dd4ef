"""Federations: an organisation joins, leaves."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions.writing import end_on, keep, locked, overlapping
from maillage.organisations.models import Membership, Organisation, User


@transaction.atomic
def join(
    *,
    federation: Organisation,
    member: Organisation,
    from_on: dt.date,
    to_on: dt.date | None = None,
    is_founder: bool = False,
    by: User | None,
    at: dt.datetime,
) -> Membership:
    """Record that ``member`` belongs to ``federation`` from a day on."""
    if not locked(federation).is_federation:
        raise Refusal("Seule une fédération a des membres : corrigez d’abord sa nature.", field="federation")
    if overlapping(Membership.objects.filter(federation=federation, member=member), from_on, to_on).exists():
        raise Refusal("Cette organisation est déjà membre à ces dates.", field="from_on")
    membership = keep(
        Membership(federation=federation, member=member, from_on=from_on, to_on=to_on, is_founder=is_founder)
    )
    journal.record(
        verb="membership-joined", by=by, at=at, subject=membership, organisation=federation, audience=(member,)
    )
    return membership


@transaction.atomic
def leave(*, membership: Membership, last_day_on: dt.date, by: User | None, at: dt.datetime) -> Membership:
    """Record that a member belongs to its federation until ``last_day_on``."""
    row = locked(membership)
    end_on(row, last_day_on)
    journal.record(
        verb="membership-left",
        by=by,
        at=at,
        subject=row,
        organisation=row.federation_id,
        fields=("to_on",),
        audience=(row.member_id,),
    )
    return row
