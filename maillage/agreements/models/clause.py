"""Terms and mentions: the life of the agreement, and what else lives in its text."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.agreements.choices import MentionKind, TermName
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.words import Confirmed
from maillage.base.records import Record


class Term(Confirmed, Record):
    """One clause on the life of the agreement, between two days; ``value`` is written as the reader writes it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="terms")
    name = models.CharField("clause", max_length=30, choices=TermName.choices)
    value = models.CharField("valeur", max_length=500)
    valid_from = models.DateField("du", null=True, blank=True)
    valid_to = models.DateField("jusqu’au", null=True, blank=True)
    recorded_at = models.DateTimeField("enregistrée le")
    superseded_at = models.DateTimeField("remplacée le", null=True, blank=True)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    instruction = models.ForeignKey(
        "agreements.Instruction", models.SET_NULL, verbose_name="écrite par", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "clause"
        verbose_name_plural = "clauses"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement", "name"], name="term_by_agreement"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "name"],
                condition=Q(superseded_at__isnull=True, valid_to__isnull=True),
                name="term_one_current",
                violation_error_message="Cette clause est déjà écrite : modifiez-la.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} : {self.value}"


class Mention(Confirmed, Record):
    """A point of the text that lives: a body, a principle, an objective, an amount, a law, a reference framework ...

    ``details`` holds what its kind adds: ``{"periodicity": "P1Y", "members": [...]}`` of a body.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="mentions")
    kind = models.CharField("nature", max_length=20, choices=MentionKind.choices)
    text = models.TextField("intitulé")
    value = models.CharField("valeur", max_length=200, blank=True)
    details = models.JSONField("précisions", default=dict, blank=True)
    position = models.PositiveIntegerField("ordre", default=0)
    framework = models.ForeignKey(
        "agreements.Framework",
        models.PROTECT,
        verbose_name="cadre cité",
        related_name="citations",
        null=True,
        blank=True,
    )
    superseded_at = models.DateTimeField("remplacée le", null=True, blank=True)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)

    class Meta:
        verbose_name = "mention"
        verbose_name_plural = "mentions"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement", "kind", "position"], name="mention_in_order"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
