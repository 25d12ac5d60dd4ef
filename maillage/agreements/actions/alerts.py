"""Alerts on authority and signature: set aside by a named person with a reason, and taken back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.models import Agreement, AlertSetAside, Party
from maillage.agreements.queries.legal_alerts import alerts_in
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of


@transaction.atomic
def set_aside(*, agreement: Agreement, mark: str, reason: str, by: User, at: dt.datetime) -> AlertSetAside:
    """Say why an alert does not stop the parties; it holds for the facts that the alert rests on, and no others."""
    row = opened(agreement)
    alert = next((one for one in alerts_in(row, day=day_of(at)).alerts if one.mark == mark), None)
    if alert is None:
        raise Refusal("Cette alerte n’est plus là : les faits ont changé. Rechargez la page.")
    if not reason.strip():
        raise Refusal("Dites pourquoi vous écartez cette alerte : toutes les parties le liront.", field="reason")
    party = Party.objects.filter(agreement=row, pk=alert.party_key).first() if alert.party_key else None
    kept = keep(
        AlertSetAside(
            agreement=row,
            party=party,
            code=alert.code,
            mark=mark,
            title=alert.title[:300],
            reason=reason.strip(),
            set_aside_at=at,
            set_aside_by=by,
        )
    )
    touch(row)
    tell("alert-set-aside", row, by=by, at=at)
    return kept


@transaction.atomic
def take_back(*, kept: AlertSetAside, by: User, at: dt.datetime) -> None:
    """Bring an alert back; that it was set aside stays to be read."""
    agreement = opened(kept.agreement)
    row = locked(kept)
    if row.taken_back_at is not None:
        raise StaleRevision
    row.taken_back_at, row.taken_back_by = at, by
    row.revision += 1
    keep(row)
    touch(agreement)
    tell("alert-taken-back", agreement, by=by, at=at)
