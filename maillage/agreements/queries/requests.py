"""Requests: the one of a link, those of an agreement, those that wait for an organisation that has accounts."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from maillage.agreements.choices import Binding, DocumentRole, PartyRole, Task
from maillage.agreements.models import Agreement, CommitmentVersion, Party, Request
from maillage.agreements.models.asking import RequestQuerySet
from maillage.organisations.models import Grant, Organisation
from maillage.organisations.permissions import Permission, Rights, day_of, roles_with

READABLE = Q(
    agreement__archived_at__isnull=True,
    agreement__merged_into__isnull=True,
    agreement__confirmed_at__isnull=False,
    agreement__shared_at__isnull=False,
)
"""What is still asked about: neither archived, nor put together with another, nor taken back."""
ANSWERS = {
    Task.CONFIRM_READING: Permission.AGREEMENT_CONFIRM,
    Task.GIVE_PIECE: Permission.AGREEMENT_EDIT,
    Task.JUDGE: Permission.AGREEMENT_JUDGE,
}
"""What an account must be allowed to do in the organisation that is asked, to answer for it."""
PIECES = tuple(one for one in DocumentRole if one != DocumentRole.WORKING_TEXT)
"""What a party may be asked to give."""


def fingerprint(token: str) -> str:
    """What the table keeps of the token of a link."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def with_everything(rows: RequestQuerySet) -> RequestQuerySet:
    """``rows`` with all that a page says of them, in one query."""
    return rows.select_related(
        "agreement", "organisation", "party__organisation", "member", "person", "campaign", "sent_by__person"
    )


def request_of_link(token: str, *, at: dt.datetime) -> Request | None:
    """The request of a private link, while it opens: unknown, expired, revoked or without object are all the same."""
    rows = Request.objects.open_at(at).filter(_askable(), fingerprint=fingerprint(token))
    found = with_everything(rows).first()
    if found is None or (found.party is not None and not found.party.is_at(day_of(at))):
        return None
    return found


def _askable() -> Q:
    """A summary is read by its own people, even before the agreement is shared."""
    own = Q(task=Task.ACKNOWLEDGE, agreement__confirmed_at__isnull=False, agreement__archived_at__isnull=True)
    return READABLE | (own & Q(agreement__merged_into__isnull=True))


def requests_about(agreement: Agreement, bodies: Collection[UUID]) -> RequestQuerySet:
    """What ``bodies`` asked about an agreement, outside of campaigns and summaries, the last first."""
    rows = Request.objects.filter(agreement=agreement, organisation__in=bodies, campaign__isnull=True)
    return with_everything(rows.exclude(task=Task.ACKNOWLEDGE)).order_by("-sent_at", "-pk")


def bodies_with_accounts(ids: Collection[UUID | None], permission: Permission, *, at: dt.datetime) -> frozenset[UUID]:
    """Those of the organisations in which somebody who has an account may answer for the whole of it."""
    held = Grant.objects.at(day_of(at)).filter(
        agreement_id__isnull=True,
        organisation_id__in=[one for one in ids if one is not None],
        role__in=roles_with(permission),
        unit__isnull=True,
        user__is_active=True,
    )
    return frozenset(held.values_list("organisation_id", flat=True))


def waiting_for(rights: Rights, *, at: dt.datetime) -> RequestQuerySet:
    """What was asked of those for whom the user answers and was not answered; the most urgent first."""
    rows = answerable_with(rights).open_at(at).filter(done_at__isnull=True)
    return with_everything(rows).order_by("expires_at", "pk")


def answerable_with(rights: Rights) -> RequestQuerySet:
    """What was asked of the organisations for which the user may answer; a summary is read by its person alone."""
    allowed = Q(pk__in=[])
    for task, permission in ANSWERS.items():
        mine = rights.organisation_ids(permission)
        allowed |= Q(task=task) & (Q(party__organisation__in=mine) | Q(member__in=mine))
    return Request.objects.filter(allowed, READABLE)


def commitments_asked(request: Request, *, day: dt.date) -> QuerySet[CommitmentVersion]:
    """The commitments that a request to judge is about: those of the party, or of the federation of the member."""
    parties = _parties_asked(request)
    own = Q(bearers__in=parties.values("pk")) | Q(binding__in=[Binding.ALL, Binding.RECIPROCAL])
    rows = CommitmentVersion.objects.at(day).filter(own, agreement=request.agreement_id)
    return in_reading_order(rows.distinct())


def in_reading_order(rows: QuerySet[CommitmentVersion]) -> QuerySet[CommitmentVersion]:
    """Commitments in the order of the text, with their bearers and their theme."""
    bearers = Prefetch("bearers", Party.objects.order_by("order", "pk"))
    return rows.select_related("commitment", "theme").prefetch_related(bearers).order_by("start", "pk")


def _parties_asked(request: Request) -> QuerySet[Party]:
    rows = Party.objects.filter(agreement=request.agreement_id, role=PartyRole.PARTY)
    return rows.filter(pk=request.party_id) if request.party_id else rows.filter(organisation=request.organisation_id)


def addresses_known(
    organisation: Organisation, parties: Collection[UUID], members: Collection[UUID]
) -> dict[UUID, str]:
    """The address to which ``organisation`` last wrote to each party or member that it asked, by their key."""
    rows = Request.objects.filter(
        Q(party__in=parties) | Q(member__in=members) | Q(party__organisation__in=members),
        organisation=organisation,
    ).exclude(email="")
    known: dict[UUID, str] = {}
    found = rows.order_by("sent_at", "pk").select_related("party")
    for one in found:
        keys = (one.party_id, one.target_organisation_id)
        known.update({key: one.email for key in keys if key is not None})
    return known
