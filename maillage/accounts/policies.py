"""What a signed-in person may do with the accounts of an organisation, and what they may offer."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from maillage.accounts.queries import Presence
from maillage.organisations.models import Organisation
from maillage.organisations.permissions import PLATFORM_ROLES, Permission, Role


def can_see_invitations(presence: Presence, organisation: Organisation) -> bool:
    """Whether the invitations of ``organisation`` are shown, sent and revoked."""
    return presence.rights.can(Permission.INVITATION_SEND, organisation=organisation.pk)


def can_see_sign_ins(presence: Presence, organisation: Organisation) -> bool:
    """Whether the trace of the sign-ins of the accounts of ``organisation`` is shown."""
    return presence.rights.can(Permission.SIGN_IN_VIEW, organisation=organisation.pk)


def can_review(presence: Presence, organisation: Organisation) -> bool:
    """Whether the rights given in ``organisation`` are gone through."""
    return presence.rights.can(Permission.ACCOUNT_REVIEW, organisation=organisation.pk)


def can_reset_factor(presence: Presence, bodies: Collection[UUID]) -> bool:
    """Whether the second factor of somebody who acts for ``bodies`` may be reset: by who keeps the accounts of all."""
    return bool(bodies) and all(presence.rights.can(Permission.ACCOUNT_REVIEW, organisation=body) for body in bodies)


def roles_to_offer(presence: Presence) -> list[Role]:
    """The roles that an invitation may carry: to keep the platform is offered by those who keep it."""
    return [role for role in Role if role not in PLATFORM_ROLES or presence.rights.is_operator]
