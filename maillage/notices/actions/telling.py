"""Alerts: told once for a subject and an organisation, brought up to date when the subject moves, stopped when done."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from maillage.notices.actions.escalating import bring_up_to_date
from maillage.notices.choices import Urgency
from maillage.notices.kinds import kind_of
from maillage.notices.models import Notice
from maillage.notices.queries.recipients import Staff
from maillage.organisations.actions.writing import keep
from maillage.organisations.permissions import day_of


@transaction.atomic
def tell(
    *,
    kind: str,
    subject_id: UUID,
    organisation_id: UUID,
    title: str,
    path: str,
    due_on: dt.date | None = None,
    agreement_id: UUID | None = None,
    urgency: Urgency | None = None,
    staff: Staff | None = None,
    at: dt.datetime,
) -> Notice:
    """Tell the people of one organisation that something is to be known or done: each alert has one owner.

    Telling it again changes its words and its day, and tells nobody twice. ``title`` holds no personal data; ``path``
    begins with a slash. ``staff`` spares reading who acts for the organisation when many alerts are told at once.
    """
    row = Notice.objects.standing().filter(kind=kind, subject_id=subject_id, organisation_id=organisation_id).first()
    if row is None:
        row = Notice(kind=kind, subject_id=subject_id, organisation_id=organisation_id, told_on=day_of(at))
    said = {
        "title": title[:300],
        "path": path,
        "due_on": due_on,
        "agreement_id": agreement_id,
        "urgency": urgency or kind_of(kind).urgency,
    }
    if row._state.adding or any(getattr(row, name) != value for name, value in said.items()):  # noqa: SLF001 documented
        for name, value in said.items():
            setattr(row, name, value)
        keep(row)
    bring_up_to_date(row, staff=staff, at=at)
    return row


@transaction.atomic
def stop(*, kind: str, subject_id: UUID, organisation_id: UUID | None = None, at: dt.datetime) -> int:
    """Stop the alerts of a subject, of one organisation or of all: it is done, or there is nothing to do any more."""
    rows = Notice.objects.standing().filter(kind=kind, subject_id=subject_id)
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    return rows.update(stopped_at=at, is_orphan=False)
