"""The sheet of an agreement: facts that somebody states of it; and a draft that was brought by mistake, deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from maillage.agreements.actions.bringing import forget_reading
from maillage.agreements.actions.writing import opened, tell
from maillage.agreements.choices import AgreementState, FindingSort
from maillage.agreements.models import Agreement, AgreementMerge, Document, Finding, ReadingJob
from maillage.base.refusals import Refusal
from maillage.files.actions import discard
from maillage.files.models import StoredFile
from maillage.organisations.actions.writing import change, keep
from maillage.organisations.models import User
from maillage.territories.models import Territory


class NotADraft(Refusal):
    """Others have seen it, or its reading is confirmed."""

    sentence = (
        "Seul un brouillon qui n’a jamais été partagé se supprime. Cet accord a été partagé ou sa lecture est "
        "confirmée : archivez-le plutôt."
    )


class HoldsDuplicates(Refusal):
    """A duplicate was put together with it."""

    sentence = "Un doublon a été réuni à cet accord : séparez-les d’abord, à la page des doublons."


@transaction.atomic
def edit(
    *,
    agreement: Agreement,
    values: Mapping[str, Any],
    territories: Iterable[Territory],
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Agreement:
    """State facts of an agreement: title, kind, reference, dates, territories, whether it was taken over in force."""
    row = opened(agreement, revision=revision)
    changed = list(change(row, values))
    places = list(territories)
    if {one.pk for one in places} != set(row.territories.values_list("pk", flat=True)):
        row.territories.set(places)
        changed.append("territories")
    if row.confirmed_at is None:
        for name, sort in (("title", FindingSort.TITLE), ("kind", FindingSort.KIND)):
            if name in changed:
                Finding.objects.filter(agreement=row, sort=sort).update(value={name: values[name]})
    if changed:
        if changed == ["territories"]:
            row.revision += 1
            keep(row)
        tell("agreement-edited", row, by=by, at=at, fields=changed)
    return row


@transaction.atomic
def delete(*, agreement: Agreement, revision: int | None = None, by: User | None, at: dt.datetime) -> None:
    """Delete a draft that nobody else has seen: its text, what was read, its pieces and their files."""
    row = opened(agreement, revision=revision)
    if row.state != AgreementState.DRAFT:
        raise NotADraft
    if AgreementMerge.objects.filter(kept=row).exists() or row.duplicates.exists():
        raise HoldsDuplicates
    tell("agreement-deleted", row, by=by, at=at)
    files = _files_of(row)
    forget_reading(row)
    ReadingJob.objects.filter(agreement=row).delete()
    Document.objects.filter(agreement=row).delete()
    try:
        row.delete()
    except ProtectedError as error:
        raise Refusal("Autre chose repose sur ce brouillon : il ne peut pas être supprimé.") from error
    for file in StoredFile.objects.filter(pk__in=files).order_by("pk"):
        discard(file)


def _files_of(agreement: Agreement) -> set[UUID]:
    documents = Document.objects.filter(agreement=agreement).values_list("file_id", flat=True)
    jobs = ReadingJob.objects.filter(agreement=agreement).values_list("file_id", flat=True)
    return {*documents, *jobs}
