"""The catalogue of what may be done, the roles that may do it, and the one question: ``can(user, permission, ...)``.

A right comes from a dated grant: a role in an organisation, narrowed or not to a unit or to an agreement. This module
knows no table: it reads the grants of the user that it is given.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from maillage.organisations.models import Organisation, Unit, User


AnyUser: TypeAlias = "User | AnonymousUser"


class Permission(StrEnum):
    """What may be done. The value is ``noun.verb``; a permission that is not in a role is had by nobody."""

    ACCOUNT_REVIEW = "account.review"
    ACCOUNT_VIEW = "account.view"
    ACCREDITATION_EDIT = "accreditation.edit"
    AGREEMENT_CONFIRM = "agreement.confirm"
    AGREEMENT_EDIT = "agreement.edit"
    AGREEMENT_JUDGE = "agreement.judge"
    AGREEMENT_PUBLISH = "agreement.publish"
    AGREEMENT_VIEW = "agreement.view"
    CAMPAIGN_EDIT = "campaign.edit"
    CLAIM_DECIDE = "claim.decide"
    EMAIL_DOMAIN_EDIT = "email_domain.edit"
    GRANT_EDIT = "grant.edit"
    HANDOVER_DO = "handover.do"
    IMPORT_DO = "import.do"
    INNER_SPACE_VIEW = "inner_space.view"
    INVITATION_SEND = "invitation.send"
    JOURNAL_VIEW = "journal.view"
    MEMBERSHIP_EDIT = "membership.edit"
    MERGE_DO = "merge.do"
    ORGANISATION_CREATE = "organisation.create"
    ORGANISATION_EDIT = "organisation.edit"
    ORGANISATION_SUCCEED = "organisation.succeed"
    ORGANISATION_VIEW = "organisation.view"
    PERIMETER_EDIT = "perimeter.edit"
    PERSON_EDIT = "person.edit"
    PERSON_VIEW = "person.view"
    SIGN_IN_VIEW = "sign_in.view"
    UNIT_EDIT = "unit.edit"


class Role(models.TextChoices):
    """A set of permissions that a grant gives in an organisation."""

    AGENT = "agent", "agent"
    PARTNERSHIP_OFFICER = "partnership_officer", "chargé ou chargée de partenariat"
    MANAGER = "manager", "responsable"
    ELECTED_MEMBER = "elected_member", "élu ou élue (lecture)"
    DPO = "dpo", "délégué ou déléguée à la protection des données"
    OBSERVER = "observer", "observateur ou observatrice (lecture)"
    ORGANISATION_ADMINISTRATOR = "organisation_administrator", "administrateur ou administratrice de l’organisation"
    OPERATOR = "operator", "exploitant ou exploitante de Maillage"


_P = Permission
_READS = frozenset({_P.AGREEMENT_VIEW, _P.PERSON_VIEW, _P.JOURNAL_VIEW, _P.INNER_SPACE_VIEW})
# To bring a text, to confirm or contest its reading and to judge are acts of the organisation: agents read.
_PARTNERS = frozenset({_P.AGREEMENT_CONFIRM, _P.AGREEMENT_EDIT, _P.AGREEMENT_JUDGE, _P.CAMPAIGN_EDIT})
_WRITES = frozenset({_P.PERSON_EDIT, _P.UNIT_EDIT, _P.ACCREDITATION_EDIT, _P.MEMBERSHIP_EDIT, _P.PERIMETER_EDIT})

ROLES: dict[Role, frozenset[Permission]] = {
    Role.AGENT: _READS,
    Role.PARTNERSHIP_OFFICER: _READS
    | _WRITES
    | _PARTNERS
    | {_P.ORGANISATION_CREATE, _P.ORGANISATION_EDIT, _P.IMPORT_DO},
    Role.MANAGER: _READS | _WRITES | _PARTNERS | {_P.AGREEMENT_PUBLISH, _P.HANDOVER_DO},
    Role.ELECTED_MEMBER: _READS,
    Role.DPO: _READS | {_P.ACCOUNT_VIEW, _P.SIGN_IN_VIEW},
    # An observer is a guest: a funder that a federation lets read may not enter its inner space.
    Role.OBSERVER: frozenset({_P.AGREEMENT_VIEW, _P.PERSON_VIEW, _P.JOURNAL_VIEW}),
    Role.ORGANISATION_ADMINISTRATOR: _READS
    | _WRITES
    | _PARTNERS
    | {
        _P.ACCOUNT_REVIEW,
        _P.AGREEMENT_PUBLISH,
        _P.ACCOUNT_VIEW,
        _P.CLAIM_DECIDE,
        _P.GRANT_EDIT,
        _P.HANDOVER_DO,
        _P.IMPORT_DO,
        _P.INVITATION_SEND,
        _P.ORGANISATION_CREATE,
        _P.ORGANISATION_EDIT,
        _P.SIGN_IN_VIEW,
    },
    # An operator keeps the register and the accounts of all, and reads nothing that partners write.
    Role.OPERATOR: frozenset(
        {
            _P.ACCOUNT_REVIEW,
            _P.ACCOUNT_VIEW,
            _P.CLAIM_DECIDE,
            _P.EMAIL_DOMAIN_EDIT,
            _P.GRANT_EDIT,
            _P.INVITATION_SEND,
            _P.MERGE_DO,
            _P.ORGANISATION_CREATE,
            _P.ORGANISATION_EDIT,
            _P.ORGANISATION_SUCCEED,
            _P.SIGN_IN_VIEW,
        }
    ),
}

PLATFORM_ROLES = frozenset({Role.OPERATOR})
"""Roles whose permissions hold for every organisation."""

OPEN = frozenset({_P.ORGANISATION_VIEW})
"""What every account may do: the register of legal persons, their units and names, is no secret."""

WITHOUT_ORGANISATION = frozenset(
    {_P.ORGANISATION_CREATE, _P.ORGANISATION_SUCCEED, _P.IMPORT_DO, _P.MERGE_DO, _P.AGREEMENT_EDIT, _P.CAMPAIGN_EDIT}
)
"""May also be asked without an organisation: has the user this permission anywhere?"""

BY_UNIT = frozenset({_P.UNIT_EDIT, _P.PERSON_EDIT, _P.PERIMETER_EDIT, _P.HANDOVER_DO})
"""May be asked for a unit: a grant narrowed to a unit holds for what lies below it."""

BY_AGREEMENT = _PARTNERS - {_P.CAMPAIGN_EDIT} | {_P.AGREEMENT_PUBLISH, _P.AGREEMENT_VIEW}
"""May be asked for an agreement: a grant narrowed to one holds for that one."""

READING = frozenset({_P.AGREEMENT_VIEW, _P.PERSON_VIEW, _P.JOURNAL_VIEW, _P.INNER_SPACE_VIEW})
"""A grant narrowed to a unit reads as far as the whole organisation; one narrowed to an agreement does not."""

SECOND_FACTOR_ROLES = frozenset(Role) - {Role.ELECTED_MEMBER, Role.OBSERVER}
"""Roles that will see personal data, or rule over accounts: a second factor is required."""

READ_ONLY_ROLES = frozenset({Role.ELECTED_MEMBER, Role.OBSERVER})
"""Roles that may sign in by a code received by e-mail."""


class WrongContext(TypeError):
    """A permission was asked with a context that it does not take: a fault of the program."""


def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that have ``permission``."""
    return frozenset(role for role, may in ROLES.items() if permission in may)


def day_of(at: dt.date | dt.datetime) -> dt.date:
    """The day in France of an instant; a day stays itself."""
    return timezone.localdate(at) if isinstance(at, dt.datetime) else at


@dataclass(frozen=True, slots=True)
class Held:
    """A grant that holds on the day asked: what :class:`Rights` needs of it."""

    role: Role
    organisation_id: UUID
    unit_path: str | None
    agreement_id: UUID | None


@dataclass(frozen=True, slots=True)
class Rights:
    """All that a user may do on a day, read in one query: a page asks it as often as it likes."""

    is_open: bool
    grants: tuple[Held, ...] = ()

    def can(
        self,
        permission: Permission,
        *,
        organisation: Organisation | UUID | None = None,
        unit: Unit | None = None,
        agreement_id: UUID | None = None,
    ) -> bool:
        """Whether one of the grants gives ``permission`` there."""
        organisation_id = organisation if isinstance(organisation, UUID) or organisation is None else organisation.pk
        _check_context(permission, organisation_id, unit, agreement_id)
        if permission in OPEN:
            return self.is_open
        return any(_gives(held, permission, organisation_id, unit, agreement_id) for held in self.grants)

    def organisation_ids(self, permission: Permission) -> frozenset[UUID]:
        """The organisations in which a grant gives ``permission`` as a whole (platform roles reach all: set apart)."""
        return frozenset(
            held.organisation_id
            for held in self.grants
            if held.role not in PLATFORM_ROLES and _gives(held, permission, held.organisation_id, None, None)
        )

    def holds_everywhere(self, permission: Permission) -> bool:
        """Whether a platform role gives ``permission`` in every organisation."""
        return any(held.role in PLATFORM_ROLES and permission in ROLES[held.role] for held in self.grants)

    @property
    def is_operator(self) -> bool:
        """Whether the user keeps the platform."""
        return any(held.role in PLATFORM_ROLES for held in self.grants)

    @property
    def needs_second_factor(self) -> bool:
        """Whether one of the roles requires a second factor at sign-in."""
        return any(held.role in SECOND_FACTOR_ROLES for held in self.grants)


def rights_of(user: AnyUser, *, at: dt.date | dt.datetime) -> Rights:
    """What ``user`` may do at ``at``: nothing when signed out or when the account is closed.

    The user of a request brings the rights that its admission read: they are not read again for that day.
    """
    if isinstance(user, AnonymousUser) or not user.is_active:
        return Rights(is_open=False)
    if user.known_rights is not None and user.known_rights[0] == day_of(at):
        return user.known_rights[1]
    rows = user.grants.at(day_of(at)).values_list("role", "organisation_id", "unit__path", "agreement_id")
    return Rights(is_open=True, grants=tuple(Held(Role(row[0]), row[1], row[2], row[3]) for row in rows))


def can(
    user: AnyUser,
    permission: Permission,
    *,
    organisation: Organisation | UUID | None = None,
    unit: Unit | None = None,
    agreement_id: UUID | None = None,
    at: dt.date | dt.datetime,
) -> bool:
    """Whether ``user`` may do ``permission`` there and then: one query (to ask often, take :func:`rights_of`)."""
    return rights_of(user, at=at).can(permission, organisation=organisation, unit=unit, agreement_id=agreement_id)


def _check_context(
    permission: Permission, organisation_id: UUID | None, unit: Unit | None, agreement_id: UUID | None
) -> None:
    if organisation_id is None and permission not in WITHOUT_ORGANISATION | OPEN:
        raise WrongContext(f"{permission} is asked for an organisation: give organisation=.")
    if unit is not None and permission not in BY_UNIT:
        raise WrongContext(f"{permission} is never narrowed to a unit.")
    if unit is not None and unit.organisation_id != organisation_id:
        raise WrongContext("The unit belongs to another organisation.")
    if agreement_id is not None and permission not in BY_AGREEMENT:
        raise WrongContext(f"{permission} is never narrowed to an agreement.")


def _gives(
    held: Held, permission: Permission, organisation_id: UUID | None, unit: Unit | None, agreement_id: UUID | None
) -> bool:
    if permission not in ROLES[held.role]:
        return False
    if held.role in PLATFORM_ROLES:
        return True
    if organisation_id is not None and held.organisation_id != organisation_id:
        return False
    if held.agreement_id is not None and held.agreement_id != agreement_id:
        return False
    if held.unit_path is None or permission in READING:
        return True
    return unit is not None and unit.path.startswith(held.unit_path)
