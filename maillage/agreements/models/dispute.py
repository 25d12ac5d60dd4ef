"""Disputes between parties, and their steps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.agreements.ending_choices import StepKind
from maillage.agreements.models.document import Document
from maillage.agreements.models.happened import Happened
from maillage.agreements.models.party import Party


class Dispute(Happened):
    """A difference about the agreement, raised by a party or noted by all; its steps say how it goes on."""

    opened_on = models.DateField("ouvert le")
    party = models.ForeignKey(
        Party, models.PROTECT, verbose_name="soulevé par", related_name="disputes", null=True, blank=True
    )
    subject = models.CharField("objet", max_length=300)
    description = models.TextField("exposé", blank=True, max_length=4000)

    class Meta(Happened.Meta):
        verbose_name = "différend"
        verbose_name_plural = "différends"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement", "opened_on"], name="dispute_by_agreement"),
        ]

    def __str__(self) -> str:
        return self.subject


class DisputeStep(Happened):
    """Something done about a dispute on a day."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, verbose_name="différend", related_name="steps")
    on = models.DateField("le")
    kind = models.CharField("étape", max_length=20, choices=StepKind.choices)
    word = models.CharField("précision", max_length=1000, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name="pièce", related_name="+", null=True, blank=True
    )

    class Meta(Happened.Meta):
        verbose_name = "étape d’un différend"
        verbose_name_plural = "étapes d’un différend"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
