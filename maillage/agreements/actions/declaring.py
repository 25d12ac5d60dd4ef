"""What an officer writes down of what a party said, by telephone or by letter: shown as declared, and by whom.

It never takes the place of what the party said itself, with an account or by a link.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions import answering, judging
from maillage.agreements.actions.pieces import receive
from maillage.agreements.actions.requests import NotReady
from maillage.agreements.actions.responding import DECLARED_LENGTH, Verdict
from maillage.agreements.actions.writing import opened
from maillage.agreements.choices import KEPT_STATES, DocumentRole
from maillage.agreements.models import Agreement, Commitment, Document, Finding, Judgement, Party
from maillage.agreements.policies import is_ready_to_ask
from maillage.agreements.queries.said import answered_by_link, has_answered_reading, judged_by_link, judged_itself
from maillage.base.refusals import Refusal
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of
from maillage.reading.output.words import date


class SaidItself(Refusal):
    """The party answered: nobody speaks in its place."""

    sentence = (
        "Cette partie a répondu elle-même : sa réponse reste. Demandez-lui de la changer, ou envoyez-lui un lien."
    )


@dataclass(frozen=True)
class Declaration:
    """Who said it, on which day, and the officer who writes it down."""

    party: Party
    who: str
    on: dt.date
    by: User

    @property
    def words(self) -> str:
        """What is shown after "déclaré par"."""
        end = f", le {date(self.on.isoformat())}"
        return f"{self.by.get_full_name()}, d’après {self.who}"[: DECLARED_LENGTH - len(end)] + end


@transaction.atomic
def declare_confirmed(*, agreement: Agreement, declaration: Declaration, at: dt.datetime) -> None:
    """The party said that the reading is exact."""
    _open(agreement, declaration, at)
    _check_reading(declaration.party)
    answering.approve(party=declaration.party, withdraws=True, declared_by=declaration.words, by=declaration.by, at=at)


@transaction.atomic
def declare_contested(
    *, agreement: Agreement, declaration: Declaration, finding_id: UUID, reason: str, at: dt.datetime
) -> None:
    """The party said that a finding is not exact."""
    row = _open(agreement, declaration, at)
    _check_reading(declaration.party)
    finding = Finding.objects.filter(agreement=row, state__in=KEPT_STATES, pk=finding_id).first()
    if finding is None:
        raise Refusal("Choisissez un point de cet accord.", field="finding")
    answering.contest(
        finding=finding,
        party=declaration.party,
        reason=reason,
        declared_by=declaration.words,
        by=declaration.by,
        at=at,
    )


@transaction.atomic
def declare_verdicts(
    *, agreement: Agreement, declaration: Declaration, verdicts: dict[UUID, Verdict], at: dt.datetime
) -> list[Judgement]:
    """The party said where its commitments stand: what one party says to another is shared with all."""
    row = _open(agreement, declaration, at)
    if not verdicts:
        raise Refusal("Dites où en est un engagement au moins.")
    _check_judgements(declaration.party, verdicts)
    rows = {one.pk: one for one in Commitment.objects.filter(agreement=row, pk__in=verdicts)}
    if rows.keys() != verdicts.keys():
        raise Refusal("Un de ces engagements n’est pas de cet accord : rechargez la page.")
    return [
        judging.judge(
            commitment=rows[key],
            party=declaration.party,
            verdict=said.verdict,
            word=said.word,
            judged_on=declaration.on,
            declared_by=declaration.words,
            share_now=True,
            by=declaration.by,
            at=at,
        )
        for key, said in verdicts.items()
    ]


@transaction.atomic
def declare_piece(
    *,
    agreement: Agreement,
    declaration: Declaration,
    organisation_id: UUID,
    content: bytes,
    name: str,
    role: DocumentRole,
    title: str,
    dated_on: dt.date | None,
    at: dt.datetime,
) -> Document:
    """The party gave a piece by another way: by letter, by hand."""
    row = _open(agreement, declaration, at)
    return receive(
        agreement=row,
        party=declaration.party,
        organisation_id=organisation_id,
        content=content,
        name=name,
        role=role,
        title=title,
        dated_on=dated_on,
        declared_by=declaration.words,
        by=declaration.by,
        at=at,
    )


def _open(agreement: Agreement, declaration: Declaration, at: dt.datetime) -> Agreement:
    row = opened(agreement)
    if not is_ready_to_ask(row):
        raise NotReady
    if declaration.party.agreement_id != row.pk or not declaration.party.is_at(day_of(at)):
        raise Refusal("Cette partie n’est pas une partie de l’accord aujourd’hui.")
    if declaration.on > day_of(at):
        raise Refusal("Cette date n’est pas encore passée.", field="on")
    return row


def _check_reading(party: Party) -> None:
    if has_answered_reading(party) or answered_by_link(party):
        raise SaidItself


def _check_judgements(party: Party, commitments: Collection[UUID]) -> None:
    if judged_itself(party, commitments) or judged_by_link(party, commitments):
        raise SaidItself
