"""Writing a takeover: an agreement in force for each line, as its tracker tells it; undone whole or not at all."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions.bringing import attach, bring
from maillage.agreements.actions.indexing import index
from maillage.agreements.actions.legal_cache import refresh
from maillage.agreements.actions.taking_over import discard_pool
from maillage.agreements.actions.writing import tell
from maillage.agreements.choices import DocumentRole, PartyNature
from maillage.agreements.models import Agreement, Document, Party, ReadingJob, TakenOver, Takeover, Term
from maillage.agreements.stock.plan import Line, NamedParty, plan_of
from maillage.base.refusals import Refusal
from maillage.files import media
from maillage.files.models import StoredFile
from maillage.journal import actions as journal
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User

READABLE = frozenset({media.PDF, media.DOCX, media.ODT, media.HTML, media.TEXT})
NAMES_LENGTH = 1000


class HasChanged(Refusal):
    """What was shown is no longer what would be written."""

    sentence = "Les lignes ont changé depuis que vous les avez relues. Relisez-les, puis confirmez de nouveau."


class StillUsed(Refusal):
    """Some of the agreements taken over have begun to live."""

    def __init__(self, titles: list[str]) -> None:
        shown = ", ".join(f"« {title} »" for title in titles[:3])
        more = f" et {len(titles) - 3} autres" if len(titles) > 3 else ""
        super().__init__(f"Cette reprise ne s’annule plus : {shown}{more} ont été partagés, relus ou complétés depuis.")


@transaction.atomic
def confirm(*, takeover: Takeover, fingerprint: str, by: User, at: dt.datetime) -> Takeover:
    """Write the lines that were shown; the words of the tracker do not stay, the facts do."""
    row = locked(takeover)
    if row.confirmed_at is not None:
        raise Refusal("Cette reprise est déjà confirmée.")
    plan = plan_of(row, by=by, at=at)
    if plan.fingerprint != fingerprint:
        raise HasChanged
    if not plan.writable:
        raise Refusal("Aucune ligne n’est prête à être reprise.")
    files = StoredFile.objects.in_bulk([UUID(key) for line in plan.writable for key, _name in line.files])
    for line in plan.writable:
        _take(row, line, files, by=by, at=at)
    used = {key for line in plan.writable for key, _name in line.files}
    discard_pool(set(row.files.get("pool", {})) - used)
    row.lines, row.files, row.choices = [], {}, {}
    row.confirmed_at, row.confirmed_by = at, by
    row.revision += 1
    keep(row)
    journal.record(verb="takeover-confirmed", by=by, at=at, subject=row, organisation=row.organisation_id)
    return row


def _take(takeover: Takeover, line: Line, files: dict[UUID, StoredFile], *, by: User, at: dt.datetime) -> None:
    said = f"{by}, tableau « {takeover.file_name[:80]} », ligne {line.number}"[:200]
    agreement = bring(
        organisation=takeover.organisation, title=line.title, kind=line.kind, is_observed=True, by=by, at=at
    )
    agreement.reference = line.reference
    for name, day in line.days.items():
        setattr(agreement, name, day)
    agreement.names = " · ".join(one.name for one in line.parties)[:NAMES_LENGTH]
    keep(agreement)
    if line.territory is not None:
        agreement.territories.add(line.territory)
    Party.objects.bulk_create(_party(agreement, one, order, said) for order, one in enumerate(line.parties))
    Term.objects.bulk_create(
        Term(agreement=agreement, name=name, value=value, recorded_at=at, declared_by=said)
        for name, value in line.terms.items()
    )
    for rank, (key, _name) in enumerate(line.files):
        _attach(agreement, files[UUID(key)], is_first=rank == 0, by=by, at=at)
    TakenOver.objects.create(takeover=takeover, agreement=agreement, line=line.number)
    index(agreement, at=at)
    refresh(agreement, at=at)


def _attach(agreement: Agreement, file: StoredFile, *, is_first: bool, by: User, at: dt.datetime) -> None:
    """The first file is the signed original, and is read when it holds a text; the others are annexes."""
    role = DocumentRole.SIGNED_ORIGINAL if is_first else DocumentRole.ANNEX
    attach(agreement=agreement, file=file, role=role, by=by, at=at)
    if is_first and file.media_type in READABLE:
        ReadingJob.objects.create(agreement=agreement, file=file, asked_at=at, asked_by=by)


def _party(agreement: Agreement, one: NamedParty, order: int, said: str) -> Party:
    organisation = one.organisation
    is_private = organisation is not None and organisation.is_private
    nature = PartyNature.ASSOCIATION if is_private else PartyNature.PUBLIC if organisation else PartyNature.OTHER
    return Party(
        agreement=agreement, organisation=organisation, order=order, name=one.name, nature=nature, declared_by=said
    )


def obstacles_to(takeover: Takeover) -> list[str]:
    """The titles of the agreements that began to live since they were taken over: the takeover is not undone."""
    rows = Agreement.objects.filter(taken_over__takeover=takeover).order_by("title", "pk")
    lived = rows.exclude(shared_at__isnull=True, confirmed_at__isnull=True, archived_at__isnull=True)
    linked = rows.filter(linked_from__isnull=False) | rows.filter(commitments__judgements__isnull=False)
    merged = rows.filter(duplicates__isnull=False) | rows.filter(merged_into__isnull=False)
    return list(dict.fromkeys(row.title for row in [*lived, *linked, *merged]))


@transaction.atomic
def undo(*, takeover: Takeover, by: User, at: dt.datetime) -> Takeover:
    """Delete the agreements that a takeover wrote, and their files, while none of them has begun to live."""
    row = locked(takeover)
    if row.confirmed_at is None or row.undone_at is not None:
        raise Refusal("Cette reprise n’est pas confirmée, ou elle est déjà annulée.")
    if lived := obstacles_to(row):
        raise StillUsed(lived)
    agreements = list(Agreement.objects.filter(taken_over__takeover=row))
    keys = [str(key) for key in Document.objects.filter(agreement__in=agreements).values_list("file_id", flat=True)]
    for agreement in agreements:
        tell("agreement-deleted", agreement, by=by, at=at)
        agreement.delete()
    discard_pool(keys)
    row.undone_at, row.undone_by = at, by
    row.revision += 1
    keep(row)
    journal.record(verb="takeover-undone", by=by, at=at, subject=row, organisation=row.organisation_id)
    return row
