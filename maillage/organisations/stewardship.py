"""Who keeps the record of an organisation: its own people; until somebody speaks for it, whoever may add organisations.

A partner is recorded long before it comes. What others may write of it stops at what is public: no agent, no volunteer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from maillage.organisations.choices import PUBLIC_FUNCTIONS, MandateFunction
from maillage.organisations.models import Grant, Organisation, Unit
from maillage.organisations.permissions import AnyUser, Permission, Rights, Role, day_of, rights_of


@dataclass(frozen=True)
class Keeper:
    """What a user may write of organisations on a day: two queries, whatever is asked then."""

    rights: Rights
    claimed: Collection[UUID]

    def is_open_to(self, organisation_id: UUID) -> bool:
        """Whether nobody speaks for the organisation and the user may add organisations."""
        return organisation_id not in self.claimed and self.rights.can(Permission.ORGANISATION_CREATE)

    def may(self, permission: Permission, organisation_id: UUID, unit: Unit | None = None) -> bool:
        """Whether the user has ``permission`` there, of their own or because nobody keeps the record yet."""
        own = self.rights.can(permission, organisation=organisation_id, unit=unit)
        return own or self.is_open_to(organisation_id)

    def functions(self, organisation_id: UUID, unit: Unit | None = None) -> list[MandateFunction]:
        """The functions that the user may record in an organisation."""
        if self.rights.can(Permission.PERSON_EDIT, organisation=organisation_id, unit=unit):
            return list(MandateFunction)
        return [one for one in MandateFunction if one in PUBLIC_FUNCTIONS] if self.is_open_to(organisation_id) else []


def keeper(user: AnyUser, *, at: dt.datetime, organisation: Organisation | None = None) -> Keeper:
    """The keeper that ``user`` is at ``at``; for one organisation the second query asks about that one alone."""
    rights = rights_of(user, at=at)
    administered = Q(role=Role.ORGANISATION_ADMINISTRATOR, user__is_active=True)
    rows = Grant.objects.at(day_of(at)).filter(administered)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    return Keeper(rights, frozenset(rows.values_list("organisation_id", flat=True)))
