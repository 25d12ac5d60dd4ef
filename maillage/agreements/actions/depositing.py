"""A deposit: the files that somebody brings at once, each in its role; the one that says the text is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from maillage.agreements.actions.bringing import AlreadyConfirmed, attach, bring
from maillage.agreements.actions.reading_jobs import queue
from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.brought import Brought, to_read
from maillage.agreements.choices import AgreementKind, FindingSort
from maillage.agreements.models import Agreement, Defect, Expression, Finding, ReadingJob
from maillage.base.refusals import Refusal
from maillage.files.actions import deposit
from maillage.files.models import StoredFile
from maillage.files.queries import content_of
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import Organisation, User
from maillage.reading import is_long

MANY_FILES = 10  # more at once, and the reading is done apart: keeping them takes time enough


class NothingToRead(Refusal):
    """There is no text, or it came from no file."""

    sentence = "Cet accord n’a pas de texte à lire : donnez d’abord un fichier."


@dataclass(frozen=True)
class Arrival:
    """A draft that was just brought; ``job`` is its reading, to be done now unless it waits for its turn."""

    agreement: Agreement
    job: ReadingJob | None = None


@transaction.atomic
def take_in(
    *, organisation: Organisation, files: Sequence[Brought], title: str = "", by: User | None, at: dt.datetime
) -> Arrival:
    """Keep the files as a draft of ``organisation``, and ask for the reading of the one that says the text."""
    text = to_read(files)
    named = title or (text or files[0]).name if files else title
    agreement = bring(organisation=organisation, title=named, by=by, at=at)
    job = None
    for one in sorted(files, key=lambda brought: brought is not text):
        content = one.content()
        file = _keep(one, content, agreement, by=by, at=at)
        if one is text:
            waits = len(files) > MANY_FILES or is_long(content)
            job = queue(agreement=agreement, file=file, waits=waits, by=by, at=at)
    return Arrival(agreement, job)


@transaction.atomic
def read_another(*, agreement: Agreement, brought: Brought, by: User | None, at: dt.datetime) -> ReadingJob:
    """Keep one more file for a draft, and read that one."""
    content = brought.content()
    file = _keep(brought, content, agreement, by=by, at=at)
    return queue(agreement=agreement, file=file, waits=is_long(content), by=by, at=at)


@transaction.atomic
def read_kept(*, agreement: Agreement, file: StoredFile, by: User | None, at: dt.datetime) -> ReadingJob:
    """Read a file that a draft has already, instead of the one that was read."""
    return queue(agreement=agreement, file=file, waits=is_long(content_of(file)), by=by, at=at)


@transaction.atomic
def read_as_agreement(*, agreement: Agreement, kind: str, by: User | None, at: dt.datetime) -> ReadingJob:
    """Read the text of a draft again as an agreement of ``kind``: somebody says that it is one."""
    row = opened(agreement)
    expression = Expression.objects.current().select_related("file").filter(agreement=row).first()
    if expression is None or expression.file is None:
        raise NothingToRead
    row.kind = kind
    keep(row)
    waits = is_long(content_of(expression.file))
    return queue(agreement=row, file=expression.file, waits=waits, as_agreement=True, by=by, at=at)


@transaction.atomic
def set_as_reference(*, agreement: Agreement, by: User | None, at: dt.datetime) -> Agreement:
    """Somebody says that a draft binds nobody: what was read as an agreement is forgotten, its text is kept."""
    row = opened(agreement)
    if row.confirmed_at is not None:
        raise AlreadyConfirmed
    Finding.objects.filter(agreement=row).exclude(sort__in=(FindingSort.KIND, FindingSort.TITLE)).delete()
    Finding.objects.filter(agreement=row, sort=FindingSort.KIND).update(value={"kind": AgreementKind.REFERENCE})
    Defect.objects.filter(agreement=row).delete()
    row.kind = AgreementKind.REFERENCE
    keep(row)
    touch(row)
    tell("agreement-edited", row, by=by, at=at, fields=("kind",))
    return row


def _keep(one: Brought, content: bytes, agreement: Agreement, *, by: User | None, at: dt.datetime) -> StoredFile:
    file = deposit(content=content, name=one.name, organisation_id=agreement.brought_by_id, by=by, at=at)
    attach(agreement=agreement, file=file, role=one.role, by=by, at=at)
    return file
