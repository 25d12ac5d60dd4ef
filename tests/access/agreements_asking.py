"""Who asks, declares, leads campaigns and makes an agreement known; and what needs no account."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from maillage.agreements.actions import campaigns
from maillage.agreements.choices import Task
from maillage.agreements.models import Acknowledgement, Agreement, Campaign, Party
from maillage.organisations.models import Membership
from tests.access.agreements_record import AUTHORS, PARTIES, draft, public, shared
from tests.access.table import Row, only, signed_in
from tests.access.table import public as everybody
from tests.factories.agreements import asked, confirmed, published
from tests.factories.organisations import GrantFactory, MembershipFactory

WRITERS = {**only(403, *PARTIES), "alice": 200, "bob": 200}
OUTSIDE = only(403, *PARTIES, others=403)


def _with_commune(cast: Any) -> Agreement:
    """An agreement with a party that has no account."""
    return confirmed(cast.departement, cast.commune, by=cast.alice)


def _request(cast: Any) -> list[object]:
    agreement = _with_commune(cast)
    party = Party.objects.get(agreement=agreement, organisation=cast.commune)
    return [agreement.pk, asked(agreement, cast.departement, party, Task.JUDGE)[0].pk]


def _link(cast: Any) -> list[object]:
    agreement = _with_commune(cast)
    party = Party.objects.get(agreement=agreement, organisation=cast.commune)
    return [asked(agreement, cast.departement, party, Task.JUDGE)[1]]


def _revoked_link(cast: Any) -> list[object]:
    agreement = _with_commune(cast)
    party = Party.objects.get(agreement=agreement, organisation=cast.commune)
    return [asked(agreement, cast.departement, party, Task.JUDGE, revoked_at=timezone.now())[1]]


def _asked_of_ccas(cast: Any) -> list[object]:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    party = Party.objects.get(agreement=agreement, organisation=cast.ccas)
    return [asked(agreement, cast.departement, party, Task.JUDGE, email="")[0].pk]


def _campaign(cast: Any) -> Campaign:
    return campaigns.begin(
        organisation=cast.departement,
        title="Bilan",
        task=Task.JUDGE,
        agreements=[_with_commune(cast)],
        asks_members=False,
        due_on=timezone.localdate() + dt.timedelta(days=30),
        remind_days=7,
        by=cast.alice,
        at=timezone.now(),
    )


def _inner_campaign(cast: Any) -> list[object]:
    """Of the federation, to its members, in which Paul of the préfecture is an observer and Chloé an agent."""
    agreement = confirmed(cast.federation, cast.departement)
    if not Membership.objects.filter(federation=cast.federation, member=cast.ccas).exists():
        MembershipFactory(federation=cast.federation, member=cast.ccas)
    GrantFactory(user=cast.paul, organisation=cast.federation, role="observer")
    GrantFactory(user=cast.chloe, organisation=cast.federation)
    row = campaigns.begin(
        organisation=cast.federation,
        title="Positions",
        task=Task.JUDGE,
        agreements=[agreement],
        asks_members=True,
        due_on=timezone.localdate() + dt.timedelta(days=30),
        remind_days=7,
        by=None,
        at=timezone.now(),
    )
    return [row.pk]


def _to_read(cast: Any) -> list[object]:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    Acknowledgement.objects.create(
        agreement=agreement, organisation=cast.departement, person=cast.eric.person, sent_at=timezone.now()
    )
    return [agreement.pk]


def _asking(cast: Any) -> dict[str, object]:
    return {"party": "", "task": "judge"}


ASKING = [
    Row("agreements:requests", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:requests", only(200, *PARTIES), args=shared),
    Row("agreements:requests", signed_in(403, **dict.fromkeys(PARTIES, 200)), args=public, state="published"),
    Row("agreements:ask", only(403, *AUTHORS), args=draft, state="draft"),
    Row("agreements:ask", WRITERS, args=shared),
    Row("agreements:ask", {**OUTSIDE, "alice": 200, "bob": 200}, args=public, state="published"),
    Row("agreements:ask", WRITERS, args=shared, method="post", data=_asking, state="incomplete"),
    Row("agreements:request_remind", {**only(403, *AUTHORS), "alice": 302}, args=_request, method="post"),
    Row("agreements:request_remind", signed_in(405), args=_request, state="by GET"),
    Row("agreements:request_revoke", {**only(403, *AUTHORS), "alice": 302}, args=_request, method="post"),
    Row("agreements:request_revoke", signed_in(405), args=_request, state="by GET"),
    Row("agreements:declare", only(403, *AUTHORS), args=draft, state="draft"),
    Row("agreements:declare", WRITERS, args=shared),
    Row("requests:open", everybody(404), args=lambda _cast: ["nobody-was-sent-this"], state="unknown"),
    Row("requests:open", everybody(404), args=_revoked_link, state="revoked"),
    Row("requests:open", everybody(), args=_link),
    Row("requests:open", everybody(), args=_link, method="post", state="with nothing filled in"),
]

KNOWN = [
    Row("agreements:summary", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:summary", only(200, *PARTIES), args=shared),
    Row("agreements:summary", signed_in(403, **dict.fromkeys(PARTIES, 200)), args=public, state="published"),
    Row("agreements:acknowledge", {**only(404), "eric": 302}, args=_to_read, method="post"),
    Row("agreements:acknowledge", signed_in(405), args=_to_read, state="by GET"),
    Row("agreements:make_known", only(403, *AUTHORS), args=draft, state="draft"),
    Row("agreements:make_known", WRITERS, args=shared),
    Row("agreements:make_known_remind", {**only(403, *PARTIES), "alice": 302, "bob": 302}, args=shared, method="post"),
    Row("agreements:make_known_remind", signed_in(405), args=shared, state="by GET"),
]

CAMPAIGNS = [
    Row("campaigns:list", signed_in()),
    Row("campaigns:new", only(200, "alice", "bob", others=403)),
    Row("campaigns:detail", only(200, *AUTHORS), args=lambda cast: [_campaign(cast).pk]),
    Row("campaigns:detail", only(200, "chloe"), args=_inner_campaign, state="of a federation to its members"),
    Row("campaigns:table", only(200, *AUTHORS), args=lambda cast: [_campaign(cast).pk, "csv"]),
    Row("campaigns:table", only(200, "chloe"), args=lambda cast: [*_inner_campaign(cast), "xlsx"], state="of members"),
    Row("campaigns:table", signed_in(404), args=lambda cast: [_campaign(cast).pk, "exe"], state="in no format"),
    Row("campaigns:recipients", {**only(403, *AUTHORS), "alice": 200}, args=lambda cast: [_campaign(cast).pk]),
    Row("campaigns:remind", {**only(403, *AUTHORS), "alice": 302}, args=lambda c: [_campaign(c).pk], method="post"),
    Row("campaigns:remind", signed_in(405), args=lambda cast: [_campaign(cast).pk], state="by GET"),
    Row("campaigns:close", {**only(403, *AUTHORS), "alice": 200}, args=lambda cast: [_campaign(cast).pk]),
    Row("campaigns:close", {**only(403, *AUTHORS), "alice": 302}, args=lambda c: [_campaign(c).pk], method="post"),
    Row("campaigns:answer", only(200, "bob"), args=_asked_of_ccas),
]

PUBLIC = [
    Row("public:list", everybody()),
    Row("public:schema", everybody()),
    Row("public:detail", everybody(), args=lambda cast: [published(cast.departement, cast.ccas).pk]),
    Row("public:detail", everybody(404), args=shared, state="not published"),
    Row("public:detail", everybody(404), args=draft, state="draft"),
    Row("public:data", everybody(), args=lambda cast: [published(cast.departement, cast.ccas).pk]),
    Row("public:data", everybody(404), args=shared, state="not published"),
]

ROWS = [*ASKING, *KNOWN, *CAMPAIGNS, *PUBLIC]
