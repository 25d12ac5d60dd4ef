"""What the home asks: drafts where it is somebody's turn, visas that wait for them, texts that all others approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from maillage.base.statements import ask, day_of, key_of, keys, places
from maillage.negotiation.choices import Verdict, VisaState
from maillage.negotiation.models import Visa

_OPEN = {
    "negotiation__closed_at__isnull": True,
    "negotiation__agreement__archived_at__isnull": True,
    "negotiation__agreement__merged_into__isnull": True,
    "negotiation__agreement__signed_on__isnull": True,
}


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


# Written by hand, as all that the home asks (``maillage.base.statements``): it is the page that is opened most.
_DISCUSSED = "proposal.retained_at IS NULL AND proposal.withdrawn_at IS NULL AND proposal.set_aside_at IS NULL"
_TURNS = f"""
    SELECT * FROM (
        SELECT agreement.id, agreement.title, seat.name,
            (SELECT count(*) FROM negotiation_proposal proposal
                WHERE proposal.negotiation_id = seat.negotiation_id AND proposal.seat_id <> seat.id AND {_DISCUSSED}
                    AND NOT EXISTS (SELECT 1 FROM negotiation_answer answer WHERE answer.proposal_id = proposal.id
                        AND answer.seat_id = seat.id AND answer.superseded_at IS NULL)) waiting,
            (SELECT count(*) FROM negotiation_proposal proposal
                WHERE proposal.seat_id = seat.id AND {_DISCUSSED}
                    AND EXISTS (SELECT 1 FROM negotiation_answer answer WHERE answer.proposal_id = proposal.id
                        AND answer.verdict <> '{Verdict.ACCEPT}' AND answer.superseded_at IS NULL)) contested,
            (SELECT min(round.answer_by) FROM negotiation_round round
                WHERE round.negotiation_id = seat.negotiation_id AND round.closed_at IS NULL) answer_by,
            negotiation.opened_at, seat.id seat
        FROM negotiation_seat seat CROSS JOIN negotiation_negotiation negotiation
            CROSS JOIN agreements_agreement agreement
        WHERE negotiation.id = seat.negotiation_id AND agreement.id = negotiation.agreement_id
            AND seat.organisation_id IN ({{bodies}}) AND seat.left_at IS NULL AND negotiation.closed_at IS NULL
            AND agreement.archived_at IS NULL AND agreement.merged_into_id IS NULL AND agreement.signed_on IS NULL) turn
    WHERE waiting > 0 OR contested > 0
    ORDER BY CASE WHEN answer_by IS NULL THEN 1 ELSE 0 END, answer_by, opened_at, seat LIMIT {{most}}"""  # noqa: S608 names of ours


def turns_for(bodies: Collection[UUID], *, most: int) -> list[Turn]:
    """The drafts in which one of ``bodies`` has proposals to answer, the most pressing first: one query.

    A party answers the proposals of others that are under discussion; it decides again on its own that another refused,
    or answered with other words.
    """
    if not bodies:
        return []
    ids = keys(sorted(bodies))
    return [
        Turn(key_of(agreement), title, party, count, contested, answer_by and day_of(answer_by))
        for agreement, title, party, count, contested, answer_by, *_order in ask(
            _TURNS.format(bodies=places(ids), most=most), ids
        )
    ]


def visas_for(person: UUID, *, most: int) -> list[VisaAsked]:
    """The visas whose turn it is to be given by an account: two queries at most."""
    waiting = [*keys([person]), VisaState.WAITING.value]
    if not ask("SELECT 1 FROM negotiation_visa WHERE user_id = %s AND state = %s LIMIT 1", waiting):
        return []  # as on most days: the row costs much more to look for
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
