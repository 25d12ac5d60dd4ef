"""Notification of the signed agreement to each party: sent, received, by what means, with what proof (CPC 668, 669)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.agreements.actions.facts import (
    Piece,
    Writer,
    check_past,
    correct,
    given,
    opened_for,
    record,
    still_standing,
)
from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Notification, Party
from maillage.organisations.models import User


@transaction.atomic
def notify(
    *,
    party: Party,
    values: Mapping[str, Any],
    piece: Piece | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Notification:
    """Record that a party is sent the signed agreement (``values``: means, sent, received, reference, unclaimed)."""
    writer = Writer(by, at, declared_by)
    agreement = opened_for(party)
    _check_notified(values, at)
    fact = Notification(party=party, **values)
    on = fact.received_on or fact.sent_on
    fact.document = given(
        piece, party, agreement, role=DocumentRole.OTHER, title="Preuve de notification", on=on, writer=writer
    )
    return record(fact, agreement, "notification-recorded", writer)


@transaction.atomic
def correct_notification(
    *,
    fact: Notification,
    values: Mapping[str, Any],
    piece: Piece | None = None,
    reason: str = "",
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Notification:
    """Complete a notification (received, with its proof) or correct it."""
    writer = Writer(by, at, declared_by)
    agreement = opened_for(fact.party)
    still_standing(fact)
    _check_notified(values, at)
    new = dict(values)
    if piece is not None:
        on = values.get("received_on") or values.get("sent_on")
        new["document"] = given(
            piece, fact.party, agreement, role=DocumentRole.OTHER, title="Preuve de notification", on=on, writer=writer
        )
    return correct(fact, agreement, new, "notification-corrected", reason=reason, writer=writer)


def _check_notified(values: Mapping[str, Any], at: dt.datetime) -> None:
    check_past(values.get("sent_on"), at, "sent_on", "L’envoi")
    check_past(values.get("received_on"), at, "received_on", "La réception")
