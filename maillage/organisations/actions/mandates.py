"""Functions that people hold: begun, ended, who stands in."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions.writing import ONE_DAY, change, end_on, keep, locked, overlapping
from maillage.organisations.choices import SINGLE_BY_AGREEMENT, SINGLE_FUNCTIONS, MandateFunction
from maillage.organisations.models import Mandate, Organisation, Person, Unit, User
from maillage.organisations.permissions import day_of


@transaction.atomic
def begin(
    *,
    person: Person,
    organisation: Organisation,
    function: MandateFunction | str,
    unit: Unit | None = None,
    capacity: str = "",
    agreement_id: UUID | None = None,
    substitute: Person | None = None,
    from_on: dt.date,
    to_on: dt.date | None = None,
    replaces: bool = False,
    by: User | None,
    at: dt.datetime,
) -> Mandate:
    """Record that a person holds a function from a day on.

    A function with one holder at a time (president; pilot or deputy of one agreement) refuses a second one, unless
    ``replaces`` ends the former the day before.
    """
    locked(organisation)
    _check_places(organisation, unit, MandateFunction(function), agreement_id)
    rows = Mandate.objects.filter(organisation=organisation, function=function, agreement_id=agreement_id)
    if overlapping(rows.filter(person=person, unit=unit), from_on, to_on).exists():
        raise Refusal("Cette personne exerce déjà cette fonction à ces dates.", field="function")
    if function in SINGLE_FUNCTIONS | SINGLE_BY_AGREEMENT:
        for former in overlapping(rows, from_on, to_on).select_related("person"):
            _replace(former, from_on, replaces=replaces, by=by, at=at)
    mandate = keep(
        Mandate(
            person=person,
            organisation=organisation,
            unit=unit,
            function=function,
            capacity=capacity,
            agreement_id=agreement_id,
            substitute=substitute,
            from_on=from_on,
            to_on=to_on,
        )
    )
    _record("mandate-begun", mandate, by=by, at=at)
    return mandate


@transaction.atomic
def end(*, mandate: Mandate, last_day_on: dt.date, by: User | None, at: dt.datetime) -> Mandate:
    """Record that a person holds a function until ``last_day_on``."""
    row = locked(mandate)
    end_on(row, last_day_on)
    _record("mandate-ended", row, by=by, at=at, fields=("to_on",))
    return row


@transaction.atomic
def cancel(*, mandate: Mandate, by: User | None, at: dt.datetime) -> None:
    """Take back a function that was recorded ahead and has not begun."""
    row = locked(mandate)
    if row.from_on <= day_of(at):
        raise Refusal("Cette fonction a déjà commencé : enregistrez sa fin.")
    _record("mandate-ended", row, by=by, at=at)
    row.delete()


@transaction.atomic
def set_substitute(*, mandate: Mandate, substitute: Person | None, by: User | None, at: dt.datetime) -> Mandate:
    """Say who stands in for the holder of a function, or that nobody does."""
    row = locked(mandate)
    if fields := change(row, {"substitute": substitute}):
        _record("mandate-substitute-set", row, by=by, at=at, fields=fields)
    return row


def _check_places(
    organisation: Organisation, unit: Unit | None, function: MandateFunction, agreement_id: UUID | None
) -> None:
    if unit is not None and unit.organisation_id != organisation.pk:
        raise Refusal("Cette unité appartient à une autre organisation.", field="unit")
    if function == MandateFunction.UNIT_HEAD and unit is None:
        raise Refusal("Dites de quelle unité cette personne est responsable.", field="unit")
    if agreement_id is not None and function not in SINGLE_BY_AGREEMENT | {MandateFunction.SIGNATORY}:
        raise Refusal("Cette fonction ne se rattache pas à une convention.", field="function")


def _replace(former: Mandate, from_on: dt.date, *, replaces: bool, by: User | None, at: dt.datetime) -> None:
    if not replaces or former.from_on >= from_on:
        raise Refusal(
            f"{former.person} exerce déjà cette fonction à ces dates : mettez-y fin, ou dites qui remplace qui.",
            field="function",
        )
    end_on(former, from_on - ONE_DAY)
    _record("mandate-ended", former, by=by, at=at, fields=("to_on",))


def _record(verb: str, mandate: Mandate, *, by: User | None, at: dt.datetime, fields: tuple[str, ...] = ()) -> None:
    journal.record(
        verb=verb,
        by=by,
        at=at,
        subject=mandate,
        organisation=mandate.organisation_id,
        agreement_id=mandate.agreement_id,
        fields=fields,
    )
