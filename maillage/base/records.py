"""Abstract models: what has an identity and a revision, and what holds between two days."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from maillage.base.identifiers import uuid7

_Row = TypeVar("_Row", bound=models.Model)


class Record(models.Model):
    """A row with a UUIDv7 as its key, and a revision number that grows each time a person changes the row."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid7, editable=False)
    revision = models.PositiveIntegerField("révision", default=0, editable=False)

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet[_Row]):
    """Filters of what holds between two days."""

    def at(self, day: dt.date) -> Self:
        """What holds on ``day``: the first and the last day count."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)


class Dated(Record):
    """A row that holds from a day to a day, both included; without a last day it goes on.

    A Meta of its own says ``class Meta(Dated.Meta)`` and ``constraints = [*Dated.Meta.constraints, ...]``.
    """

    from_on = models.DateField("du")
    to_on = models.DateField("au", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="La date de fin précède la date de début.",
            ),
        ]

    def is_at(self, day: dt.date) -> bool:
        """Whether the row holds on ``day``."""
        return self.from_on <= day and (self.to_on is None or self.to_on >= day)
