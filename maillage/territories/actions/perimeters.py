"""Drawing a perimeter and changing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal import actions as journal
from maillage.territories import policies
from maillage.territories.choices import Kind
from maillage.territories.drawing import Drawing
from maillage.territories.models import PerimeterPart, Territory

FIELDS = ("name", "nature", "description", "from_on", "to_on")


class NotYours(Refusal):
    """Only those who may draw for the organisation that holds the perimeter change it."""

    sentence = "Vous ne pouvez pas tracer de périmètre pour cette organisation."


class Nowhere(Refusal):
    """A perimeter says where it is."""

    sentence = "Dites où se trouve ce périmètre : choisissez des territoires, ou décrivez-le."


@transaction.atomic
def draw_perimeter(*, drawing: Drawing, owner_id: UUID, by: Any, at: dt.datetime) -> Territory:
    """Adds a perimeter, held by an organisation."""
    _allow(by, owner_id, at)
    perimeter = Territory(kind=Kind.PERIMETER, owner_id=owner_id)
    _write(perimeter, drawing)
    PerimeterPart.objects.bulk_create(PerimeterPart(perimeter=perimeter, territory=part) for part in drawing.parts)
    journal.record(verb="perimeter-drawn", by=by, at=at, subject=perimeter, organisation=owner_id)
    return perimeter


@transaction.atomic
def change_perimeter(*, perimeter: Territory, drawing: Drawing, revision: int, by: Any, at: dt.datetime) -> Territory:
    """Writes a drawing over a perimeter, if it is still at ``revision``."""
    owner_id = perimeter.owner_id
    if owner_id is None:
        raise NotYours
    _allow(by, owner_id, at)
    row = Territory.objects.select_for_update(of=("self",)).get(pk=perimeter.pk)
    if row.revision != revision:
        raise StaleRevision
    changed = {name for name in FIELDS if getattr(row, name) != getattr(drawing, name)}
    row.revision += 1
    _write(row, drawing)
    if _replace_parts(row, drawing.parts):
        changed.add("parts")
    journal.record(verb="perimeter-changed", by=by, at=at, subject=row, organisation=owner_id, fields=changed)
    return row


def _allow(by: Any, owner_id: UUID, at: dt.datetime) -> None:
    if not policies.may_edit_perimeter(by, organisation_id=owner_id, at=at):
        raise NotYours


def _write(perimeter: Territory, drawing: Drawing) -> None:
    if not drawing.parts and not drawing.description.strip():
        raise Nowhere(field="parts")
    if any(part.is_perimeter for part in drawing.parts):
        raise Refusal("Un périmètre est fait de territoires officiels, pas d’autres périmètres.", field="parts")
    perimeter.name = drawing.name
    perimeter.nature = drawing.nature
    perimeter.description = drawing.description
    perimeter.from_on, perimeter.to_on = drawing.from_on, drawing.to_on
    perimeter.full_clean()
    perimeter.save()


def _replace_parts(perimeter: Territory, parts: Iterable[Territory]) -> bool:
    """Makes ``parts`` those of the perimeter; whether that changed anything."""
    wanted, held = {part.pk for part in parts}, set(perimeter.part_rows.values_list("territory_id", flat=True))
    perimeter.part_rows.exclude(territory_id__in=wanted).delete()
    new = [PerimeterPart(perimeter=perimeter, territory_id=pk) for pk in sorted(wanted - held)]
    PerimeterPart.objects.bulk_create(new)
    return wanted != held
