"""Remarks on words of the draft, and the threads below them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from maillage.agreements.models.words import Worded
from maillage.base.records import Record
from maillage.negotiation.models.proposals import Proposal
from maillage.negotiation.models.table import Negotiation, Seat
from maillage.organisations.models import User


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks by who may read them."""

    def readable_by(self, seats: Collection[UUID]) -> Self:
        """Those that all parties see, and those that are internal to one's own ``seats``."""
        return self.filter(Q(is_internal=False) | Q(seat__in=list(seats)))

    def waiting(self) -> Self:
        """Those that nobody has resolved."""
        return self.filter(resolved_at__isnull=True)


class Remark(Worded, Record):
    """A remark on words of a provision, or on a proposal; ``is_internal``: the author's own party alone reads it.

    ``is_adrift`` says that its words are no longer in the text.
    """

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, verbose_name="négociation", related_name="remarks")
    seat = models.ForeignKey(Seat, models.RESTRICT, verbose_name="partie", related_name="remarks")
    proposal = models.ForeignKey(
        Proposal, models.CASCADE, verbose_name="proposition", related_name="remarks", null=True, blank=True
    )
    label = models.CharField("nom de la disposition", max_length=300, blank=True)
    words = models.TextField("remarque", max_length=4000)
    is_internal = models.BooleanField("interne à votre organisation", default=False)
    made_at = models.DateTimeField("écrite le")
    made_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="écrite par", related_name="+", null=True, blank=True
    )
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    resolved_at = models.DateTimeField("réglée le", null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="réglée par", related_name="+", null=True, blank=True
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "remarque"
        verbose_name_plural = "remarques"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="remark_says_something",
                condition=~Q(words=""),
                violation_error_message="Écrivez votre remarque.",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def at(self) -> dt.datetime:
        """When it was written, as its answers say it."""
        return self.made_at


class Reply(Record):
    """An answer in the thread of a remark; whoever reads the remark reads it."""

    remark = models.ForeignKey(Remark, models.CASCADE, verbose_name="remarque", related_name="replies")
    seat = models.ForeignKey(Seat, models.RESTRICT, verbose_name="partie", related_name="+")
    words = models.TextField("réponse", max_length=4000)
    made_at = models.DateTimeField("écrite le")
    made_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="écrite par", related_name="+", null=True, blank=True
    )
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)

    class Meta:
        verbose_name = "réponse à une remarque"
        verbose_name_plural = "réponses à une remarque"

    def __str__(self) -> str:
        return self.words[:60]
