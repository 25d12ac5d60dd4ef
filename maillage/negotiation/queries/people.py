"""The accounts of an organisation that read its agreements: those who may see a text before it is approved."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import models

from maillage.negotiation.models import Circuit, CircuitStep
from maillage.organisations.models import Grant, User
from maillage.organisations.permissions import PLATFORM_ROLES, Permission, day_of, roles_with


def readers_in(organisation_id: UUID, *, at: dt.datetime) -> models.QuerySet[User]:
    """The open accounts that read agreements for an organisation, by name."""
    grants = Grant.objects.at(day_of(at)).filter(
        organisation_id=organisation_id, role__in=roles_with(Permission.AGREEMENT_VIEW) - PLATFORM_ROLES
    )
    rows = User.objects.filter(is_active=True, pk__in=grants.values("user_id")).select_related("person")
    return rows.order_by("person__last_name", "person__first_name", "pk")


def circuits_of(organisation_id: UUID) -> models.QuerySet[Circuit]:
    """The circuits that an organisation offers, with their steps."""
    rows = Circuit.objects.filter(organisation_id=organisation_id, withdrawn_at__isnull=True)
    return rows.prefetch_related(
        models.Prefetch("steps", CircuitStep.objects.select_related("user__person").order_by("order"))
    ).order_by("name", "pk")
