"""People: recorded, edited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions import mandates
from maillage.organisations.actions.writing import change, keep, locked
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Mandate, Organisation, Person, Unit, User
from maillage.organisations.permissions import day_of
from maillage.organisations.validators import fold_email

EDITABLE = frozenset({"first_name", "last_name", "email", "phone"})


@transaction.atomic
def create(
    *,
    last_name: str,
    first_name: str = "",
    email: str = "",
    phone: str = "",
    organisation: Organisation,
    function: MandateFunction | str = MandateFunction.AGENT,
    unit: Unit | None = None,
    capacity: str = "",
    from_on: dt.date | None = None,
    by: User | None,
    at: dt.datetime,
) -> Person:
    """Record a person through a first function: nobody is known to the register otherwise."""
    person = keep(
        Person(first_name=first_name.strip(), last_name=last_name.strip(), email=fold_email(email), phone=phone.strip())
    )
    journal.record(verb="person-created", by=by, at=at, subject=person, organisation=organisation)
    mandates.begin(
        person=person,
        organisation=organisation,
        function=function,
        unit=unit,
        capacity=capacity,
        from_on=from_on or day_of(at),
        by=by,
        at=at,
    )
    return person


@transaction.atomic
def edit(
    *, person: Person, values: Mapping[str, Any], by: User | None, at: dt.datetime, revision: int | None = None
) -> Person:
    """Change the name of a person, or how to reach them."""
    if unknown := set(values) - EDITABLE:
        raise TypeError(f"Not fields that may be given: {sorted(unknown)}")
    row = locked(person)
    if row.merged_into_id is not None:
        raise Refusal("Cette fiche a été réunie à une autre : modifiez celle qui reste.")
    cleaned = {name: fold_email(value) if name == "email" else value.strip() for name, value in values.items()}
    if fields := change(row, cleaned, revision=revision):
        known_to = Mandate.objects.filter(person=row).at(day_of(at)).values_list("organisation_id", flat=True)
        journal.record(verb="person-edited", by=by, at=at, subject=row, fields=fields, audience=known_to)
    return row
