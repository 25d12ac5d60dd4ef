"""Which organisations have somebody in Maillage who speaks for them: nobody else then answers in their place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from maillage.organisations.models import Grant
from maillage.organisations.permissions import PLATFORM_ROLES, Permission, day_of, roles_with


def voiced(organisations: Iterable[UUID | None], permission: Permission, *, at: dt.datetime) -> frozenset[UUID]:
    """Those of ``organisations`` in which an open account has ``permission``: one query."""
    ids = {one for one in organisations if one is not None}
    if not ids:
        return frozenset()
    rows = Grant.objects.at(day_of(at)).filter(
        organisation_id__in=ids, role__in=roles_with(permission) - PLATFORM_ROLES, user__is_active=True
    )
    return frozenset(rows.values_list("organisation_id", flat=True))


def readers(organisations: Iterable[UUID | None], *, at: dt.datetime) -> dict[UUID, int]:
    """How many open accounts read agreements in each organisation: one query."""
    ids = {one for one in organisations if one is not None}
    rows = Grant.objects.at(day_of(at)).filter(
        organisation_id__in=ids,
        role__in=roles_with(Permission.AGREEMENT_VIEW),
        user__is_active=True,
        agreement_id__isnull=True,
    )
    counted = rows.values("organisation_id").annotate(count=Count("user_id", distinct=True)).order_by("organisation_id")
    return {row["organisation_id"]: row["count"] for row in counted}
