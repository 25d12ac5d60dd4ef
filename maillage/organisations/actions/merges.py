"""Duplicates: two rows that are one and the same are merged, and a merge made by mistake is undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.journal.models import type_of
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import (
    Merge,
    Organisation,
    OrganisationName,
    OrganisationWord,
    Person,
    PersonWord,
    User,
)

_Row = TypeVar("_Row", Organisation, Person)

# What only the dropped row knows is taken over; an identifier leaves the dropped row, where it would clash.
FILLED: dict[str, tuple[str, ...]] = {
    "organisations.organisation": ("short_name", "siret", "rna", "territory_id", "address", "postal_code", "city"),
    "organisations.person": ("first_name", "email", "phone"),
}
UNIQUE = frozenset({"siret"})
# The names of the dropped organisation stay its own: they are shown as other names of the kept one. So do search words.
LEFT_BEHIND: frozenset[type[models.Model]] = frozenset({OrganisationName, OrganisationWord, PersonWord})
# Ids held without a foreign key, because the row that holds them stands in a lower room: (model, field) by subject.
LOOSE: dict[str, tuple[tuple[str, str], ...]] = {"organisations.organisation": (("territories.Territory", "owner_id"),)}


@transaction.atomic
def merge(*, keep_row: _Row, drop: _Row, by: User | None, at: dt.datetime) -> Merge:
    """Make ``drop`` a duplicate of ``keep_row``: all that pointed at it now points at the row that is kept."""
    kept, dropped = locked(keep_row), locked(drop)
    _check(kept, dropped)
    moved = [[type_of(model), field, str(pk)] for model, field, pk in _move_all(kept, dropped)]
    filled = _fill(kept, dropped)
    merged = keep(
        Merge(
            subject_type=type_of(kept),
            kept_id=kept.pk,
            dropped_id=dropped.pk,
            moved=moved,
            filled=filled,
            merged_at=at,
            merged_by=by,
        )
    )
    _record("merged", kept, dropped, by=by, at=at)
    return merged


@transaction.atomic
def undo_merge(*, merge: Merge, by: User | None, at: dt.datetime) -> Merge:
    """Separate two rows merged by mistake: what was moved goes back, unless somebody has moved it elsewhere since."""
    row = locked(merge)
    if row.undone_at is not None:
        raise Refusal(f"Cette fusion est déjà annulée, depuis le {row.undone_at:%d/%m/%Y}.")
    model: Any = apps.get_model(row.subject_type)
    kept, dropped = model.objects.get(pk=row.kept_id), model.objects.get(pk=row.dropped_id)
    for label, field, pk in reversed(row.moved):
        _point(apps.get_model(label), field, pk, kept.pk, dropped.pk)
    _empty(row, kept, dropped)
    row.undone_at, row.undone_by = at, by
    keep(row)
    _record("unmerged", kept, dropped, by=by, at=at)
    return row


def _check(kept: Organisation | Person, dropped: Organisation | Person) -> None:
    if kept.pk == dropped.pk or type(kept) is not type(dropped):
        raise Refusal("Choisissez deux fiches différentes.")
    if kept.merged_into_id is not None or dropped.merged_into_id is not None:
        raise Refusal("Une de ces fiches est déjà réunie à une autre.")
    if isinstance(kept, Organisation) and isinstance(dropped, Organisation):
        if kept.siret and dropped.siret and kept.siret != dropped.siret:
            raise Refusal("Ces deux organisations ont des SIRET différents : ce ne sont pas des doublons.")
        if kept.kind != dropped.kind:
            raise Refusal("Ces deux organisations ne sont pas de même nature : une commune et son CCAS sont deux.")
    elif User.objects.filter(person__in=[kept.pk, dropped.pk]).count() > 1:
        raise Refusal("Ces deux personnes ont chacune un compte : fermez-en un d’abord, puis détachez-le.")


def _pointers(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Each model and column that points at rows of ``model``, also from rooms above."""
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 the documented interface of a model
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in LEFT_BEHIND:
            yield relation.related_model, relation.field.attname
    for label, field in LOOSE.get(type_of(model), ()):
        yield apps.get_model(label), field


def _move_all(
    kept: Organisation | Person, dropped: Organisation | Person
) -> Iterator[tuple[type[models.Model], str, UUID | int]]:
    for model, field in _pointers(type(kept)):
        rows = model._base_manager.filter(**{field: dropped.pk}).order_by("pk")  # noqa: SLF001 sees every row
        for pk in list(rows.values_list("pk", flat=True)):
            if _point(model, field, pk, dropped.pk, kept.pk):
                yield model, field, pk


def _point(model: type[models.Model], field: str, pk: Any, former: UUID, new: UUID) -> bool:
    """Make a row point at ``new`` if it points at ``former`` and the database allows it (two memberships clash)."""
    try:
        with transaction.atomic():
            return bool(model._base_manager.filter(pk=pk, **{field: former}).update(**{field: new}))  # noqa: SLF001
    except IntegrityError:
        return False


def _fill(kept: Organisation | Person, dropped: Organisation | Person) -> dict[str, Any]:
    """Take over what only the dropped row knows; return how to undo it: what was kept, given and dropped."""
    given = {
        name: getattr(dropped, name)
        for name in FILLED[type_of(kept)]
        if getattr(dropped, name) and not getattr(kept, name)
    }
    lost: dict[str, Any] = {name: value for name, value in given.items() if name in UNIQUE}
    if isinstance(dropped, Organisation) and isinstance(kept, Organisation):
        names = [kept.other_names, dropped.name, dropped.short_name, dropped.other_names]
        given["other_names"] = " / ".join(name for name in dict.fromkeys(names) if name and name != kept.name)[:1000]
        lost["is_active"] = dropped.is_active
        dropped.is_active = False
    before = {name: getattr(kept, name) for name in given}
    for name in UNIQUE & given.keys():
        setattr(dropped, name, "")
    dropped.merged_into_id = kept.pk
    dropped.revision += 1
    dropped.save()
    for name, value in given.items():
        setattr(kept, name, value)
    kept.revision += 1
    keep(kept)
    return {"kept": _plain(before), "given": _plain(given), "dropped": _plain(lost)}


def _empty(merge: Merge, kept: Organisation | Person, dropped: Organisation | Person) -> None:
    """Give back what was taken over, where nobody changed it since."""
    filled = merge.filled
    for name, value in filled["given"].items():
        if _plain({name: getattr(kept, name)})[name] == value:
            setattr(kept, name, filled["kept"][name])
    kept.revision += 1
    keep(kept)
    for name, value in filled["dropped"].items():
        setattr(dropped, name, value)
    dropped.merged_into_id = None
    dropped.revision += 1
    keep(dropped)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}


def _record(
    verb: str, kept: Organisation | Person, dropped: Organisation | Person, *, by: User | None, at: dt.datetime
) -> None:
    is_organisation = isinstance(kept, Organisation)
    journal.record(
        verb=f"{'organisation' if is_organisation else 'person'}-{verb}",
        by=by,
        at=at,
        subject=kept,
        organisation=kept if is_organisation else None,
        audience=(dropped,) if is_organisation else (),
    )
