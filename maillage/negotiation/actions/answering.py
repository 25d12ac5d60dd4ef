"""The parties answer a proposal; a person retains what all accepted, or sets aside what will not be written."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.base.refusals import Refusal, StaleRevision
from maillage.negotiation.actions.proposing import Settled
from maillage.negotiation.actions.writing import opened, seated, tell
from maillage.negotiation.choices import ProposalState, Verdict
from maillage.negotiation.models import Answer, Negotiation, Proposal, Seat
from maillage.negotiation.queries.proposals import Standing, conflicts_of, standings
from maillage.negotiation.queries.texts import Draft
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User


class GroundChanged(Refusal):
    """The text says otherwise than when the proposal was written."""

    sentence = (
        "Le texte a changé depuis que cette proposition a été écrite : son auteur doit d’abord la reprendre sur les "
        "mots d’aujourd’hui, ou la retirer."
    )


class NotAccepted(Refusal):
    """The rule of the table: all other parties have accepted."""

    sentence = "Toutes les autres parties doivent l’avoir acceptée avant qu’elle soit retenue."


class Clashes(Refusal):
    """Two alternatives are never merged: a person chooses."""

    def __init__(self, other: Proposal) -> None:
        super().__init__(
            f"La proposition n° {other.number} est déjà retenue et change les mêmes mots : remettez-la en discussion, "
            "ou écartez celle-ci. Deux rédactions ne se fondent jamais d’elles-mêmes."
        )


@transaction.atomic
def answer(
    *,
    proposal: Proposal,
    seat: Seat,
    verdict: Verdict | str,
    reason: str = "",
    revision: int | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Answer:
    """Accept or refuse in the name of ``seat``. ``revision``: that of the words which were read."""
    row, draft = opened(proposal.negotiation, at=at)
    found = locked(proposal)
    if found.state != ProposalState.OPEN:
        raise Settled
    if revision is not None and found.revision != revision:
        raise StaleRevision
    party = seated(row, seat)
    if found.seat_id == party.pk:
        raise Refusal("C’est la proposition de cette partie : elle n’a pas à y répondre.")
    if verdict not in {Verdict.ACCEPT, Verdict.REFUSE}:
        raise Refusal("Pour répondre par une autre rédaction, écrivez-la.", field="verdict")
    if verdict == Verdict.REFUSE and not reason.strip():
        raise Refusal("Écrivez pourquoi vous refusez : l’auteur doit pouvoir vous répondre.", field="reason")
    if verdict == Verdict.ACCEPT and not draft.holds_ground_of(found):
        raise GroundChanged
    Answer.objects.filter(proposal=found, seat=party, superseded_at__isnull=True).update(superseded_at=at)
    made = keep(
        Answer(
            proposal=found,
            seat=party,
            verdict=verdict,
            reason=reason.strip(),
            answered_at=at,
            answered_by=by,
            declared_by=declared_by.strip()[:200],
        )
    )
    tell("proposal-answered", row, by=by, at=at)
    return made


@transaction.atomic
def retain(*, proposal: Proposal, revision: int | None = None, by: User | None, at: dt.datetime) -> Proposal:
    """Say that a proposal which all accepted will be written when the round closes."""
    row, draft = opened(proposal.negotiation, at=at)
    found = locked(proposal)
    if revision is not None and found.revision != revision:
        raise StaleRevision
    check_retainable(row, draft, found)
    found.retained_at, found.retained_by = at, by
    found.revision += 1
    keep(found)
    tell("proposal-retained", row, by=by, at=at)
    return found


def check_retainable(negotiation: Negotiation, draft: Draft, proposal: Proposal) -> Standing:
    """Refuse to retain what is not accepted by all, whose ground changed, or that another one retained contradicts."""
    if proposal.state != ProposalState.OPEN:
        raise Settled
    seats = list(Seat.objects.filter(negotiation=negotiation).order_by("order", "pk"))
    (standing,) = standings([proposal], seats, draft)
    if not standing.has_ground:
        raise GroundChanged
    if not standing.is_accepted:
        raise NotAccepted
    clashing = conflicts_of(proposal, retained_of(negotiation), draft)
    if clashing:
        raise Clashes(clashing[0])
    return standing


def retained_of(negotiation: Negotiation) -> list[Proposal]:
    """What waits for the end of the round to be written."""
    rows = Proposal.objects.filter(
        negotiation=negotiation,
        retained_at__isnull=False,
        taken_in__isnull=True,
        set_aside_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    return list(rows.order_by("number", "pk"))


@transaction.atomic
def release(*, proposal: Proposal, by: User | None, at: dt.datetime) -> Proposal:
    """Put a retained proposal back in discussion, before the round closes."""
    row, _ = opened(proposal.negotiation, at=at)
    found = locked(proposal)
    if found.state != ProposalState.RETAINED:
        raise Refusal("Cette proposition n’est pas retenue.")
    found.retained_at, found.retained_by = None, None
    found.revision += 1
    keep(found)
    tell("proposal-released", row, by=by, at=at)
    return found


@transaction.atomic
def set_aside(*, proposal: Proposal, reason: str, by: User | None, at: dt.datetime) -> Proposal:
    """Close the discussion of a proposal that a party refused, or whose ground went: it will not be written."""
    row, draft = opened(proposal.negotiation, at=at)
    found = locked(proposal)
    if found.state != ProposalState.OPEN:
        raise Settled
    if not reason.strip():
        raise Refusal("Écrivez pourquoi cette proposition est écartée.", field="reason")
    seats = list(Seat.objects.filter(negotiation=row).order_by("order", "pk"))
    (standing,) = standings([found], seats, draft)
    if standing.has_ground and not standing.against:
        raise Refusal("Aucune partie ne l’a refusée : attendez les réponses, ou demandez à son auteur de la retirer.")
    found.set_aside_at, found.set_aside_by, found.set_aside_reason = at, by, reason.strip()[:500]
    found.revision += 1
    keep(found)
    tell("proposal-set-aside", row, by=by, at=at)
    return found


@transaction.atomic
def discuss_again(*, proposal: Proposal, by: User | None, at: dt.datetime) -> Proposal:
    """Open again a proposal that was set aside or withdrawn."""
    row, _ = opened(proposal.negotiation, at=at)
    found = locked(proposal)
    if found.state not in {ProposalState.SET_ASIDE, ProposalState.WITHDRAWN}:
        raise Refusal("Cette proposition n’est ni écartée ni retirée.")
    found.set_aside_at, found.set_aside_by, found.set_aside_reason = None, None, ""
    found.withdrawn_at = None
    found.revision += 1
    keep(found)
    tell("proposal-discussed-again", row, by=by, at=at)
    return found
