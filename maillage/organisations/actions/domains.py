"""Domains of e-mail that belong to an organisation."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.journal import actions as journal
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import EmailDomain, Organisation, User


@transaction.atomic
def record(*, organisation: Organisation, domain: str, by: User | None, at: dt.datetime) -> EmailDomain:
    """Record that somebody verified a domain to be the organisation's; domains open to anybody are refused."""
    row = keep(
        EmailDomain(
            organisation=organisation, domain=domain.strip().lower().removeprefix("@"), verified_at=at, verified_by=by
        )
    )
    journal.record(verb="email-domain-recorded", by=by, at=at, subject=row, organisation=organisation)
    return row


@transaction.atomic
def remove(*, domain: EmailDomain, by: User | None, at: dt.datetime) -> None:
    """A domain no longer proves anything; rights already given stay."""
    journal.record(verb="email-domain-removed", by=by, at=at, subject=domain, organisation=domain.organisation_id)
    domain.delete()
