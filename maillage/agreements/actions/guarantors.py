"""Guarantors of an agreement, and who takes their place (A17)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.actions.writing import opened, tell
from maillage.agreements.models import Agreement, Guarantor, Party
from maillage.base.refusals import Refusal
from maillage.foundations.workdays import ONE_DAY
from maillage.organisations.actions.writing import change, keep, locked
from maillage.organisations.models import Person, User
from maillage.organisations.permissions import day_of


@transaction.atomic
def record(
    *,
    agreement: Agreement,
    name: str,
    party: Party | None = None,
    person: Person | None = None,
    from_on: dt.date | None = None,
    replaces: Guarantor | None = None,
    by: User | None,
    at: dt.datetime,
) -> Guarantor:
    """Record who answers for the application of the agreement; whom they replace ends the day before."""
    row = opened(agreement)
    if replaces is not None:
        if from_on is None:
            raise Refusal("Dites depuis quel jour cette personne prend la suite.", field="from_on")
        _end(locked(replaces), from_on - ONE_DAY, day_of(at))
    guarantor = keep(Guarantor(agreement=row, party=party, name=name, person=person, from_on=from_on, recorded_by=by))
    tell("guarantor-recorded", row, by=by, at=at)
    return guarantor


@transaction.atomic
def end(*, guarantor: Guarantor, last_day_on: dt.date, by: User | None, at: dt.datetime) -> Guarantor:
    """Record the last day of a guarantor whom nobody follows."""
    agreement = opened(guarantor.agreement)
    row = locked(guarantor)
    _end(row, last_day_on, day_of(at))
    tell("guarantor-ended", agreement, by=by, at=at)
    return row


def _end(row: Guarantor, last_day_on: dt.date, today: dt.date) -> None:
    if row.to_on is not None and row.to_on < today:
        raise Refusal(f"Ce garant a cessé de l’être le {row.to_on:%d/%m/%Y}.", field="from_on")
    if row.from_on is not None and last_day_on < row.from_on:
        raise Refusal(f"La fin ne peut pas précéder le début ({row.from_on:%d/%m/%Y}).", field="from_on")
    change(row, {"to_on": last_day_on})
