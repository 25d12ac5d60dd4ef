"""Rounds, the versions that they made, and what each changed."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.agreements.models import Expression
from maillage.negotiation.models import Negotiation, Proposal, Round


@dataclass(frozen=True)
class Told:
    """A round with what it wrote into the text."""

    round: Round
    written: tuple[Proposal, ...]


def rounds_of(negotiation: Negotiation) -> list[Told]:
    """The rounds, the last first, each with the proposals that it wrote: two queries."""
    rows = Round.objects.filter(negotiation=negotiation).select_related("base", "result", "closed_by__person")
    hidden = [f"{one}__{name}" for one in ("base", "result") for name in ("text", "html", "reading")]
    taken: dict[object, list[Proposal]] = {}
    found = Proposal.objects.filter(negotiation=negotiation, taken_in__isnull=False)
    for one in found.select_related("seat__organisation").order_by("number", "pk"):
        taken.setdefault(one.taken_in_id, []).append(one)
    return [Told(one, tuple(taken.get(one.pk, ()))) for one in rows.defer(*hidden).order_by("-number")]


def versions_of(negotiation: Negotiation) -> list[Expression]:
    """The versions of the text, the last first, without their words."""
    rows = Expression.objects.filter(agreement=negotiation.agreement_id).select_related("recorded_by__person")
    return list(rows.defer("text", "html", "reading").order_by("-number"))


def current_round(negotiation: Negotiation) -> Round:
    """The round that goes on."""
    return Round.objects.select_related("base").get(negotiation=negotiation, closed_at__isnull=True)
