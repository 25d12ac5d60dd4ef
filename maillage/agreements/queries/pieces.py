"""The pieces of an agreement that a reader may open, by role, and what is missing with its ready message."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone

from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Agreement, Document
from maillage.agreements.queries.horizon import Horizon
from maillage.agreements.queries.missing import Missing, missing_of
from maillage.agreements.ready_messages import Letter, asking_for
from maillage.agreements.standing import Standing
from maillage.organisations.models import User
from maillage.organisations.permissions import AnyUser


@dataclass(slots=True)
class Shelf:
    """The pieces of one role."""

    role: str
    title: str
    documents: list[Document] = field(default_factory=list)


_TITLES = {
    DocumentRole.SIGNED_ORIGINAL: "Original signé",
    DocumentRole.WORKING_TEXT: "Texte de travail",
    DocumentRole.ANNEX: "Annexes",
    DocumentRole.RESOLUTION: "Délibérations",
    DocumentRole.RECEIPT: "Accusés de réception de la préfecture",
    DocumentRole.MANDATE: "Statuts, mandats et délégations de signature",
    DocumentRole.EVIDENCE: "Justificatifs",
    DocumentRole.OTHER: "Autres pièces",
}


def shelves_of(agreement: Agreement, user: User, *, horizon: Horizon, at: dt.datetime) -> list[Shelf]:
    """The pieces by role, those that were taken back last; what a reader may not open is not there: one query."""
    rows = Document.objects.visible_to(user, at=at).filter(agreement=agreement)
    rows = horizon.known(rows, "added_at").select_related(
        "file", "party", "given_by", "added_by__person", "withdrawn_by__person"
    )
    shelves = {role: Shelf(role.value, title) for role, title in _TITLES.items()}
    until = horizon.until_at
    for document in rows.order_by("withdrawn_at", "-is_authoritative", "party__order", "added_at", "pk"):
        if until is not None and document.withdrawn_at is not None and document.withdrawn_at >= until:
            document.withdrawn_at = None  # taken back after what is read: it was still there
        shelves[DocumentRole(document.role)].documents.append(document)
    for shelf in shelves.values():
        shelf.documents.sort(key=lambda one: one.withdrawn_at is not None)
    return [shelf for shelf in shelves.values() if shelf.documents]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something missing, and the message that asks for it."""

    missing: Missing
    letter: Letter


def wanted_of(agreement: Agreement, *, sender: str, day: dt.date) -> tuple[list[Wanted], list[Missing]]:
    """What is missing, each with its message; then what somebody said is not needed."""
    rows = missing_of(agreement, day=day, with_waived=True)
    asked = [Wanted(one, _letter(one, agreement, sender)) for one in rows if one.waived is None]
    return asked, [one for one in rows if one.waived is not None]


def _letter(one: Missing, agreement: Agreement, sender: str) -> Letter:
    party = one.party.label if one.party is not None else ""
    return asking_for(one.label, title=agreement.title, party=party, why=one.why, source=one.source, sender=sender)


def pieces_of(standing: Standing, *, user: AnyUser, at: dt.datetime) -> QuerySet[Document]:
    """What ``user`` may open of an agreement and was not taken back; after their party left, what stood until then."""
    rows = Document.objects.visible_to(user, at=at).standing().filter(agreement=standing.agreement)
    if standing.reads_until is not None:
        after = dt.datetime.combine(
            standing.reads_until + dt.timedelta(days=1), dt.time(), timezone.get_default_timezone()
        )
        rows = rows.filter(added_at__lt=after)
    return rows.select_related("file").order_by("added_at", "pk")
