"""Rights given to accounts."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.base.records import Dated, DatedQuerySet
from maillage.organisations.permissions import PLATFORM_ROLES, Permission, Role, day_of


class GrantQuerySet(DatedQuerySet["Grant"]):
    """Grants by day and by what they give."""

    def at(self, day: dt.date) -> Self:
        """What holds on ``day``: a right that was withdrawn ends the same day, whatever end was foreseen."""
        return super().at(day).filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))

    def visible_to(self, user: models.Model, *, at: dt.date | dt.datetime | None = None) -> Self:
        """One's own, and those of the organisations whose accounts one keeps."""
        from maillage.organisations.models.visibility import seen

        return seen(self, user, Permission.ACCOUNT_VIEW, at, mine=Q(user_id=user.pk))


class Grant(Dated):
    """A role given to an account in an organisation, narrowed or not to a unit or an agreement, from a day to a day."""

    user = models.ForeignKey("organisations.User", models.PROTECT, verbose_name="compte", related_name="grants")
    role = models.CharField("rôle", max_length=30, choices=Role.choices)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name="organisation", related_name="grants"
    )
    unit = models.ForeignKey(
        "organisations.Unit", models.PROTECT, verbose_name="unité", related_name="grants", null=True, blank=True
    )
    agreement_id = models.UUIDField("convention", null=True, blank=True)
    reason = models.CharField("motif", max_length=300, blank=True)
    granted_by = models.ForeignKey(
        "organisations.User", models.PROTECT, verbose_name="donné par", related_name="+", null=True, blank=True
    )
    granted_at = models.DateTimeField("donné le")
    withdrawn_on = models.DateField("retiré le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "organisations.User", models.PROTECT, verbose_name="retiré par", related_name="+", null=True, blank=True
    )

    objects = GrantQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        verbose_name = "droit"
        verbose_name_plural = "droits"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "organisation", "role"], name="grant_by_user_and_body"),
            models.Index(fields=["organisation", "role"], name="grant_by_organisation"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="grant_withdrawn_by_after_on",
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_on__isnull=False),
                violation_error_message="Un droit retiré porte la date de son retrait.",
            ),
            models.CheckConstraint(
                name="grant_of_platform_is_whole",
                condition=~Q(role__in=sorted(PLATFORM_ROLES)) | Q(unit__isnull=True, agreement_id__isnull=True),
                violation_error_message="Ce rôle ne se limite ni à une unité ni à une convention.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.organisation}"

    def is_at(self, day: dt.date) -> bool:
        """Whether the right holds on ``day``."""
        return super().is_at(day) and (self.withdrawn_on is None or self.withdrawn_on > day)

    def holds(self, at: dt.date | dt.datetime) -> bool:
        """Whether the right holds at an instant."""
        return self.is_at(day_of(at))
