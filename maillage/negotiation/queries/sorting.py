"""The list of proposals, by what is asked of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from maillage.negotiation.choices import ProposalState
from maillage.negotiation.queries.proposals import Standing

SHOWING = {
    "": "En discussion",
    "moi": "Attendent ma réponse",
    "acceptees": "Acceptées par toutes",
    "retenues": "Retenues",
    "texte": "Dans le texte",
    "ecartees": "Écartées ou retirées",
    "toutes": "Toutes",
}


def sorted_out(found: Sequence[Standing], own: Collection[UUID], wanted: str) -> list[Standing]:
    """Those of ``found`` that a word of :data:`SHOWING` names; ``own`` are the seats of who looks."""
    if wanted == "toutes":
        return list(found)
    if wanted == "moi":
        return [one for one in found if _waits(one, own)]
    if wanted == "acceptees":
        return [one for one in found if one.can_be_retained]
    states = {
        "retenues": {ProposalState.RETAINED},
        "texte": {ProposalState.TAKEN},
        "ecartees": {ProposalState.SET_ASIDE, ProposalState.WITHDRAWN},
    }.get(wanted, {ProposalState.OPEN, ProposalState.RETAINED})
    return [one for one in found if one.proposal.state in states]


def _waits(one: Standing, own: Collection[UUID]) -> bool:
    if one.proposal.state != ProposalState.OPEN:
        return False
    asked = one.has_ground and any(seat.pk in own for seat in one.missing)
    return asked or (one.waits_for_author and one.proposal.seat_id in own)
