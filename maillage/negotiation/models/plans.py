"""The back-planning of one party: the day of its assembly, and the length of each step before it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.base.records import Record
from maillage.negotiation.choices import Assembly, PlanStep
from maillage.negotiation.models.table import Seat


class Plan(Record):
    """When the assembly of a party meets, and which one it is."""

    seat = models.OneToOneField(Seat, models.CASCADE, verbose_name="partie", related_name="plan")
    assembly = models.CharField("assemblée", max_length=30, choices=Assembly.choices)
    meets_on = models.DateField("séance du")

    class Meta:
        verbose_name = "rétroplanning"
        verbose_name_plural = "rétroplannings"

    def __str__(self) -> str:
        return f"{self.seat}, {self.meets_on:%d/%m/%Y}"


class PlannedStep(Record):
    """What a party changed of a step: its length in days, and the day when it was done."""

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name="rétroplanning", related_name="steps")
    step = models.CharField("étape", max_length=20, choices=PlanStep.choices)
    days = models.PositiveSmallIntegerField("jours", null=True, blank=True)
    done_on = models.DateField("faite le", null=True, blank=True)

    class Meta:
        verbose_name = "étape du rétroplanning"
        verbose_name_plural = "étapes du rétroplanning"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["plan", "step"],
                name="planned_step_once",
                violation_error_message="Cette étape est déjà réglée.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_step_display()
