"""What the home asks: drafts where it is somebody's turn, visas that wait for them, texts that all others approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maillage.negotiation.choices import Verdict, VisaState
from maillage.negotiation.models import Answer, Proposal, Round, Seat, Visa

_OPEN = {
    "negotiation__closed_at__isnull": True,
    "negotiation__agreement__archived_at__isnull": True,
    "negotiation__agreement__merged_into__isnull": True,
    "negotiation__agreement__signed_on__isnull": True,
}

_DISCUSSED = {"retained_at__isnull": True, "withdrawn_at__isnull": True, "set_aside_at__isnull": True}


@dataclass(frozen=True)
class Turn:
    """A draft where a party is waited for: ``count`` proposals to answer, by ``answer_by`` if a day was set.

    ``contested`` are its own that another party refused, or answered with other words: it decides again.
    """

    agreement: UUID
    title: str
    party: str
    count: int
    contested: int
    answer_by: dt.date | None


@dataclass(frozen=True)
class VisaAsked:
    """A visa that waits for a person."""

    agreement: UUID
    visa: UUID
    title: str
    label: str
    version: int


def turns_for(bodies: Collection[UUID], *, most: int) -> list[Turn]:
    """The drafts in which one of ``bodies`` has proposals to answer, the most pressing first: one query."""
    if not bodies:
        return []
    seats = Seat.objects.filter(organisation__in=bodies, left_at__isnull=True, **_OPEN)
    rounds = Round.objects.filter(negotiation=OuterRef("negotiation"), closed_at__isnull=True)
    rows = (
        seats.annotate(waiting=_counted(_asked()), contested=_counted(_contested()))
        .filter(Q(waiting__gt=0) | Q(contested__gt=0))
        .annotate(answer_by=Subquery(rounds.values("answer_by")[:1]))
        .order_by(F("answer_by").asc(nulls_last=True), "negotiation__opened_at", "pk")
    )
    found = rows.values_list(
        "negotiation__agreement_id", "negotiation__agreement__title", "name", "waiting", "contested", "answer_by"
    )
    return [Turn(*row) for row in found[:most]]


def _asked() -> QuerySet[Proposal]:
    """The proposals of others, under discussion, that a seat has not answered."""
    answered = Answer.objects.filter(proposal=OuterRef("pk"), seat=OuterRef(OuterRef("pk")), superseded_at__isnull=True)
    rows = Proposal.objects.filter(~Q(seat=OuterRef("pk")), negotiation=OuterRef("negotiation"), **_DISCUSSED)
    return rows.filter(~Exists(answered))


def _contested() -> QuerySet[Proposal]:
    """The proposals of a seat to which another did not say yes."""
    against = Answer.objects.filter(proposal=OuterRef("pk"), superseded_at__isnull=True).exclude(verdict=Verdict.ACCEPT)
    return Proposal.objects.filter(Exists(against), seat=OuterRef("pk"), **_DISCUSSED)


def _counted(rows: QuerySet[Proposal]) -> Coalesce:
    counted = rows.order_by().values("negotiation").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def visas_for(person: UUID, *, most: int) -> list[VisaAsked]:
    """The visas whose turn it is to be given by an account: one query."""
    earlier = Visa.objects.filter(approval=OuterRef("approval"), order__lt=OuterRef("order"))
    rows = (
        Visa.objects.filter(
            user=person,
            state=VisaState.WAITING,
            approval__ended_at__isnull=True,
            approval__approved_at__isnull=True,
            approval__expression__superseded_at__isnull=True,
            **{f"approval__seat__{name}": value for name, value in _OPEN.items()},
        )
        .filter(~Exists(earlier.exclude(state=VisaState.GIVEN)))
        .order_by("approval__begun_at", "pk")
    )
    found = rows.values_list(
        "approval__seat__negotiation__agreement_id",
        "pk",
        "approval__seat__negotiation__agreement__title",
        "label",
        "approval__expression__number",
    )
    return [VisaAsked(*row) for row in found[:most]]
