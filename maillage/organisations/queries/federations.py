"""Federations, their members on a day, and the inner space that they share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from maillage.organisations.models import Membership, Organisation
from maillage.organisations.permissions import Permission, Rights


def members_at(federation: Organisation, *, at: dt.date) -> QuerySet[Membership]:
    """The members of a federation on a day, in the order of names."""
    rows = Membership.objects.at(at).filter(federation=federation, member__merged_into__isnull=True)
    return rows.select_related("member").order_by("member__folded", "pk")


@dataclass(frozen=True, slots=True)
class InnerSpace:
    """Who may enter what a federation and its members keep between themselves on a day. No funder is ever in it."""

    federation_id: UUID
    organisation_ids: frozenset[UUID]

    def admits(self, rights: Rights) -> bool:
        """Whether the user of ``rights`` belongs to the federation or to a member, with a role that opens it."""
        return not self.organisation_ids.isdisjoint(rights.organisation_ids(Permission.INNER_SPACE_VIEW))


def inner_space_of(federation: Organisation, *, at: dt.date) -> InnerSpace:
    """The inner space of a federation on a day: itself and those who are members that day."""
    members = Membership.objects.at(at).filter(federation=federation).values_list("member_id", flat=True)
    return InnerSpace(federation.pk, frozenset({federation.pk, *members}))
