"""What a party, or a member, answers to a request: with its account, or by the private link that it was sent.

An answer may be changed while the request is open. By a link one answers as who one says that one is, and this is
shown; what the party said with an account is never overwritten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions import answering, judging
from maillage.agreements.actions.pieces import receive
from maillage.agreements.actions.requests import held, tell_of
from maillage.agreements.actions.writing import opened
from maillage.agreements.choices import KEPT_STATES, DocumentRole, Task
from maillage.agreements.models import (
    Acknowledgement,
    CommitmentVersion,
    Document,
    Finding,
    Judgement,
    Objection,
    Party,
    Position,
    Request,
)
from maillage.agreements.queries.requests import commitments_asked
from maillage.agreements.queries.said import has_answered_reading, judged_itself
from maillage.base.refusals import Refusal
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

DECLARED_LENGTH = 200
REPLACED = "La partie l’a dit autrement ensuite."


class NoLongerAsked(Refusal):
    """The request was revoked, is too old, or its agreement is put away."""

    sentence = "Cette demande n’est plus ouverte : écrivez à l’organisation qui vous l’a envoyée."


class SaidWithAccount(Refusal):
    """The party spoke for itself, behind the doors."""

    sentence = (
        "Votre organisation a déjà répondu avec un compte : sa réponse reste. Pour la changer, connectez-vous, "
        "ou demandez-le à la personne qui a répondu."
    )


@dataclass(frozen=True)
class Voice:
    """Who answers: somebody with an account, or whoever holds the link and says who they are."""

    by: User | None = None
    named: str = ""

    def declared_by(self, request: Request) -> str:
        """What is shown beside the answer of whoever has no account."""
        if self.by is not None:
            return ""
        return f"{self.named}, par un lien envoyé à {masked(request.email)}"[:DECLARED_LENGTH]

    @property
    def name(self) -> str:
        """Who answered, as the list of requests says it."""
        return self.named if self.by is None else self.by.get_full_name()


def masked(email: str) -> str:
    """ "a…@ccas.example": enough to know the house, not to write to the person."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain[-40:]}" if domain else "une adresse effacée"


@dataclass(frozen=True)
class Verdict:
    """What is answered of one commitment."""

    verdict: str
    word: str = ""


@transaction.atomic
def confirm_reading(*, request: Request, voice: Voice, at: dt.datetime) -> Request:
    """The party finds the reading exact."""
    row, party = _open_for_reading(request, voice, at)
    answering.approve(party=party, withdraws=True, declared_by=voice.declared_by(row), by=voice.by, at=at)
    return _answered(row, voice, at, is_confirmed=True, objections=[])


@transaction.atomic
def contest_reading(*, request: Request, finding_id: UUID, reason: str, voice: Voice, at: dt.datetime) -> Request:
    """The party contests one finding of this agreement."""
    row, party = _open_for_reading(request, voice, at)
    kept = Finding.objects.filter(agreement=row.agreement, state__in=KEPT_STATES)
    finding = kept.filter(pk=finding_id).first()
    if finding is None:
        raise Refusal("Choisissez un point de cet accord.", field="finding")
    known = row.recorded.get("objections", [])
    said_before = Objection.objects.filter(pk__in=known, finding=finding, settled_at__isnull=True)
    said_before.update(settled_at=at, settled_by=voice.by, outcome=REPLACED)
    answering.contest(
        finding=finding, party=party, reason=reason, declared_by=voice.declared_by(row), by=voice.by, at=at
    )
    raised = Objection.objects.get(finding=finding, party=party, settled_at__isnull=True)
    return _answered(row, voice, at, is_confirmed=False, objections=[*known, str(raised.pk)])


@transaction.atomic
def give_piece(
    *,
    request: Request,
    content: bytes,
    name: str,
    title: str = "",
    dated_on: dt.date | None,
    voice: Voice,
    at: dt.datetime,
) -> Request:
    """Keep the file under the organisation that asked; a second one takes the place of the first of this request."""
    row = _open(request, Task.GIVE_PIECE, at)
    party = _party_of(row)
    Document.objects.standing().filter(pk__in=row.recorded.get("documents", [])).update(withdrawn_at=at)
    document = receive(
        agreement=row.agreement,
        party=party,
        organisation_id=row.organisation_id,
        content=content,
        name=name,
        role=DocumentRole(row.about or DocumentRole.OTHER),
        title=title,
        dated_on=dated_on,
        declared_by=voice.declared_by(row),
        by=voice.by,
        at=at,
    )
    return _answered(row, voice, at, documents=[str(document.pk)])


@transaction.atomic
def say_where_commitments_stand(
    *, request: Request, verdicts: Mapping[UUID, Verdict], is_shared: bool = False, voice: Voice, at: dt.datetime
) -> Request:
    """Judge the commitments that were asked about; what a member says stays between it and its federation."""
    row = _open(request, Task.JUDGE, at)
    asked = {one.commitment_id: one for one in commitments_asked(row, day=day_of(at))}
    if not verdicts:
        raise Refusal("Dites où en est un engagement au moins.")
    if not verdicts.keys() <= asked.keys():
        raise Refusal("Un de ces engagements n’est pas celui de votre organisation : rechargez la page.")
    if row.member_id is not None:
        ids = [_position(row, asked[key], one, voice, at) for key, one in verdicts.items()]
        return _answered(row, voice, at, positions=ids)
    party = _party_of(row)
    if voice.by is None and judged_itself(party, list(verdicts)):
        raise SaidWithAccount
    ids = [_judgement(row, asked[key], party, one, is_shared, voice, at) for key, one in verdicts.items()]
    return _answered(row, voice, at, judgements=_replaced(row, ids), is_shared=is_shared)


@transaction.atomic
def acknowledge(*, request: Request, voice: Voice, at: dt.datetime) -> Request:
    """Whoever received the summary read it."""
    row = _open(request, Task.ACKNOWLEDGE, at)
    rows = Acknowledgement.objects.filter(agreement=row.agreement, person=row.person, organisation=row.organisation)
    rows.filter(read_at__isnull=True).update(read_at=at)
    row.done_at, row.answered_as = row.done_at or at, str(row.person)
    row.revision += 1
    keep(row)
    tell_of("summary-read", row, by=voice.by, at=at)
    return row


def _open(request: Request, task: Task, at: dt.datetime) -> Request:
    """The request locked and its agreement too: one link does one thing, while it opens."""
    row = held(request)
    if row.task != task or not row.is_open_at(at):
        raise NoLongerAsked
    opened(row.agreement)
    if row.party is not None and not row.party.is_at(day_of(at)):
        raise NoLongerAsked
    return row


def _open_for_reading(request: Request, voice: Voice, at: dt.datetime) -> tuple[Request, Party]:
    row = _open(request, Task.CONFIRM_READING, at)
    party = _party_of(row)
    if voice.by is None and has_answered_reading(party):
        raise SaidWithAccount
    return row, party


def _party_of(request: Request) -> Party:
    if request.party is None:
        raise NoLongerAsked
    return request.party


def _judgement(
    request: Request,
    version: CommitmentVersion,
    party: Party,
    said: Verdict,
    is_shared: bool,
    voice: Voice,
    at: dt.datetime,
) -> str:
    judging.judge(
        commitment=version.commitment,
        party=party,
        verdict=said.verdict,
        word=said.word,
        judged_on=day_of(at),
        declared_by=voice.declared_by(request),
        share_now=is_shared,
        by=voice.by,
        at=at,
    )
    return str(Judgement.objects.standing().get(commitment=version.commitment, party=party).pk)


def _position(request: Request, version: CommitmentVersion, said: Verdict, voice: Voice, at: dt.datetime) -> str:
    former = Position.objects.standing().filter(request=request, commitment=version.commitment)
    former.update(superseded_at=at)
    row = keep(
        Position(
            request=request,
            commitment=version.commitment,
            verdict=said.verdict,
            word=said.word,
            judged_on=day_of(at),
            made_at=at,
            made_by=voice.by,
            declared_by=voice.declared_by(request),
        )
    )
    return str(row.pk)


def _replaced(request: Request, ids: Iterable[str]) -> list[str]:
    """The judgements of this request that still stand, with the new ones."""
    known = Judgement.objects.standing().filter(pk__in=request.recorded.get("judgements", []))
    return [*(str(one) for one in known.values_list("pk", flat=True)), *ids]


def _answered(request: Request, voice: Voice, at: dt.datetime, **recorded: Any) -> Request:
    request.recorded = {**request.recorded, **recorded}
    request.done_at, request.answered_as = at, voice.name[:DECLARED_LENGTH]
    request.opened_at = request.opened_at or at
    request.revision += 1
    keep(request)
    tell_of("request-answered", request, by=voice.by, at=at)
    return request
