"""The calendar of duties, kept in step with the agreements inside the transaction that changes them; its alerts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from maillage.agreements.calendar.events import Kind
from maillage.agreements.duty_words import LEADS, LONGEST_LEAD, urgency_of
from maillage.agreements.models import Agreement, Duty, DutyLead, Party, RenewalChoice
from maillage.agreements.queries.duties import expected, owners_of
from maillage.notices import actions as notices
from maillage.notices.models import Notice
from maillage.notices.queries.recipients import Staff, staff_of, was_ever_here
from maillage.organisations.permissions import day_of

DUTY = "duty"
"""The kind of the alerts about duties."""
_MOVING = tuple(
    "agreement- amendment- ending- expression- extension- fact- notice- notification- party- reading-confirmed "
    "renewal- signatory- signature- suspension- term- text-".split()
)


_COMPUTED = (
    "kind on last_on term name party explanation quote article provision_id declared_by law".split()
)  # what the calendar says of a duty; the rest is what people say


def moves(verb: str) -> bool:
    """Whether what a verb writes may move a duty: ``writing.tell`` then has them computed again."""
    return verb.startswith(_MOVING)


@transaction.atomic
def project(agreement: Agreement, *, at: dt.datetime) -> int:
    """Compute the duties of an agreement again and write what differs; return how many changed.

    A duty that the calendar no longer has is cancelled, not erased: the calendars of others are told so. What was said
    to be done stays said.
    """
    row = Agreement.objects.filter(pk=agreement.pk).first()
    if row is None or row.confirmed_at is None:
        return 0  # deleted since somebody asked, or never confirmed: it never had any
    wanted = expected(row, day=day_of(at))
    known = {one.key: one for one in Duty.objects.select_for_update(of=("self",)).filter(agreement=row)}
    fresh = [
        Duty(agreement=row, key=key, changed_at=at, **fields) for key, fields in wanted.items() if key not in known
    ]
    Duty.objects.bulk_create(fresh)
    changed = [one for key, one in known.items() if _brought_up_to_date(one, wanted.get(key), at)]
    Duty.objects.bulk_update(changed, [*_COMPUTED, "cancelled_at", "sequence", "changed_at"])
    if fresh or changed or any(one.cancelled_at is None for one in known.values()):
        announce([row], at=at)
    return len(fresh) + len(changed)


def _brought_up_to_date(duty: Duty, fields: dict[str, Any] | None, at: dt.datetime) -> bool:
    """Give a row what the calendar says of it now, nothing when it no longer has it; whether that changed anything."""
    if fields is None and _is_history(duty, at):
        return False
    said = {**(fields or {}), "cancelled_at": None if fields is not None else duty.cancelled_at or at}
    if all(getattr(duty, name) == value for name, value in said.items()):
        return False
    for name, value in said.items():
        setattr(duty, name, value)
    duty.sequence, duty.changed_at = duty.sequence + 1, at
    return True


def _is_history(duty: Duty, at: dt.datetime) -> bool:
    """What is done, or was there long ago, stays as it was when the calendar no longer begins so early."""
    return duty.cancelled_at is not None or (duty.done_at is not None and duty.on < day_of(at))


def announce(agreements: Collection[Agreement], *, at: dt.datetime) -> int:
    """Tell the alerts of the duties that come near, stop those of what is done or too late; return how many stand."""
    day = day_of(at)
    by_id = {one.pk: one for one in agreements}
    duties = list(
        Duty.objects.to_do(day)
        .filter(agreement__in=by_id, on__lte=day + dt.timedelta(days=LONGEST_LEAD))
        .order_by("on", "pk")
    )
    parties = _parties(by_id, day)
    wanted = {
        (one.pk, owner): one
        for one in duties
        for owner in owners_of(by_id[one.agreement_id], one.party_id, parties[one.agreement_id])
    }
    decided = _decided(by_id, day)
    wanted = {key: one for key, one in wanted.items() if (one.agreement_id, key[1], one.kind) not in decided}
    here = was_ever_here({owner for _, owner in wanted}, day=day)
    leads = leads_of(here)
    near = {
        (pk, owner): one
        for (pk, owner), one in wanted.items()
        if owner in here and one.on <= day + dt.timedelta(days=leads[owner][one.kind])
    }
    return _tell(near, by_id, at=at)


def leads_of(organisations: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """How many days ahead each organisation is told of each kind: one query."""
    ids = list(organisations)
    found = {one: {kind.value: days for kind, days in LEADS.items()} for one in ids}
    for row in DutyLead.objects.filter(organisation__in=ids):
        found[row.organisation_id][row.kind] = row.days
    return found


def _decided(agreements: Collection[UUID], day: dt.date) -> set[tuple[UUID, UUID, str]]:
    """The organisations that said what they wish after the coming term: nothing is left for them to prepare."""
    rows = RenewalChoice.objects.filter(agreement__in=agreements, superseded_at__isnull=True, term_end_on__gte=day)
    said = rows.filter(party__organisation__isnull=False).values_list("agreement_id", "party__organisation_id")
    return {(agreement, body, Kind.REVIEW_RENEWAL.value) for agreement, body in said}


def _parties(agreements: Collection[UUID], day: dt.date) -> dict[UUID, list[Party]]:
    found: dict[UUID, list[Party]] = defaultdict(list)
    for one in Party.objects.at(day).bound().filter(agreement__in=agreements).in_order():
        found[one.agreement_id].append(one)
    return found


def _tell(near: dict[tuple[UUID, UUID], Duty], agreements: dict[UUID, Agreement], *, at: dt.datetime) -> int:
    """Tell what is near, once; stop what stood and is not near any more."""
    standing = Notice.objects.standing().filter(kind=DUTY, agreement_id__in=list(agreements))
    told = {(row.subject_id, row.organisation_id): row for row in standing}
    staff: dict[UUID, Staff] = {}
    for (pk, owner), duty in near.items():
        agreement, row = agreements[duty.agreement_id], told.get((pk, owner))
        if owner not in staff:
            staff[owner] = staff_of(owner, day=day_of(at))
        title = f"{duty.label} – {agreement.title}"[:300]
        if row is not None and (row.title, row.due_on) == (title, duty.on):
            continue  # the rounds of alerts tell whoever is next
        notices.tell(
            kind=DUTY,
            subject_id=pk,
            organisation_id=owner,
            title=title,
            path=duty.get_absolute_url(),
            due_on=duty.on,
            agreement_id=agreement.pk,
            urgency=urgency_of(duty.kind),
            staff=staff[owner],
            at=at,
        )
    for pk, owner in told.keys() - near.keys():
        notices.stop(kind=DUTY, subject_id=pk, organisation_id=owner, at=at)
    return len(near)


def refresh(at: dt.datetime) -> int:
    """Compute all duties again, and look at all alerts; return how many duties changed. For the night."""
    rows = Agreement.objects.filter(confirmed_at__isnull=False).order_by("pk")
    return sum(project(agreement, at=at) for agreement in list(rows.only("pk")))
