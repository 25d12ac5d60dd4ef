"""Pieces of an agreement: given, said to prevail, withdrawn, said not to be needed. No signed file is replaced."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions import bringing
from maillage.agreements.actions.writing import opened, tell
from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Agreement, Document, Party, WaivedPiece
from maillage.base.refusals import Refusal
from maillage.files.actions import deposit
from maillage.organisations.actions.writing import change, keep, locked
from maillage.organisations.models import Organisation, User

PREVAILING = frozenset({DocumentRole.SIGNED_ORIGINAL, DocumentRole.WORKING_TEXT})


@transaction.atomic
def add(
    *,
    agreement: Agreement,
    organisation: Organisation,
    content: bytes,
    name: str,
    role: str,
    title: str = "",
    party: Party | None = None,
    dated_on: dt.date | None = None,
    is_private: bool = False,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Document:
    """Keep a file as a piece of an agreement, given by ``organisation``, of a party and dated where it is known.

    ``is_private``: evidence that only its organisation reads; nobody else is told that it is there.
    """
    row = opened(agreement)
    if is_private and role != DocumentRole.EVIDENCE:
        raise Refusal("Seul un justificatif se garde pour soi : les autres pièces sont celles de toutes les parties.")
    file = deposit(content=content, name=name, organisation_id=organisation.pk, by=by, at=at)
    return bringing.attach(
        agreement=row, file=file, role=DocumentRole(role), title=title, party=party, dated_on=dated_on,
        declared_by=declared_by, is_private=is_private, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def receive(
    *,
    agreement: Agreement,
    party: Party,
    organisation_id: UUID,
    content: bytes,
    name: str,
    role: DocumentRole,
    title: str = "",
    dated_on: dt.date | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Document:
    """Keep a file that ``party`` gave without an account, under the organisation that asked; said to be the party's.

    It never prevails by itself. Given by a link (``by`` is nobody), the answer itself is what the journal tells.
    """
    row = opened(agreement)
    file = deposit(content=content, name=name, organisation_id=organisation_id, by=by, at=at)
    return bringing.attach(
        agreement=row, file=file, role=role, title=title, party=party, is_from_party=True,
        dated_on=dated_on, declared_by=declared_by, is_told=by is not None, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def make_authoritative(*, document: Document, by: User | None, at: dt.datetime) -> Document:
    """Say which file prevails; a working text never prevails over a signed original."""
    agreement = opened(document.agreement)
    row = locked(document)
    if row.withdrawn_at is not None or row.is_private or row.role not in PREVAILING:
        raise Refusal("Seul un original signé ou un texte de travail, encore présent, peut faire foi.")
    standing = Document.objects.standing().filter(agreement=agreement)
    signed = standing.filter(role=DocumentRole.SIGNED_ORIGINAL)
    if row.role != DocumentRole.SIGNED_ORIGINAL and signed.exists():
        raise Refusal("Un original signé est là : lui seul fait foi, un texte de travail ne le remplace pas.")
    if not row.is_authoritative:
        standing.filter(is_authoritative=True).update(is_authoritative=False)
        row.is_authoritative = True
        row.revision += 1
        keep(row)
        tell("document-authoritative", agreement, by=by, at=at)
    return row


@transaction.atomic
def withdraw(*, document: Document, by: User | None, at: dt.datetime) -> Document:
    """Take back a piece: it stays listed with who took it back and when, and its bytes are kept."""
    agreement = opened(document.agreement)
    row = locked(document)
    if row.withdrawn_at is not None:
        raise Refusal("Cette pièce est déjà retirée.")
    if row.is_authoritative:
        raise Refusal("Cette pièce fait foi : désignez d’abord celle qui fera foi à sa place.")
    row.withdrawn_at, row.withdrawn_by = at, by
    row.revision += 1
    keep(row)
    tell("document-withdrawn", agreement, by=by, at=at, is_inner=row.is_private, owner=row.given_by_id)
    return row


@transaction.atomic
def waive(
    *,
    agreement: Agreement,
    piece: str,
    party: Party | None = None,
    detail: str = "",
    reason: str,
    by: User | None,
    at: dt.datetime,
) -> WaivedPiece:
    """Say that a missing piece is not needed here, and why."""
    row = opened(agreement)
    waived = keep(
        WaivedPiece(
            agreement=row, piece=piece, party=party, detail=detail, reason=reason.strip(), waived_at=at, waived_by=by
        )
    )
    tell("piece-waived", row, by=by, at=at)
    return waived


@transaction.atomic
def want(*, waived: WaivedPiece, by: User | None, at: dt.datetime) -> None:
    """Ask again for a piece that was said not to be needed."""
    agreement = opened(waived.agreement)
    locked(waived).delete()
    tell("piece-wanted", agreement, by=by, at=at)


@transaction.atomic
def describe(
    *,
    document: Document,
    title: str,
    party: Party | None,
    dated_on: dt.date | None,
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Document:
    """Say better what a piece is: its title, of which party, of which day; its file and its role stay."""
    agreement = opened(document.agreement)
    row = locked(document)
    if change(row, {"title": title, "party": party, "dated_on": dated_on}, revision=revision):
        tell("document-described", agreement, by=by, at=at, is_inner=row.is_private, owner=row.given_by_id)
    return row
