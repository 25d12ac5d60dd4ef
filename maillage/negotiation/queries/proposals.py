"""Proposals with what each party answered, and whose turn it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db import models

from maillage.foundations.redline import Piece, words
from maillage.negotiation.choices import INSERTIONS, ProposalKind, ProposalState, Verdict
from maillage.negotiation.models import Answer, Negotiation, Proposal, Seat
from maillage.negotiation.queries.texts import Draft


@dataclass(frozen=True)
class Standing:
    """Where one proposal stands: ``answers`` by seat, ``asked`` the parties whose answer it needs, in order."""

    proposal: Proposal
    answers: dict[UUID, Answer]
    asked: tuple[Seat, ...]
    has_ground: bool
    place: str = ""

    @property
    def missing(self) -> tuple[Seat, ...]:
        """Those that have not answered."""
        return tuple(one for one in self.asked if one.pk not in self.answers)

    @property
    def against(self) -> tuple[Seat, ...]:
        """Those that refused, or answered with another wording."""
        return tuple(
            one for one in self.asked if one.pk in self.answers and self.answers[one.pk].verdict != Verdict.ACCEPT
        )

    @property
    def is_accepted(self) -> bool:
        """The rule: each party at the table, other than its author, has accepted these words."""
        return not self.missing and not self.against

    @property
    def can_be_retained(self) -> bool:
        """Accepted by all, on words that the text still says, and not yet retained."""
        return self.is_accepted and self.has_ground and self.proposal.state == ProposalState.OPEN

    @property
    def waits_for_author(self) -> bool:
        """Whether its author must decide again: its ground changed, or a party said no."""
        return self.proposal.state == ProposalState.OPEN and (not self.has_ground or bool(self.against))

    @cached_property
    def lines(self) -> list[tuple[Seat, Answer | None]]:
        """Each party whose answer is needed, with what it said."""
        return [(one, self.answers.get(one.pk)) for one in self.asked]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The words against those that the proposal was written on: kept, dropped, added."""
        row = self.proposal
        if row.kind in INSERTIONS:
            return words("", row.words)
        return words(row.ground, row.words if row.kind == ProposalKind.REPLACE else "")

    @property
    def is_change_of_words(self) -> bool:
        """Whether there is a redline to show: a passage that moves keeps its words."""
        return self.proposal.kind != ProposalKind.MOVE


@dataclass(frozen=True)
class Turn:
    """What is waited for from one party: proposals to answer, its own to decide again, those that it may retain."""

    seat: Seat
    to_answer: tuple[Standing, ...]
    to_decide: tuple[Standing, ...]

    @property
    def is_awaited(self) -> bool:
        """Whether it is this party's turn."""
        return bool(self.to_answer or self.to_decide)


def proposals_of(negotiation: Negotiation) -> models.QuerySet[Proposal]:
    """The proposals with what their lines show, the oldest first."""
    rows = Proposal.objects.filter(negotiation=negotiation).select_related(
        "seat__organisation", "round", "taken_in", "made_by__person", "counters", "retained_by__person"
    )
    return rows.order_by("number", "pk")


def standings(rows: Iterable[Proposal], seats: Sequence[Seat], draft: Draft) -> list[Standing]:
    """Where proposals stand, with their standing answers: one query."""
    found = list(rows)
    answers: dict[UUID, dict[UUID, Answer]] = defaultdict(dict)
    asked = Answer.objects.filter(proposal__in=[one.pk for one in found], superseded_at__isnull=True)
    for answer in asked.select_related("answered_by__person", "counter").order_by("answered_at", "pk"):
        answers[answer.proposal_id][answer.seat_id] = answer
    return [_standing(one, answers[one.pk], seats, draft) for one in found]


def _standing(row: Proposal, answers: dict[UUID, Answer], seats: Sequence[Seat], draft: Draft) -> Standing:
    asked = tuple(one for one in seats if one.left_at is None and one.pk != row.seat_id)
    beside = draft.passage(row.beside_id)
    place = ""
    if beside is not None:
        place = f"{'après' if row.after else 'avant'} {beside.label}"
    return Standing(row, answers, asked, not row.is_live or draft.holds_ground_of(row), place)


def turns_of(found: Iterable[Standing], seats: Sequence[Seat]) -> list[Turn]:
    """Whose turn it is: for each party at the table, what it has to answer and to decide again."""
    live = [one for one in found if one.proposal.state == ProposalState.OPEN]
    return [
        Turn(
            seat,
            tuple(one for one in live if one.has_ground and seat in one.missing),
            tuple(one for one in live if one.waits_for_author and one.proposal.seat_id == seat.pk),
        )
        for seat in seats
        if seat.left_at is None
    ]


def conflicts_of(proposal: Proposal, others: Iterable[Proposal], draft: Draft) -> list[Proposal]:
    """Those of ``others`` that could not stand in the text together with ``proposal``: they change the same words."""
    mine = draft.passage(proposal.provision_id)
    if mine is None:
        return []
    clashing = []
    for other in others:
        theirs = draft.passage(other.provision_id)
        if other.pk == proposal.pk or theirs is None:
            continue
        if proposal.kind in INSERTIONS and other.kind in INSERTIONS:
            if proposal.provision_id == other.provision_id and proposal.kind == other.kind:
                clashing.append(other)
        elif proposal.kind in INSERTIONS:
            if other.kind == ProposalKind.STRIKE and theirs.shares(mine):
                clashing.append(other)
        elif other.kind in INSERTIONS:
            if proposal.kind == ProposalKind.STRIKE and mine.shares(theirs):
                clashing.append(other)
        elif mine.shares(theirs):
            clashing.append(other)
    return clashing
