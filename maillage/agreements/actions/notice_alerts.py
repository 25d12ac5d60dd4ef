"""The alerts of a notice: each partner is told that a letter is on its way, until it says that it received it."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from maillage.agreements.models import Ending
from maillage.agreements.queries.course import Told
from maillage.notices import actions as notices
from maillage.notices.queries.recipients import was_ever_here
from maillage.organisations.permissions import day_of

GIVEN = "notice-given"


def announce_notice(ending: Ending, told: Told, *, at: dt.datetime) -> None:
    """Tell the partners that have not received the letter yet, stop the alerts of those that have, or of all."""
    waiting = {
        one.party.organisation_id
        for one in told.addressees
        if one.party.organisation_id is not None and (one.delivery is None or one.delivery.received_on is None)
    }
    reached = {one.party.organisation_id for one in told.addressees} - waiting - {None}
    if ending.withdrawn_at is not None or ending.shared_at is None:
        notices.stop(kind=GIVEN, subject_id=ending.pk, at=at)
        return
    for organisation in reached:
        notices.stop(kind=GIVEN, subject_id=ending.pk, organisation_id=organisation, at=at)
    for organisation in was_ever_here(waiting, day=day_of(at)):
        notices.tell(
            kind=GIVEN,
            subject_id=ending.pk,
            organisation_id=organisation,
            title=f"{ending.get_way_display().capitalize()} – {ending.agreement.title}",
            path=reverse("agreements:notice", args=[ending.agreement_id, ending.pk]),
            agreement_id=ending.agreement_id,
            at=at,
        )
