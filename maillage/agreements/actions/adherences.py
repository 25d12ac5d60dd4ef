"""Members of a federation that is a party: bound by the agreement from a day to a day, or not (data-model 7)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.actions.writing import opened, tell
from maillage.agreements.choices import AdherenceBasis
from maillage.agreements.models import Adherence, Party
from maillage.base.refusals import Refusal
from maillage.foundations.workdays import ONE_DAY
from maillage.organisations.actions.writing import end_on, keep, locked, overlapping
from maillage.organisations.models import Membership, Organisation, User


class NotAFederation(Refusal):
    """Only a federation binds members."""

    sentence = "Cette partie n’est pas rattachée à une fédération : elle ne lie pas de membres."


@transaction.atomic
def adhere(
    *,
    party: Party,
    member: Organisation,
    basis: str,
    from_on: dt.date,
    to_on: dt.date | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Adherence:
    """Record that a member is bound from a day on. A refusal that the member had written ends the day before."""
    agreement = opened(party.agreement)
    _check_federation(party)
    member_at = Membership.objects.at(from_on).filter(federation=party.organisation, member=member)
    if basis == AdherenceBasis.MEMBERSHIP and not member_at.exists():
        raise Refusal(
            f"Cette organisation n’est pas membre de la fédération au {from_on:%d/%m/%Y} : "
            "choisissez un autre titre, ou une autre date.",
            field="from_on",
        )
    for row in overlapping(Adherence.objects.filter(party=party, member=member), from_on, to_on):
        _give_way(row, from_on)
    adherence = keep(
        Adherence(
            agreement=agreement,
            party=party,
            member=member,
            basis=basis,
            from_on=from_on,
            to_on=to_on,
            declared_by=declared_by,
        )
    )
    tell("adherence-recorded", agreement, by=by, at=at, also=[member.pk])
    return adherence


def _give_way(row: Adherence, from_on: dt.date) -> None:
    if not row.has_opted_out or row.from_on >= from_on:
        raise Refusal("Une adhésion de ce membre est déjà enregistrée à ces dates.", field="member")
    end_on(row, from_on - ONE_DAY)


@transaction.atomic
def adhere_all(*, party: Party, from_on: dt.date, declared_by: str = "", by: User | None, at: dt.datetime) -> int:
    """Record all members of the federation on a day, save those that adhere or refused already; say how many."""
    agreement = opened(party.agreement)
    _check_federation(party)
    members = Membership.objects.at(from_on).filter(federation=party.organisation, member__merged_into__isnull=True)
    known = overlapping(Adherence.objects.filter(party=party), from_on, None).values("member_id")
    ids = list(members.exclude(member_id__in=known).order_by("member_id").values_list("member_id", flat=True))
    if not ids:
        raise Refusal("Tous les membres de la fédération à cette date sont déjà enregistrés.", field="from_on")
    Adherence.objects.bulk_create(
        Adherence(agreement=agreement, party=party, member_id=one, from_on=from_on, declared_by=declared_by)
        for one in ids
    )
    tell("adherences-recorded", agreement, by=by, at=at, also=ids)
    return len(ids)


@transaction.atomic
def end(*, adherence: Adherence, last_day_on: dt.date, by: User | None, at: dt.datetime) -> Adherence:
    """Record the last day on which a member is bound (or the last day of its refusal)."""
    agreement = opened(adherence.agreement)
    row = locked(adherence)
    end_on(row, last_day_on)
    tell("adherence-ended", agreement, by=by, at=at, also=[row.member_id])
    return row


@transaction.atomic
def opt_out(
    *,
    party: Party,
    member: Organisation,
    from_on: dt.date,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Adherence:
    """Record that a member says it is not bound from a day on: the fact is kept, and so is what held before."""
    agreement = opened(party.agreement)
    _check_federation(party)
    rows = list(overlapping(Adherence.objects.filter(party=party, member=member), from_on, None))
    if any(row.has_opted_out for row in rows):
        raise Refusal("Ce refus est déjà enregistré.", field="from_on")
    if any(row.from_on > from_on for row in rows):
        raise Refusal("Une adhésion commence après cette date : choisissez un jour plus tardif.", field="from_on")
    basis = rows[0].basis if rows else AdherenceBasis.MEMBERSHIP
    for row in rows:
        if row.from_on == from_on:
            row.delete()
        else:
            end_on(row, from_on - ONE_DAY)
    refused = keep(
        Adherence(
            agreement=agreement,
            party=party,
            member=member,
            basis=basis,
            has_opted_out=True,
            from_on=from_on,
            declared_by=declared_by,
        )
    )
    tell("adherence-refused", agreement, by=by, at=at, also=[member.pk])
    return refused


def _check_federation(party: Party) -> None:
    if party.organisation is None or not party.organisation.is_federation:
        raise NotAFederation
