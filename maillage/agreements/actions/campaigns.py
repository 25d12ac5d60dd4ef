"""Campaigns: one thing asked of many before a day, with reminders; only the organisation that leads one sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from maillage.agreements.actions.requests import LATE, post, prepare, renew
from maillage.agreements.choices import PartyRole, Task
from maillage.agreements.letters import Deliver
from maillage.agreements.models import Agreement, Campaign, Expression, Party, Request
from maillage.agreements.models.asking import RequestQuerySet
from maillage.agreements.policies import is_ready_to_ask
from maillage.agreements.queries.requests import ANSWERS, READABLE, bodies_with_accounts, with_everything
from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import Organisation, User
from maillage.organisations.permissions import day_of
from maillage.organisations.queries.federations import members_at
from maillage.organisations.validators import fold_email


class NobodyToAsk(Refusal):
    """The chosen agreements have nobody to ask."""

    sentence = "Il n’y a personne à interroger : choisissez des accords partagés, qui ont d’autres parties que vous."


class Closed(Refusal):
    """The campaign is over."""

    sentence = "Cette campagne est close."


class Target(NamedTuple):
    """One who is asked about one agreement: a party of it, or a member of the federation."""

    agreement: Agreement
    party: Party | None
    member: Organisation | None

    @property
    def organisation_id(self) -> UUID | None:
        """The organisation that is asked, when it is known."""
        return self.member.pk if self.member else self.party.organisation_id if self.party else None


@transaction.atomic
def begin(
    *,
    organisation: Organisation,
    title: str,
    task: str,
    agreements: Sequence[Agreement],
    asks_members: bool,
    members_on: dt.date | None = None,
    message: str = "",
    due_on: dt.date,
    remind_days: int,
    by: User | None,
    at: dt.datetime,
) -> Campaign:
    """Open a campaign with one request for each target; letters leave when their addresses are given."""
    day = day_of(at)
    agreements = _own(organisation, agreements)
    _check(organisation, task, asks_members, due_on, day)
    if asks_members:
        targets = _members(organisation, agreements, members_on or day)
    else:
        targets = _parties(organisation, agreements, task, day)
    if not targets:
        raise NobodyToAsk
    campaign = keep(
        Campaign(
            organisation=organisation,
            title=title,
            task=task,
            asks_members=asks_members,
            message=message,
            due_on=due_on,
            remind_days=remind_days,
            begun_at=at,
            begun_by=by,
        )
    )
    campaign.agreements.set(agreements)
    Request.objects.bulk_create(_request(campaign, one, by=by, at=at) for one in targets)
    _tell("campaign-begun", campaign, agreements, by=by, at=at)
    return campaign


def _own(organisation: Organisation, agreements: Iterable[Agreement]) -> list[Agreement]:
    """Those that ``organisation`` brought or is a party to, and whose parties may be asked."""
    ready = [one for one in agreements if is_ready_to_ask(one)]
    bound = Party.objects.filter(organisation=organisation, agreement__in=ready, role=PartyRole.PARTY)
    ids = set(bound.values_list("agreement_id", flat=True))
    return [one for one in ready if one.pk in ids or one.brought_by_id == organisation.pk]


def _check(organisation: Organisation, task: str, asks_members: bool, due_on: dt.date, day: dt.date) -> None:
    if due_on <= day:
        raise Refusal("Choisissez un jour à venir.", field="due_on")
    if task not in {Task.JUDGE, Task.CONFIRM_READING}:
        raise Refusal("Choisissez ce que vous demandez.", field="task")
    if asks_members and not organisation.is_federation:
        raise Refusal("Seule une fédération interroge ses membres.", field="asks_members")
    if asks_members and task != Task.JUDGE:
        raise Refusal(
            "Les membres disent où en sont les engagements ; ce sont les parties qui confirment la lecture.",
            field="task",
        )


def _parties(organisation: Organisation, agreements: Iterable[Agreement], task: str, day: dt.date) -> list[Target]:
    chosen = {one.pk: one for one in agreements}
    rows = Party.objects.at(day).filter(agreement__in=chosen, role=PartyRole.PARTY)
    if task == Task.CONFIRM_READING:
        rows = rows.filter(agreement__in=Expression.objects.current().values("agreement_id"))
    others = rows.exclude(organisation=organisation).order_by("agreement_id", "order", "pk")
    return [Target(chosen[one.agreement_id], one, None) for one in others]


def _members(organisation: Organisation, agreements: Iterable[Agreement], day: dt.date) -> list[Target]:
    bound = Party.objects.filter(organisation=organisation, role=PartyRole.PARTY, agreement__in=list(agreements))
    chosen = {one.agreement_id: one.agreement for one in bound.select_related("agreement").order_by("pk")}
    members = [one.member for one in members_at(organisation, at=day)]
    return [Target(agreement, None, member) for agreement in chosen.values() for member in members]


def _request(campaign: Campaign, target: Target, *, by: User | None, at: dt.datetime) -> Request:
    request, _ = prepare(
        organisation=campaign.organisation,
        agreement=target.agreement,
        party=target.party,
        member=target.member,
        campaign=campaign,
        task=campaign.task,
        message=campaign.message,
        expires_at=_end_of(campaign),
        sent_by=by,
        sent_at=at,
    )
    return request


def _end_of(campaign: Campaign) -> dt.datetime:
    last = dt.datetime.combine(campaign.due_on + dt.timedelta(days=1), dt.time(), timezone.get_default_timezone())
    return last + LATE


@transaction.atomic
def send(
    *, campaign: Campaign, addresses: Mapping[UUID, str], deliver: Deliver | None, by: User | None, at: dt.datetime
) -> int:
    """Write the addresses of requests, and send them their link; return how many were given one.

    Whoever has an account is asked on the home: an address for them is refused.
    """
    row = _open(campaign)
    rows = list(with_everything(Request.objects.filter(campaign=row, pk__in=addresses, email="")).order_by("pk"))
    known = bodies_with_accounts([one.target_organisation_id for one in rows], ANSWERS[Task(row.task)], at=at)
    letters = []
    for request in rows:
        if request.target_organisation_id in known or request.done_at or request.revoked_at:
            continue
        request.email = fold_email(addresses[request.pk])
        letters.append((request, renew(request, is_reminder=False, at=at)))
    post(letters, deliver)
    _tell("request-sent", row, _agreements(letters), by=by, at=at)
    return len(letters)


@transaction.atomic
def remind(*, campaign: Campaign, deliver: Deliver | None, by: User | None, at: dt.datetime) -> int:
    """Write again to whoever was sent a link and has not answered; return to how many."""
    row = _open(campaign)
    waiting = _unanswered(at).filter(campaign=row)
    letters = [(one, renew(one, at=at)) for one in with_everything(waiting).order_by("mailed_at", "pk")]
    if not letters:
        raise Refusal("Personne n’est à relancer par courriel.")
    post(letters, deliver)
    _tell("request-sent", row, _agreements(letters), by=by, at=at)
    return len(letters)


@transaction.atomic
def remind_due(*, deliver: Deliver, at: dt.datetime) -> int:
    """Remind once whoever has not answered, some days before each campaign ends; return how many. For the night."""
    day = day_of(at)
    near = [
        one.pk
        for one in Campaign.objects.filter(closed_at__isnull=True, due_on__gte=day).order_by("pk")
        if one.due_on - dt.timedelta(days=one.remind_days) <= day
    ]
    waiting = _unanswered(at).filter(campaign__in=near, reminded_at__isnull=True, mailed_at__isnull=False)
    letters = [(one, renew(one, at=at)) for one in with_everything(waiting).order_by("pk")]
    post(letters, deliver)
    return len(letters)


@transaction.atomic
def close(*, campaign: Campaign, by: User | None, at: dt.datetime) -> Campaign:
    """End a campaign: its links open nothing any more, what was answered stays."""
    row = _open(campaign)
    row.closed_at = at
    row.revision += 1
    keep(row)
    Request.objects.filter(campaign=row, revoked_at__isnull=True).update(revoked_at=at)
    _tell("campaign-closed", row, row.agreements.order_by("pk"), by=by, at=at)
    return row


def _open(campaign: Campaign) -> Campaign:
    row = locked(campaign)
    if row.closed_at is not None:
        raise Closed
    return row


def _unanswered(at: dt.datetime) -> RequestQuerySet:
    return Request.objects.open_at(at).filter(READABLE, done_at__isnull=True).exclude(email="")


def _agreements(letters: Iterable[tuple[Request, str]]) -> list[Agreement]:
    return list({one.agreement_id: one.agreement for one, _ in letters}.values())


def _tell(verb: str, campaign: Campaign, agreements: Iterable[Agreement], *, by: User | None, at: dt.datetime) -> None:
    for agreement in agreements:
        journal.record(
            verb=verb,
            by=by,
            at=at,
            subject=agreement,
            organisation=campaign.organisation_id,
            agreement_id=agreement.pk,
        )
