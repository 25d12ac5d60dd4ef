"""An abstract row for what happened to an agreement: said once, by somebody, and never overwritten."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from maillage.agreements.models.agreement import Agreement
from maillage.base.records import Record
from maillage.organisations.models import User

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser

_Row = TypeVar("_Row", bound=models.Model)


class HappenedQuerySet(models.QuerySet[_Row]):
    """Facts by who may read them, and those that still stand."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the agreements that concern one's organisations: nothing of it goes out with a published text."""
        return self.filter(agreement__in=Agreement.objects.mine(user, at=at).values("pk"))

    def standing(self) -> Self:
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at__isnull=True)


class Happened(Record):
    """A fact in the life of an agreement, with who wrote it down and on whose word.

    A mistake is withdrawn with its reason, and written again beside: the history keeps both (data-model 14).
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="%(class)ss")
    recorded_at = models.DateTimeField("enregistré le")
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="enregistré par", related_name="+", null=True, blank=True
    )
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="retiré par", related_name="+", null=True, blank=True
    )
    withdrawn_reason = models.CharField("motif du retrait", max_length=300, blank=True)

    objects = HappenedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="%(class)s_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                violation_error_message="Écrivez pourquoi vous retirez ce fait.",
            ),
        ]
