"""Whom a federation binds: its members that adhere to the agreement on a day, and those that opted out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from maillage.agreements.models import Adherence, Commitment, Party, Position
from maillage.agreements.standing import Standing
from maillage.organisations.permissions import AnyUser


@dataclass(frozen=True, slots=True)
class Bound:
    """The members of a party that is a federation, on a day."""

    party: Party
    members: tuple[Adherence, ...]
    opted_out: tuple[Adherence, ...]


def bound_members(standing: Standing, parties: tuple[Party, ...], day: dt.date) -> tuple[Bound, ...]:
    """For each federation among ``parties``, the members that it binds on ``day``; one query."""
    rows = Adherence.objects.at(day).filter(agreement=standing.agreement).select_related("member")
    by_party: dict[object, list[Adherence]] = {}
    for row in rows.order_by("member__folded", "pk"):
        by_party.setdefault(row.party_id, []).append(row)
    return tuple(
        Bound(
            party,
            tuple(row for row in by_party.get(party.pk, ()) if not row.has_opted_out),
            tuple(row for row in by_party.get(party.pk, ()) if row.has_opted_out),
        )
        for party in parties
        if party.pk in by_party or (party.organisation is not None and party.organisation.is_federation)
    )


def positions_on(commitment: Commitment, *, user: AnyUser, at: dt.datetime) -> QuerySet[Position]:
    """Where members say that a commitment stands: to their federation all of them, to a member its own, to no other."""
    rows = Position.objects.visible_to(user, at=at).standing().filter(commitment=commitment)
    return rows.select_related("request__member").order_by("request__member__folded", "-made_at", "pk")
