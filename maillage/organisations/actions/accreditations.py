"""Accreditations: recorded, ended."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.journal import actions as journal
from maillage.organisations.actions.writing import end_on, keep, locked
from maillage.organisations.models import Accreditation, Organisation, User


@transaction.atomic
def record(
    *,
    organisation: Organisation,
    name: str,
    authority: str,
    reference: str = "",
    from_on: dt.date,
    to_on: dt.date | None = None,
    by: User | None,
    at: dt.datetime,
) -> Accreditation:
    """Record what an authority lets the organisation do, with its last day where it has one."""
    accreditation = keep(
        Accreditation(
            organisation=organisation, name=name, authority=authority, reference=reference, from_on=from_on, to_on=to_on
        )
    )
    journal.record(verb="accreditation-recorded", by=by, at=at, subject=accreditation, organisation=organisation)
    return accreditation


@transaction.atomic
def end(*, accreditation: Accreditation, last_day_on: dt.date, by: User | None, at: dt.datetime) -> Accreditation:
    """End an accreditation earlier than was foreseen."""
    row = locked(accreditation)
    end_on(row, last_day_on)
    journal.record(
        verb="accreditation-ended", by=by, at=at, subject=row, organisation=row.organisation_id, fields=("to_on",)
    )
    return row
