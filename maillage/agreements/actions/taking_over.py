"""A takeover: a tracker is read, its columns matched, its files brought; then written, and it can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.db import transaction

from maillage.agreements.models import Takeover
from maillage.agreements.stock.columns import COLUMNS, Field, header_of, match
from maillage.base.refusals import Refusal, StaleRevision
from maillage.files.actions import deposit, discard
from maillage.files.models import StoredFile
from maillage.journal import actions as journal
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.imports.tables import Table, read
from maillage.organisations.models import Organisation, User

MAX_POOL = 2000


@transaction.atomic
def begin(*, organisation: Organisation, file_name: str, data: bytes, by: User, at: dt.datetime) -> Takeover:
    """Read the sheet of a tracker that tells the most, and guess its columns."""
    table = _tracker(read(file_name, data))
    rows = [row.cells for row in table.rows]
    top = header_of(rows)
    if len(rows) == top + 1:
        raise Refusal("Ce tableau n’a que des titres de colonnes : aucune convention n’y est écrite.")
    name = PurePath(file_name.replace("\\", "/")).name[:200] or "tableau"
    width = max(len(row) for row in rows)
    columns = {str(place): field for place, field in enumerate([*match(rows[top]), *[""] * width][:width])}
    takeover = keep(
        Takeover(
            organisation=organisation,
            begun_by=by,
            begun_at=at,
            file_name=name,
            lines=[[row.line, row.cells] for row in table.rows[top:]],
            columns=columns,
        )
    )
    journal.record(verb="takeover-begun", by=by, at=at, subject=takeover, organisation=organisation)
    return takeover


@transaction.atomic
def choose_columns(*, takeover: Takeover, columns: Mapping[str, str], revision: int) -> Takeover:
    """Say which fact each column tells; a title is needed, and only some facts are told by several columns."""
    row = _open(takeover, revision)
    used = [name for name in columns.values() if name]
    if Field.TITLE not in used:
        raise Refusal("Aucune colonne ne dit « Titre », qui est nécessaire.")
    for field, column in COLUMNS.items():
        if used.count(field) > 1 and not column.is_repeated:
            raise Refusal(f"Deux colonnes disent « {column.label} ». Gardez-en une.")
    row.columns = dict(columns)
    return _changed(row)


@transaction.atomic
def add_files(
    *, takeover: Takeover, files: Iterable[tuple[str, bytes]], by: User, at: dt.datetime
) -> tuple[int, list[str]]:
    """Keep files for the lines to take: how many were kept, and a sentence for each that could not be."""
    row = _open(takeover)
    pool: dict[str, str] = dict(row.files.get("pool", {}))
    kept, refused = 0, []
    for name, content in files:
        if len(pool) >= MAX_POOL:
            refused.append(f"« {name} » : une reprise prend {MAX_POOL} fichiers au plus.")
            break
        if not content:
            refused.append(f"« {name} » : vide, ou plus de {settings.MAX_UPLOAD_MB} Mo.")
            continue
        try:
            stored = deposit(content=content, name=name, organisation_id=row.organisation_id, by=by, at=at)
        except Refusal as refusal:
            refused.append(f"« {name} » : {refusal.sentence}")
            continue
        pool[str(stored.pk)] = stored.name
        kept += 1
    row.files = {**row.files, "pool": pool}
    _changed(row)
    return kept, refused


@transaction.atomic
def decide(*, takeover: Takeover, choices: Mapping[str, str], revision: int) -> Takeover:
    """Leave lines aside, or say that a likely duplicate is another agreement; an empty answer takes it back."""
    row = _open(takeover, revision)
    merged = row.choices | dict(choices)
    row.choices = {key: value for key, value in merged.items() if value}
    return _changed(row)


@transaction.atomic
def give_files(*, takeover: Takeover, line: int, files: Iterable[str], revision: int) -> Takeover:
    """Say by hand which files go with a line; the other lines lose them."""
    row = _open(takeover, revision)
    pool = row.files.get("pool", {})
    chosen = [key for key in files if key in pool]
    given = {
        number: [key for key in keys if key not in chosen]
        for number, keys in row.files.get("given", {}).items()
        if number != str(line)
    }
    row.files = {"pool": pool, "given": {**given, str(line): chosen}}
    return _changed(row)


@transaction.atomic
def drop(*, takeover: Takeover) -> None:
    """Forget a tracker that was not confirmed, with the files brought for it."""
    row = _open(takeover)
    discard_pool(row.files.get("pool", {}))
    row.delete()


def discard_pool(keys: Iterable[str]) -> None:
    """Forget deposits by their ids."""
    for file in StoredFile.objects.filter(pk__in=[UUID(key) for key in keys]).order_by("pk"):
        discard(file)


def _tracker(tables: list[Table]) -> Table:
    def worth(table: Table) -> tuple[int, int]:
        rows = [row.cells for row in table.rows]
        return (sum(map(bool, match(rows[header_of(rows)]))), len(rows))

    return max(tables, key=worth)


def _open(takeover: Takeover, revision: int | None = None) -> Takeover:
    row = locked(takeover)
    if row.confirmed_at is not None:
        raise Refusal("Cette reprise est déjà confirmée.")
    if revision is not None and row.revision != revision:
        raise StaleRevision
    return row


def _changed(row: Takeover) -> Takeover:
    row.revision += 1
    return keep(row)
