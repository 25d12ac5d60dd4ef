"""Rights: given, withdrawn."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions.writing import keep, locked, overlapping
from maillage.organisations.models import Grant, Organisation, Unit, User
from maillage.organisations.permissions import PLATFORM_ROLES, Role, day_of, rights_of


class LastAdministrator(Refusal):
    """Nobody would be left to administer the organisation."""

    sentence = (
        "Plus personne n’administrerait l’organisation : donnez d’abord le rôle d’administrateur à quelqu’un d’autre."
    )


class NotYoursToGive(Refusal):
    """The giver may not give this role."""

    sentence = "Ce rôle se donne par une personne qui exploite Maillage, et jamais à soi-même."


@transaction.atomic
def give(
    *,
    user: User,
    role: Role | str,
    organisation: Organisation,
    unit: Unit | None = None,
    agreement_id: UUID | None = None,
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    reason: str = "",
    by: User | None,
    at: dt.datetime,
) -> Grant:
    """Give a role to an account; ``by`` is None only for the software itself (installation, demonstration)."""
    there = locked(organisation)
    if not there.is_active or there.merged_into_id is not None:
        raise Refusal("Cette organisation n’est plus en activité.", field="organisation")
    _check_giver(user, Role(role), by, at)
    if not user.is_active:
        raise Refusal("Ce compte est fermé : rouvrez-le avant de lui donner un droit.")
    if unit is not None and unit.organisation_id != organisation.pk:
        raise Refusal("Cette unité appartient à une autre organisation.", field="unit")
    first = from_on or day_of(at)
    same = Grant.objects.filter(
        user=user, role=role, organisation=organisation, unit=unit, agreement_id=agreement_id, withdrawn_on__isnull=True
    )
    if overlapping(same, first, to_on).exists():
        raise Refusal("Ce compte a déjà ce droit à ces dates.", field="role")
    grant = keep(
        Grant(
            user=user,
            role=role,
            organisation=organisation,
            unit=unit,
            agreement_id=agreement_id,
            from_on=first,
            to_on=to_on,
            reason=reason,
            granted_by=by,
            granted_at=at,
        )
    )
    journal.record(
        verb="grant-given", by=by, at=at, subject=grant, organisation=organisation, agreement_id=agreement_id
    )
    return grant


@transaction.atomic
def withdraw(*, grant: Grant, by: User | None, at: dt.datetime) -> Grant:
    """Withdraw a right: it ends the same day. The last administrator stays, unless an operator or the software asks."""
    locked(grant.organisation)
    row = locked(grant)
    if row.withdrawn_on is not None:
        raise Refusal(f"Ce droit est déjà retiré, depuis le {row.withdrawn_on:%d/%m/%Y}.")
    if _is_last_administrator(row, day_of(at)) and not _is_operator(by, at):
        raise LastAdministrator
    end_by(row, day_of(at), by=by, at=at)
    return row


def end_by(grant: Grant, last_day: dt.date, *, by: User | None, at: dt.datetime) -> None:
    """End a right with ``last_day``; at once when that is today or past. One that ended before is left alone."""
    if grant.to_on is not None and grant.to_on < last_day:
        return
    if last_day <= day_of(at):
        grant.withdrawn_on, grant.withdrawn_by = day_of(at), by
    elif last_day < grant.from_on:
        grant.withdrawn_on, grant.withdrawn_by = grant.from_on, by
    else:
        grant.to_on = last_day
    grant.revision += 1
    keep(grant)
    journal.record(
        verb="grant-withdrawn",
        by=by,
        at=at,
        subject=grant,
        organisation=grant.organisation_id,
        agreement_id=grant.agreement_id,
    )


def _check_giver(user: User, role: Role, by: User | None, at: dt.datetime) -> None:
    if by is None:
        return
    is_operator = rights_of(by, at=at).is_operator
    if (role in PLATFORM_ROLES and not is_operator) or (is_operator and by.pk == user.pk):
        raise NotYoursToGive


def _is_operator(by: User | None, at: dt.datetime) -> bool:
    return by is None or rights_of(by, at=at).is_operator


def _is_last_administrator(grant: Grant, day: dt.date) -> bool:
    if grant.role != Role.ORGANISATION_ADMINISTRATOR or not grant.is_at(day):
        return False
    alive = Grant.objects.at(day).filter(organisation_id=grant.organisation_id, user__is_active=True)
    others = alive.filter(role=Role.ORGANISATION_ADMINISTRATOR).exclude(user_id=grant.user_id)
    return alive.exclude(user_id=grant.user_id).exists() and not others.exists()
