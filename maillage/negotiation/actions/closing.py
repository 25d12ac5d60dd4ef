"""A round closes: what was retained is written, and the text has another version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from maillage.agreements.actions.expressions import revise
from maillage.agreements.consolidation import (
    CannotApply,
    InsertAfter,
    Instruction,
    Move,
    Replace,
    Strike,
    Text,
    Where,
    apply,
)
from maillage.agreements.queries.trees import tree_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.negotiation.actions.answering import retained_of
from maillage.negotiation.actions.following import follow
from maillage.negotiation.actions.writing import opened, tell
from maillage.negotiation.choices import ProposalKind
from maillage.negotiation.models import Negotiation, Proposal, Round
from maillage.negotiation.queries.proposals import conflicts_of
from maillage.negotiation.queries.texts import Draft, draft_of
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User


class CannotWrite(Refusal):
    """A retained proposal that the text does not admit."""

    def __init__(self, proposal: Proposal, reason: str) -> None:
        super().__init__(f"La proposition n° {proposal.number} ne peut pas s’écrire : {reason}")


@dataclass(frozen=True)
class Closed:
    """What closing a round made: the round, how many proposals were written, how many remarks lost their words."""

    round: Round
    written: int
    adrift: int


@transaction.atomic
def close_round(
    *,
    negotiation: Negotiation,
    number: int | None = None,
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Closed:
    """Write what was retained into a new version of the text, and open the next round on it.

    ``number`` and ``revision`` are those of the round when the page was opened: if somebody closed it meanwhile,
    nothing is done.
    """
    row, draft = opened(negotiation, at=at)
    current = locked(Round.objects.get(negotiation=row, closed_at__isnull=True))
    if (number is not None and current.number != number) or (revision is not None and current.revision != revision):
        raise StaleRevision
    retained = in_order(retained_of(row), draft)
    result, adrift = draft.expression, 0
    if retained:
        text = written(tree_of(draft.expression), retained, draft)
        revised = revise(agreement=row.agreement, text=text, number=draft.expression.number, by=by, at=at)
        result = revised.expression
        after = draft_of(row.agreement)
        adrift = follow(row, after) if after is not None else 0
    current.result, current.closed_at, current.closed_by = result, at, by
    current.revision += 1
    keep(current)
    for one in retained:
        one.taken_in = current
        one.revision += 1
        keep(one)
    keep(Round(negotiation=row, number=current.number + 1, base=result, opened_at=at))
    tell("round-closed", row, by=by, at=at)
    return Closed(current, len(retained), adrift)


def in_order(rows: Iterable[Proposal], draft: Draft) -> list[Proposal]:
    """The proposals in the order of the text, then as they were made."""
    places = {key: rank for rank, key in enumerate(draft.passages)}
    return sorted(rows, key=lambda one: (places.get(one.provision_id, len(places)), one.number))


def written(text: Text, retained: Iterable[Proposal], draft: Draft) -> Text:
    """The text with the proposals applied; the first that cannot be refuses, by its number."""
    rows = list(retained)
    for one in rows:
        if not draft.holds_ground_of(one):
            raise CannotWrite(one, "le texte a changé depuis qu’elle a été écrite.")
        clashing = conflicts_of(one, rows, draft)
        if clashing:
            raise CannotWrite(one, f"la proposition n° {clashing[0].number} change les mêmes mots.")
    for one in rows:
        try:
            text = apply(text, instruction_of(one))
        except CannotApply as refused:
            raise CannotWrite(one, refused.reason) from refused
    return text


def instruction_of(proposal: Proposal) -> Instruction:
    """What the proposal asks of the text; the new words bear the identity of the proposal."""
    key, target = proposal.pk, proposal.provision_id
    match ProposalKind(proposal.kind):
        case ProposalKind.REPLACE:
            return Replace(target, proposal.words, key)
        case ProposalKind.INSERT_AFTER:
            return InsertAfter(target, proposal.words, key)
        case ProposalKind.INSERT_BEFORE:
            return InsertAfter(target, proposal.words, key, Where.BEFORE)
        case ProposalKind.STRIKE:
            return Strike(target)
        case ProposalKind.MOVE:
            return Move(target, proposal.beside_id, Where.AFTER if proposal.after else Where.BEFORE)


def refusals_of(negotiation: Negotiation, draft: Draft) -> Iterator[str]:
    """Why the round cannot be closed as it is: nothing when it can."""
    try:
        written(tree_of(draft.expression), in_order(retained_of(negotiation), draft), draft)
    except CannotWrite as refused:
        yield refused.sentence
