"""A piece that a party gives without an account: kept under the organisation that asked, and said to be the party's."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions.writing import opened, tell
from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Agreement, Document, Party
from maillage.files.actions import deposit
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import User


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
    """Keep a file that ``party`` gave; its type is told by its content. It never prevails by itself."""
    row = opened(agreement)
    file = deposit(content=content, name=name, organisation_id=organisation_id, by=by, at=at)
    document = keep(
        Document(
            agreement=row,
            file=file,
            role=role,
            title=title or file.name,
            party=party,
            given_by=party.organisation,
            declared_by=declared_by,
            dated_on=dated_on,
            added_at=at,
            added_by=by,
        )
    )
    if by is not None:
        tell("document-added", row, by=by, at=at)
    return document
