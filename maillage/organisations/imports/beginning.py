"""An import begins: a file is read, its columns matched, lines in doubt decided. Nothing is in the register yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django.db import transaction

from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.imports import columns
from maillage.organisations.imports.columns import Matched, Sort
from maillage.organisations.imports.tables import Table, read
from maillage.organisations.models import Import, Organisation, User


@transaction.atomic
def begin(*, organisation: Organisation, file_name: str, data: bytes, by: User, at: dt.datetime) -> Import:
    """Read a file and guess its columns."""
    tables = [_guessed(table) for table in read(file_name, data)]
    name = PurePath(file_name.replace("\\", "/")).name[:200] or "fichier"
    return keep(Import(organisation=organisation, begun_by=by, begun_at=at, file_name=name, tables=tables))


@transaction.atomic
def match(*, imported: Import, tables: Sequence[Matched], revision: int) -> Import:
    """Say what each column holds. A table whose sort changes is guessed anew; decisions taken before are forgotten."""
    row = _open(imported, revision)
    has_changed = False
    for table, told in zip(row.tables, tables, strict=True):
        is_other = told.sort != table["sort"]
        fields = columns.match(table["headers"], Sort(told.sort)) if is_other and told.sort else list(told.fields)
        has_changed |= is_other or fields != table["fields"]
        table["sort"], table["fields"] = told.sort, fields
        _check(table)
    if not any(table["sort"] for table in row.tables):
        raise Refusal("Choisissez ce que contient une feuille au moins.")
    if has_changed:
        row.choices = {}
    row.is_mapped = True
    row.revision += 1
    return keep(row)


@transaction.atomic
def decide(*, imported: Import, choices: Mapping[str, str], revision: int) -> Import:
    """Say of lines in doubt: the same as a known one, another, or left aside; an empty answer takes it back."""
    row = _open(imported, revision)
    merged = row.choices | dict(choices)
    row.choices = {key: value for key, value in merged.items() if value}
    row.revision += 1
    return keep(row)


@transaction.atomic
def drop(*, imported: Import) -> None:
    """Forget a file that was not confirmed."""
    row = locked(imported)
    if not row.is_open:
        raise Refusal("Cet import est confirmé : il s’annule, il ne s’abandonne plus.")
    row.delete()


def _guessed(table: Table) -> dict[str, Any]:
    guess = columns.guess(table)
    width = len(guess.fields)
    headers = [*table.rows[guess.header].cells, *[""] * width][:width]
    return {
        "name": table.name[:100],
        "sort": guess.sort.value if any(guess.fields) else "",
        "headers": headers,
        "fields": guess.fields,
        "rows": [[row.line, row.cells] for row in table.rows[guess.header + 1 :]],
    }


def _check(table: dict[str, Any]) -> None:
    used = [name for name in table["fields"] if name]
    if not table["sort"]:
        return
    known = {one.name: one for one in columns.COLUMNS[Sort(table["sort"])]}
    if twice := [known[name].label for name in known if used.count(name) > 1]:
        raise Refusal(f"Feuille « {table['name']} » : deux colonnes disent « {twice[0]} ». Gardez-en une.")
    if missing := [one.label for one in known.values() if one.is_needed and one.name not in used]:
        raise Refusal(f"Feuille « {table['name']} » : aucune colonne ne dit « {missing[0]} », qui est nécessaire.")


def _open(imported: Import, revision: int) -> Import:
    row = locked(imported)
    if not row.is_open:
        raise Refusal("Cet import est déjà confirmé.")
    if row.revision != revision:
        raise StaleRevision
    return row
