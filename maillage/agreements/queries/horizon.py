"""How far somebody reads an agreement: as one of those it concerns or from outside, and until which day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.agreements.models import Adherence, Agreement
from maillage.agreements.standing import Standing
from maillage.foundations.workdays import ONE_DAY
from maillage.organisations.models import User
from maillage.organisations.permissions import Permission

_Rows = TypeVar("_Rows", bound=models.QuerySet[Any])


@dataclass(frozen=True, slots=True)
class Horizon:
    """``is_inside``: one of its parties, its author, or a member that adheres, now or once; else a published text.

    ``until`` is the last day whose state is read (a party that left, a member that is no longer bound), or None.
    ``members`` are the organisations of the user that adhere now.
    """

    is_inside: bool
    until: dt.date | None
    members: frozenset[UUID]

    @property
    def until_at(self) -> dt.datetime | None:
        """The first instant that is no longer read."""
        if self.until is None:
            return None
        return dt.datetime.combine(self.until + ONE_DAY, dt.time(), timezone.get_default_timezone())

    def known(self, rows: _Rows, added: str, ended: str = "") -> _Rows:
        """``rows`` as they stood at the end of what is read: written before, and not yet replaced or taken back."""
        if self.until_at is None:
            return rows
        rows = rows.filter(**{f"{added}__lt": self.until_at})
        return rows.filter(Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gte": self.until_at})) if ended else rows

    def day(self, wanted: dt.date) -> dt.date:
        """``wanted``, never later than what is read."""
        return wanted if self.until is None else min(wanted, self.until)


def horizon_of(user: User, standing: Standing, *, at: dt.datetime) -> Horizon:
    """How far ``user`` reads the agreement of ``standing``: two queries."""
    agreement = standing.agreement
    is_inside = Agreement.objects.mine(user, at=at).filter(pk=agreement.pk).exists()
    bodies = standing.rights.organisation_ids(Permission.AGREEMENT_VIEW)
    rows = list(Adherence.objects.filter(agreement=agreement, member_id__in=bodies)) if is_inside else []
    bound = frozenset(row.member_id for row in rows if not row.has_opted_out and row.is_at(standing.day))
    if not is_inside or standing.is_concerned or bound or not (rows or standing.reads_until):
        return Horizon(is_inside, None, bound)
    ends = [row.from_on - ONE_DAY if row.has_opted_out else row.to_on for row in rows]
    return Horizon(is_inside, max(filter(None, [*ends, standing.reads_until])), bound)


KNOWN_FOR_ALL = Horizon(is_inside=True, until=None, members=frozenset())
"""Whoever reads all of an agreement, today."""
