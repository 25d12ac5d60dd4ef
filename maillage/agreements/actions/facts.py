"""What the verbs on authority, signature and notification share: a fact recorded, completed, corrected, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions.pieces import receive
from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.choices import DocumentRole, PartyRole
from maillage.agreements.legal_choices import LegalAct
from maillage.agreements.legal_state import check, state_on
from maillage.agreements.models import Agreement, Document, Fact, Party, Signatory, Signature
from maillage.agreements.queries.legal import dossier_of
from maillage.base.identifiers import uuid7
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

_Fact = TypeVar("_Fact", bound=Fact)
COMPLETED = "Complété"


class NotConfirmed(Refusal):
    """Parties come from the confirmation of the reading."""

    sentence = "Confirmez d’abord la lecture de cet accord : elle dit qui sont ses parties."


@dataclass(frozen=True)
class Piece:
    """A file that shows a fact, and for which organisation it is kept."""

    content: bytes
    name: str
    organisation_id: UUID


@dataclass(frozen=True)
class Writer:
    """Who writes, when, and on whose word."""

    by: User | None
    at: dt.datetime
    declared_by: str = ""


def opened_for(party: Party) -> Agreement:
    """The agreement of a party, locked; it must have parties, and bind them."""
    agreement = opened(party.agreement)
    if agreement.confirmed_at is None:
        raise NotConfirmed
    if party.role != PartyRole.PARTY:
        raise Refusal("Seules les parties s’engagent : un acteur associé ou un bénéficiaire ne signe pas.")
    return agreement


def check_past(on: dt.date | None, at: dt.datetime, field: str, what: str) -> None:
    """Refuse a day that has not come."""
    if on is not None and on > day_of(at):
        raise Refusal(f"{what} n’a pas encore eu lieu : écrivez la date une fois qu’elle est passée.", field=field)


def check_allowed(agreement: Agreement, act: LegalAct, on: dt.date, field: str) -> None:
    """Refuse what the legal state of that day does not allow."""
    facts = dossier_of(agreement, day=on).legal
    try:
        check(state_on(facts, on), act)
    except Refusal as refusal:
        refusal.field = field
        raise


def given(
    piece: Piece | None,
    party: Party,
    agreement: Agreement,
    *,
    role: DocumentRole,
    title: str,
    on: dt.date | None,
    writer: Writer,
) -> Document | None:
    """The piece that shows the fact, kept among those of the agreement."""
    if piece is None:
        return None
    return receive(
        agreement=agreement,
        party=party,
        organisation_id=piece.organisation_id,
        content=piece.content,
        name=piece.name,
        role=role,
        title=title,
        dated_on=on,
        declared_by=writer.declared_by,
        by=writer.by,
        at=writer.at,
    )


def record(fact: _Fact, agreement: Agreement, verb: str, writer: Writer) -> _Fact:
    """Write a new fact and tell it."""
    fact.agreement, fact.recorded_at, fact.recorded_by = agreement, writer.at, writer.by
    fact.declared_by = writer.declared_by[:200]
    keep(fact)
    touch(agreement)
    tell(verb, agreement, by=writer.by, at=writer.at)
    return fact


def correct(
    fact: _Fact, agreement: Agreement, values: Mapping[str, Any], verb: str, *, reason: str, writer: Writer
) -> _Fact:
    """Put another record in the place of one, which stays to be read; what was written changes with a reason alone."""
    row = still_standing(fact)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return row
    rewritten = [name for name in changed if getattr(row, name) not in (None, "", False)]
    if rewritten and not reason.strip():
        raise Refusal("Dites pourquoi : ce qui était écrit change.", field="reason")
    _end(row, reason.strip() or COMPLETED, writer)
    new = locked(fact)
    new.pk, new.revision, new.replaces = uuid7(), 0, row
    new._state.adding = True  # noqa: SLF001 the documented way to copy a row
    new.withdrawn_at, new.withdrawn_by, new.withdrawn_reason = None, None, ""
    for name, value in changed.items():
        setattr(new, name, value)
    new.recorded_at, new.recorded_by = writer.at, writer.by
    new.declared_by = writer.declared_by[:200] or row.declared_by
    keep(new)
    if isinstance(new, Signatory):
        Signature.objects.filter(signatory_id=row.pk).update(signatory=new)
    touch(agreement)
    tell(verb, agreement, by=writer.by, at=writer.at)
    return new


@transaction.atomic
def withdraw(*, fact: Fact, reason: str, by: User | None, at: dt.datetime) -> None:
    """Take back a wrong record: it stays to be read, with who took it back, when and why."""
    agreement = opened(fact.agreement)
    row = still_standing(fact)
    if not reason.strip():
        raise Refusal("Dites pourquoi cet enregistrement est retiré.", field="reason")
    if isinstance(row, Signatory) and Signature.objects.filter(signatory=row, withdrawn_at__isnull=True).exists():
        raise Refusal("Cette personne a signé : retirez d’abord sa signature.")
    _end(row, reason.strip(), Writer(by, at))
    touch(agreement)
    tell("fact-withdrawn", agreement, by=by, at=at)


def still_standing(fact: _Fact) -> _Fact:
    """The row locked; somebody else may have corrected or withdrawn it since the page was opened."""
    row = locked(fact)
    if row.withdrawn_at is not None:
        raise StaleRevision
    return row


def _end(row: Fact, reason: str, writer: Writer) -> None:
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = writer.at, writer.by, reason[:300]
    row.revision += 1
    keep(row)
