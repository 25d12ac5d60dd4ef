"""Who is told of an alert today: by dated mandates, units and rights, so that whoever left is told of nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from maillage.notices.choices import Level
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Grant, Mandate
from maillage.organisations.models.unit import PATH_SEPARATOR
from maillage.organisations.permissions import PLATFORM_ROLES, Permission, Role, roles_with

_PERSONS = (MandateFunction.PILOT, MandateFunction.DEPUTY, MandateFunction.UNIT_HEAD, MandateFunction.DIRECTOR)


@dataclass(frozen=True, slots=True)
class _Account:
    user_id: UUID
    person_id: UUID | None
    role: Role
    agreement_id: UUID | None


@dataclass
class Staff:
    """The open accounts of one organisation on a day, and the functions that name them: two queries, read once."""

    organisation_id: UUID
    day: dt.date
    accounts: list[_Account] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)

    def levels(self, *, permission: Permission, agreement_id: UUID | None) -> dict[Level, list[UUID]]:
        """The accounts to tell at each level; a level that nobody holds is left out."""
        may = self._holders(permission, agreement_id)
        pilots = self._named(MandateFunction.PILOT, agreement_id)
        found = {
            Level.IN_CHARGE: self._accounts([one.person_id for one in pilots], may)
            or self._with_role(Role.PARTNERSHIP_OFFICER, may),
            Level.DEPUTY: self._accounts(
                [
                    *(one.person_id for one in self._named(MandateFunction.DEPUTY, agreement_id)),
                    *(one.substitute_id for one in pilots if one.substitute_id),
                ],
                may,
            ),
            Level.MANAGER: [
                *self._accounts([one.person_id for one in self._heads(pilots)], may),
                *self._with_role(Role.MANAGER, may),
            ],
            Level.ADMINISTRATOR: self._with_role(Role.ORGANISATION_ADMINISTRATOR, may),
        }
        return {level: list(dict.fromkeys(users)) for level, users in found.items() if users}

    def _holders(self, permission: Permission, agreement_id: UUID | None) -> dict[UUID, list[_Account]]:
        """The accounts that hold the right for this agreement, with the grants that give it."""
        roles, held = roles_with(permission) - PLATFORM_ROLES, dict[UUID, list[_Account]]()
        for one in self.accounts:
            if one.role in roles and one.agreement_id in {None, agreement_id}:
                held.setdefault(one.user_id, []).append(one)
        return held

    def _named(self, function: MandateFunction, agreement_id: UUID | None) -> list[Mandate]:
        """Who holds a function for the agreement; a pilot of no agreement in particular holds it for all."""
        rows = [one for one in self.mandates if one.function == function]
        return [one for one in rows if agreement_id and one.agreement_id == agreement_id] or [
            one for one in rows if one.agreement_id is None
        ]

    def _heads(self, pilots: Iterable[Mandate]) -> list[Mandate]:
        """The heads of the units of the pilots, and of those above; the directors without any."""
        above = {hexa for one in pilots if one.unit is not None for hexa in one.unit.path.split(PATH_SEPARATOR) if hexa}
        heads = [one for one in self.mandates if one.function == MandateFunction.UNIT_HEAD and one.unit is not None]
        found = [one for one in heads if one.unit is not None and one.unit.pk.hex in above]
        return found or [one for one in self.mandates if one.function == MandateFunction.DIRECTOR]

    @staticmethod
    def _accounts(persons: Iterable[UUID], may: dict[UUID, list[_Account]]) -> list[UUID]:
        wanted = list(persons)
        found = {grants[0].person_id: user for user, grants in may.items() if grants[0].person_id is not None}
        return [found[one] for one in wanted if one in found]

    @staticmethod
    def _with_role(role: Role, may: dict[UUID, list[_Account]]) -> list[UUID]:
        return [user for user, grants in may.items() if any(one.role == role for one in grants)]


def staff_of(organisation_id: UUID, *, day: dt.date) -> Staff:
    """Who acts for an organisation on a day."""
    grants = Grant.objects.at(day).filter(organisation_id=organisation_id, user__is_active=True)
    rows = grants.order_by("granted_at", "pk").values_list("user_id", "user__person_id", "role", "agreement_id")
    named = Mandate.objects.at(day).filter(Q(function__in=_PERSONS), organisation_id=organisation_id)
    return Staff(
        organisation_id,
        day,
        [_Account(user, person, Role(role), agreement) for user, person, role, agreement in rows],
        list(named.select_related("unit").order_by("from_on", "pk")),
    )


def was_ever_here(organisation_ids: Iterable[UUID], *, day: dt.date) -> frozenset[UUID]:
    """The organisations in which somebody has or had an account: of the others nobody is told, and nothing is amiss."""
    rows = Grant.objects.filter(organisation_id__in=list(organisation_ids), from_on__lte=day)
    return frozenset(rows.exclude(role__in=PLATFORM_ROLES).values_list("organisation_id", flat=True))
