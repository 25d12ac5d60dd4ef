"""A party proposes to write otherwise, writes its proposal again, or withdraws it."""

from __future__ import annotations

import datetime as dt
import unicodedata

from django.db import transaction
from django.db.models import Max

from maillage.agreements.models import Provision
from maillage.base.refusals import Refusal, StaleRevision
from maillage.negotiation.actions.writing import opened, round_of, seated, tell
from maillage.negotiation.choices import WORDED, ProposalKind, ProposalState, Verdict
from maillage.negotiation.models import Answer, Negotiation, Proposal, Seat
from maillage.negotiation.queries.texts import Draft, Passage
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User


class ProvisionGone(Refusal):
    """The provision is no longer in the text."""

    sentence = "Cette disposition n’est plus dans le texte : retirez cette proposition, ou faites-en une autre."


class Settled(Refusal):
    """The proposal is in the text, was set aside or withdrawn."""

    sentence = "Cette proposition n’est plus en discussion."


class StillRetained(Refusal):
    """What is retained was accepted as it is."""

    sentence = "Cette proposition est retenue telle quelle : remettez-la en discussion avant de la réécrire."


@transaction.atomic
def propose(
    *,
    negotiation: Negotiation,
    seat: Seat,
    kind: ProposalKind | str,
    provision: Provision,
    words: str = "",
    beside: Provision | None = None,
    after: bool = True,
    reason: str,
    counters: Proposal | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Proposal:
    """Propose to do ``kind`` to a provision of the present text, in the name of ``seat``.

    ``counters``: the proposal that this one answers with another wording; the answer is written too. ``declared_by``
    names who said it for a party that has nobody in Maillage, or in which file it was read.
    """
    row, draft = opened(negotiation, at=at)
    author = seated(row, seat)
    passage = _passage(draft, provision)
    made = Proposal(
        negotiation=row,
        number=_next(row),
        round=round_of(row),
        seat=author,
        kind=kind,
        provision=provision,
        made_at=at,
        made_by=by,
        declared_by=declared_by.strip()[:200],
    )
    _write(made, draft, passage, words=words, beside=beside, after=after, reason=reason)
    if counters is not None:
        made.counters = _countered(row, counters, author)
    keep(made)
    if made.counters is not None:
        _answer_with(made, declared_by=made.declared_by, by=by, at=at)
    tell("proposal-made", row, by=by, at=at)
    return made


@transaction.atomic
def rewrite(
    *,
    proposal: Proposal,
    words: str = "",
    beside: Provision | None = None,
    after: bool = True,
    reason: str,
    revision: int,
    by: User | None,
    at: dt.datetime,
) -> Proposal:
    """Write a proposal again, on the words of today: what the parties had answered falls, since it is another text."""
    row, draft = opened(proposal.negotiation, at=at)
    found = locked(proposal)
    if found.revision != revision:
        raise StaleRevision
    if not found.is_live:
        raise Settled
    if found.retained_at is not None:
        raise StillRetained
    seated(row, found.seat)
    before = (found.words, found.ground, found.beside_id, found.after)
    _write(found, draft, _passage(draft, found.provision), words=words, beside=beside, after=after, reason=reason)
    found.revision += 1
    if (found.words, found.ground, found.beside_id, found.after) != before:
        found.changed_at = at
        Answer.objects.filter(proposal=found, superseded_at__isnull=True).update(superseded_at=at)
    keep(found)
    tell("proposal-rewritten", row, by=by, at=at)
    return found


@transaction.atomic
def withdraw(*, proposal: Proposal, by: User | None, at: dt.datetime) -> Proposal:
    """Its author's party takes a proposal back; it stays to be read."""
    row, _ = opened(proposal.negotiation, at=at)
    found = locked(proposal)
    if not found.is_live:
        raise Settled
    if found.retained_at is not None:
        raise Refusal("Toutes les parties l’ont acceptée et elle est retenue : remettez-la d’abord en discussion.")
    seated(row, found.seat)
    found.withdrawn_at = at
    found.revision += 1
    keep(found)
    tell("proposal-withdrawn", row, by=by, at=at)
    return found


def canonical(words: str) -> str:
    """Words as a text holds them (NFC, LF, no NUL), without white space around them."""
    clean = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
    return "\n".join(line.rstrip() for line in clean.split("\n")).strip()


def _write(
    row: Proposal,
    draft: Draft,
    passage: Passage,
    *,
    words: str,
    beside: Provision | None,
    after: bool,
    reason: str,
) -> None:
    row.base, row.ground, row.label = draft.expression, passage.words, passage.label
    row.words = canonical(words) if row.kind in WORDED else ""
    row.reason = reason.strip()
    row.beside, row.after = None, True
    if row.kind in WORDED and not row.words:
        raise Refusal("Écrivez les mots que vous proposez.", field="words")
    if row.kind == ProposalKind.REPLACE and row.words == canonical(passage.words):
        raise Refusal("Ces mots sont déjà ceux du texte : changez-les, ou n’envoyez rien.", field="words")
    if not row.reason:
        raise Refusal("Dites en une phrase pourquoi : les autres parties décideront là-dessus.", field="reason")
    if row.kind == ProposalKind.MOVE:
        _set_place(row, draft, passage, beside, after=after)


def _set_place(row: Proposal, draft: Draft, passage: Passage, beside: Provision | None, *, after: bool) -> None:
    place = draft.passage(beside.pk) if beside is not None else None
    if place is None:
        raise Refusal("Choisissez à côté de quelle disposition la déplacer.", field="beside")
    if place.shares(passage):
        raise Refusal("Une disposition ne se déplace pas à côté d’elle-même.", field="beside")
    row.beside, row.after = beside, after


def _passage(draft: Draft, provision: Provision) -> Passage:
    found = draft.passage(provision.pk)
    if found is None:
        raise ProvisionGone
    return found


def _next(negotiation: Negotiation) -> int:
    last: int | None = Proposal.objects.filter(negotiation=negotiation).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _countered(negotiation: Negotiation, counters: Proposal, author: Seat) -> Proposal:
    found = locked(counters)
    if found.negotiation_id != negotiation.pk or found.state != ProposalState.OPEN:
        raise Settled
    if found.seat_id == author.pk:
        raise Refusal("C’est une proposition de votre organisation : réécrivez-la.")
    return found


def _answer_with(made: Proposal, *, declared_by: str, by: User | None, at: dt.datetime) -> None:
    """Another wording is an answer to the first: the party does not accept it as it is."""
    standing = Answer.objects.filter(proposal=made.counters, seat=made.seat, superseded_at__isnull=True)
    standing.update(superseded_at=at)
    keep(
        Answer(
            proposal=made.counters,
            seat=made.seat,
            verdict=Verdict.OTHERWISE,
            reason=made.reason,
            counter=made,
            answered_at=at,
            answered_by=by,
            declared_by=declared_by,
        )
    )
