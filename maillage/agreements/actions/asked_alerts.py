"""The alerts of parties that are asked to confirm a reading: they stand while the party is waited for."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from maillage.agreements.choices import Answer
from maillage.agreements.models import Agreement, Party, ReadingConfirmation
from maillage.agreements.queries.answers import current_expression
from maillage.notices import actions as notices
from maillage.notices.models import Notice
from maillage.notices.queries.recipients import was_ever_here
from maillage.organisations.permissions import day_of

ASKED = "reading-asked"


def tell_who_is_asked(agreement: Agreement, *, at: dt.datetime) -> int:
    """Tell each present party that is waited for, and stop telling the others; return how many alerts stand."""
    parties = Party.objects.at(day_of(at)).filter(agreement=agreement, organisation__isnull=False)
    rows = ReadingConfirmation.objects.filter(
        agreement=agreement, expression=current_expression(agreement), answer=Answer.ASKED, party__in=parties
    )
    waited = list(rows.select_related("party")) if agreement.is_open else []
    here = was_ever_here([row.party.organisation_id for row in waited if row.party.organisation_id], day=day_of(at))
    standing = {}
    for row in waited:
        if row.party.organisation_id in here:
            assert row.party.organisation_id is not None  # noqa: S101 those that are here have one
            notice = notices.tell(
                kind=ASKED,
                subject_id=row.pk,
                organisation_id=row.party.organisation_id,
                title=f"Dire si vous lisez de même – {agreement.title}",
                path=reverse("agreements:answer", args=[agreement.pk]),
                agreement_id=agreement.pk,
                at=at,
            )
            standing[notice.pk] = row
    over = Notice.objects.standing().filter(kind=ASKED, agreement_id=agreement.pk).exclude(pk__in=standing)
    for subject in list(over.values_list("subject_id", flat=True)):
        notices.stop(kind=ASKED, subject_id=subject, at=at)
    return len(standing)
