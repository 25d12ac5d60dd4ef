"""Units: their words, opened, edited, moved, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions.writing import change, end_on, keep, locked
from maillage.organisations.models import Organisation, Unit, UnitLabel, User

EDITABLE = frozenset({"name", "short_name", "label", "address", "postal_code", "city", "sector"})


@transaction.atomic
def set_label(
    *, organisation: Organisation, name: str, short_name: str = "", rank: int = 1, by: User | None, at: dt.datetime
) -> UnitLabel:
    """Say what the organisation calls a level of its tree; the same name again changes its short name and rank."""
    label = UnitLabel.objects.filter(organisation=organisation, name=name).first()
    if label is None:
        label = keep(UnitLabel(organisation=organisation, name=name, short_name=short_name, rank=rank))
    elif not change(label, {"short_name": short_name, "rank": rank}):
        return label
    journal.record(verb="unit-label-set", by=by, at=at, subject=label, organisation=organisation)
    return label


@transaction.atomic
def open(
    *,
    organisation: Organisation,
    name: str,
    parent: Unit | None = None,
    from_on: dt.date,
    by: User | None,
    at: dt.datetime,
    **values: Any,
) -> Unit:
    """Open a unit in an organisation, below ``parent``. ``values`` are fields of :data:`EDITABLE`."""
    _check(organisation, values)
    if parent is not None and parent.organisation_id != organisation.pk:
        raise Refusal("L’unité de rattachement appartient à une autre organisation.", field="parent")
    unit = Unit(organisation=organisation, name=name, parent=parent, from_on=from_on, **values)
    unit.path = unit.path_under(parent)
    keep(unit)
    journal.record(verb="unit-opened", by=by, at=at, subject=unit, organisation=organisation)
    return unit


@transaction.atomic
def edit(
    *, unit: Unit, values: Mapping[str, Any], by: User | None, at: dt.datetime, revision: int | None = None
) -> Unit:
    """Rename a unit or change what is known of it."""
    row = locked(unit)
    _check(row.organisation, values)
    if fields := change(row, values, revision=revision):
        journal.record(verb="unit-edited", by=by, at=at, subject=row, organisation=row.organisation_id, fields=fields)
    return row


@transaction.atomic
def move(*, unit: Unit, parent: Unit | None, by: User | None, at: dt.datetime) -> Unit:
    """Attach a unit, with all below it, to another of the same organisation (or to none)."""
    locked(unit.organisation)  # the whole tree, so that two moves cannot make a ring
    row = locked(unit)
    above = locked(parent) if parent is not None else None
    if above is not None and above.organisation_id != row.organisation_id:
        raise Refusal("L’unité de rattachement appartient à une autre organisation.", field="parent")
    if above is not None and above.path.startswith(row.path):
        raise Refusal("Une unité ne se rattache ni à elle-même ni à une unité placée sous elle.", field="parent")
    former, path = row.path, row.path_under(above)
    for below in Unit.objects.under(row).exclude(pk=row.pk):
        below.path = path + below.path.removeprefix(former)
        below.save(update_fields=["path"])
    if change(row, {"parent": above, "path": path}):
        journal.record(
            verb="unit-moved", by=by, at=at, subject=row, organisation=row.organisation_id, fields=("parent",)
        )
    return row


@transaction.atomic
def close(*, unit: Unit, last_day_on: dt.date, by: User | None, at: dt.datetime) -> Unit:
    """Close a unit after ``last_day_on``; refused while units below it stay open or people hold functions in it."""
    row = locked(unit)
    after = last_day_on + dt.timedelta(days=1)
    if below := list(row.children.at(after).order_by("name", "pk")[:3]):
        raise Refusal(f"Des unités en dépendent encore : {_listed(below)}. Fermez-les ou rattachez-les d’abord.")
    if held := list(row.mandates.at(after).select_related("person").order_by("pk")[:3]):
        people = _listed([mandate.person for mandate in held])
        raise Refusal(
            f"Des personnes y exercent encore : {people}. Mettez fin à leurs fonctions ou déplacez-les d’abord."
        )
    end_on(row, last_day_on)
    journal.record(verb="unit-closed", by=by, at=at, subject=row, organisation=row.organisation_id, fields=("to_on",))
    return row


def _check(organisation: Organisation, values: Mapping[str, Any]) -> None:
    if unknown := set(values) - EDITABLE:
        raise TypeError(f"Not fields that may be given: {sorted(unknown)}")
    label = values.get("label")
    if label is not None and label.organisation_id != organisation.pk:
        raise Refusal("Ce libellé appartient à une autre organisation.", field="label")


def _listed(rows: list[Any]) -> str:
    return ", ".join(str(row) for row in rows)
