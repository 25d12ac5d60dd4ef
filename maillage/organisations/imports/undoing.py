"""Take an import back, as long as nothing else relies on what it wrote."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models.deletion import ProtectedError

from maillage.base.refusals import Refusal
from maillage.base.search import Word
from maillage.journal import actions as journal
from maillage.organisations.actions import units
from maillage.organisations.actions.writing import locked
from maillage.organisations.models import Import, ImportedRow, Unit, User
from maillage.territories.models import Territory

_SHOWN = 5


class StillNeeded(Refusal):
    """Something was built since on what the import wrote."""

    def __init__(self, obstacles: list[str]) -> None:
        more = f" ; et {len(obstacles) - _SHOWN} autres" if len(obstacles) > _SHOWN else ""
        super().__init__(
            "Cet import ne peut plus être annulé d’un coup, d’autres choses en dépendent : "
            f"{' ; '.join(obstacles[:_SHOWN])}{more}."
        )


@transaction.atomic
def undo(*, imported: Import, by: User, at: dt.datetime) -> Import:
    """Delete what the import made and put back what it changed; all of it, or nothing."""
    row = locked(imported)
    if row.confirmed_at is None or row.undone_at is not None:
        raise Refusal("Cet import n’a rien écrit, ou il est déjà annulé.")
    if obstacles := obstacles_to(row):
        raise StillNeeded(obstacles)
    for kept in row.rows.order_by("-rank"):
        _take_back(kept, by=by, at=at)
    row.undone_at, row.undone_by = at, by
    row.revision += 1
    row.full_clean()
    row.save()
    journal.record(verb="import-undone", by=by, at=at, subject=row, organisation=row.organisation_id)
    return row


def obstacles_to(imported: Import) -> list[str]:
    """What stands in the way of undoing, in French; nothing when it may be done."""
    written: dict[type[models.Model], dict[UUID, ImportedRow]] = defaultdict(dict)
    for kept in imported.rows.order_by("rank"):
        written[_model(kept)][kept.subject_id] = kept  # the last of several changes of a row counts
    found: list[str] = []
    for model, kept_rows in written.items():
        held: dict[UUID, Any] = model._base_manager.in_bulk(list(kept_rows))  # noqa: SLF001 sees every row
        for pk, kept in kept_rows.items():
            row = held.get(pk)
            if row is None:
                found.append(f"un élément ({model._meta.verbose_name}) a déjà été supprimé")  # noqa: SLF001
            elif row.revision != kept.seen_revision or getattr(row, "merged_into_id", None):
                found.append(f"« {row} » a été modifié depuis")
        found += _pointed_at(model, held, kept_rows, written)
    return list(dict.fromkeys(found))


def _pointed_at(
    model: type[models.Model],
    held: dict[UUID, Any],
    kept_rows: dict[UUID, ImportedRow],
    written: dict[type[models.Model], dict[UUID, ImportedRow]],
) -> list[str]:
    """Rows that point at what the import made, and that it did not make itself: one query a relation."""
    made = [pk for pk, kept in kept_rows.items() if kept.is_new]
    found: list[str] = []
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 the documented interface of a model
        if not isinstance(relation, models.ManyToOneRel) or issubclass(relation.related_model, Word):
            continue  # the words of a row go with it
        other, column = relation.related_model, relation.field.attname
        rows = other._base_manager.filter(**{f"{column}__in": made}).exclude(pk__in=list(written.get(other, {})))  # noqa: SLF001
        targets: list[Any] = list(rows.order_by(column).values_list(column, flat=True)[:_SHOWN])
        found += [f"« {held[target]} » porte {other._meta.verbose_name}" for target in targets]  # noqa: SLF001
    if model._meta.label == "organisations.Organisation":  # noqa: SLF001
        owners = Territory.objects.filter(owner_id__in=made).values_list("owner_id", flat=True)
        found += [f"« {held[owner]} » tient un périmètre" for owner in owners if owner]
    return found


def _take_back(kept: ImportedRow, *, by: User, at: dt.datetime) -> None:
    row: Any = _model(kept)._base_manager.get(pk=kept.subject_id)  # noqa: SLF001 sees every row
    if kept.is_new:
        try:
            row.delete()
        except ProtectedError as error:
            raise StillNeeded([f"« {row} »"]) from error
        return
    before = dict(kept.before)
    if isinstance(row, Unit) and "parent_id" in before:
        parent = before.pop("parent_id")
        units.move(unit=row, parent=Unit.objects.get(pk=parent) if parent else None, by=by, at=at)
        row.refresh_from_db()
    for name, value in before.items():
        setattr(row, name, value)
    row.clean_fields()  # dates and identifiers were kept as text
    row.revision += 1
    row.full_clean()
    row.save()


def _model(kept: ImportedRow) -> type[models.Model]:
    return apps.get_model(kept.subject_type)
