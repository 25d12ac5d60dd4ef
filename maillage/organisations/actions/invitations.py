"""Invitations: sent, accepted, revoked. The link is the secret; the table keeps only its fingerprint."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions import grants, mandates, people
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Grant, Invitation, Mandate, Organisation, Person, Unit, User
from maillage.organisations.permissions import PLATFORM_ROLES, Role, day_of, rights_of
from maillage.organisations.queries.invitations import fingerprint
from maillage.organisations.validators import fold_email

LIFETIME = dt.timedelta(days=14)


class NoLongerValid(Refusal):
    """The link was used, revoked, is too old, or never existed: all say the same."""

    sentence = "Cette invitation n’est plus valable : demandez-en une nouvelle à la personne qui vous a invité."


class Invited(NamedTuple):
    """An invitation and the token of its link, which is shown once and stored nowhere."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    email: str,
    role: Role | str,
    unit: Unit | None = None,
    person: Person | None = None,
    deliver: Callable[[Invitation, str], None] | None = None,
    by: User | None,
    at: dt.datetime,
) -> Invited:
    """Invite an address to take a role. ``deliver(invitation, token)`` sends the link once all is written.

    One that still waits, of the same address to the same organisation and role, is revoked: the last link counts.
    """
    locked(organisation)
    if role in PLATFORM_ROLES and by is not None and not rights_of(by, at=at).is_operator:
        raise grants.NotYoursToGive
    if unit is not None and unit.organisation_id != organisation.pk:
        raise Refusal("Cette unité appartient à une autre organisation.", field="unit")
    address = fold_email(email)
    waiting = Invitation.objects.open_at(at).filter(organisation=organisation, email=address, role=role)
    for former in waiting:
        _revoke(former, by=by, at=at)
    token = secrets.token_urlsafe(32)
    invitation = keep(
        Invitation(
            organisation=organisation,
            unit=unit,
            role=role,
            email=address,
            person=person,
            token_hash=fingerprint(token),
            invited_by=by,
            invited_at=at,
            expires_at=at + LIFETIME,
        )
    )
    journal.record(verb="invitation-sent", by=by, at=at, subject=invitation, organisation=organisation)
    if deliver is not None:
        transaction.on_commit(lambda: deliver(invitation, token))
    return Invited(invitation, token)


@transaction.atomic
def accept(
    *, token: str, user: User, first_name: str = "", last_name: str = "", by: User | None = None, at: dt.datetime
) -> Grant:
    """Take the role of an invitation with an account; a name is asked of an account that has none yet.

    Whoever holds the link received it at the address: an account with that very address has shown that it is theirs.
    """
    found = Invitation.objects.open_at(at).filter(token_hash=fingerprint(token)).first()
    if found is None:
        raise NoLongerValid
    invitation = locked(found)
    if invitation.accepted_at is not None or invitation.revoked_at is not None:
        raise NoLongerValid
    account = locked(user)
    _name(account, invitation, first_name, last_name, at=at)
    if account.email == invitation.email and account.email_verified_at is None:
        account.email_verified_at = at
    account.save()
    grant = _grant(account, invitation, at)
    invitation.accepted_at, invitation.accepted_by, invitation.email = at, account, ""
    invitation.revision += 1
    keep(invitation)
    journal.record(
        verb="invitation-accepted", by=by or account, at=at, subject=invitation, organisation=invitation.organisation_id
    )
    user.refresh_from_db()
    return grant


@transaction.atomic
def revoke(*, invitation: Invitation, by: User | None, at: dt.datetime) -> Invitation:
    """Make the link useless, and forget the address."""
    row = locked(invitation)
    if row.accepted_at is not None or row.revoked_at is not None:
        raise Refusal("Cette invitation a déjà servi ou été annulée.")
    _revoke(row, by=by, at=at)
    return row


@transaction.atomic
def forget_expired(*, at: dt.datetime) -> int:
    """Erase the addresses of invitations that expired; return how many. For the night."""
    old = Invitation.objects.filter(~Q(email=""), expires_at__lte=at)
    return old.update(email="")


def _revoke(invitation: Invitation, *, by: User | None, at: dt.datetime) -> None:
    invitation.revoked_at, invitation.revoked_by, invitation.email = at, by, ""
    invitation.revision += 1
    keep(invitation)
    journal.record(verb="invitation-revoked", by=by, at=at, subject=invitation, organisation=invitation.organisation_id)


def _name(account: User, invitation: Invitation, first_name: str, last_name: str, *, at: dt.datetime) -> None:
    """See that the account has a person, and that the person has a function in the organisation."""
    function = MandateFunction.AGENT
    if invitation.role == Role.ELECTED_MEMBER:
        function = MandateFunction.ELECTED_MEMBER
    if account.person is None and invitation.person is not None:
        if User.objects.filter(person=invitation.person).exists():
            raise Refusal("La personne invitée a déjà un compte : connectez-vous avec lui.")
        account.person = invitation.person
    if account.person is None:
        if not last_name.strip():
            raise Refusal("Dites votre nom : vos partenaires doivent savoir qui agit.", field="last_name")
        account.person = people.create(
            first_name=first_name,
            last_name=last_name,
            email=account.email,
            organisation=invitation.organisation,
            unit=invitation.unit,
            function=function,
            by=account,
            at=at,
        )
        return
    held = Mandate.objects.at(day_of(at)).filter(person=account.person, organisation=invitation.organisation)
    if not held.exists() and invitation.role not in PLATFORM_ROLES:
        mandates.begin(
            person=account.person,
            organisation=invitation.organisation,
            unit=invitation.unit,
            function=function,
            from_on=day_of(at),
            by=account,
            at=at,
        )


def _grant(account: User, invitation: Invitation, at: dt.datetime) -> Grant:
    held = Grant.objects.at(day_of(at)).filter(
        user=account, role=invitation.role, organisation=invitation.organisation, unit=invitation.unit
    )
    return held.first() or grants.give(
        user=account,
        role=invitation.role,
        organisation=invitation.organisation,
        unit=invitation.unit,
        reason="A accepté une invitation.",
        by=invitation.invited_by,
        at=at,
    )
