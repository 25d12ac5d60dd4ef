"""Findings: what the machine read and what people decided stay beside each other (data-model 11)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.agreements.choices import DefectState, FindingSort, FindingState, Severity
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.words import Worded
from maillage.base.records import Record
from maillage.organisations.models import Organisation, User


class Finding(Worded, Record):
    """One thing that the reading found, or that a person added.

    ``read`` is what the machine read (empty when a person added it), ``value`` what holds now: both bear the keys of
    the reader's record (``maillage.reading.model``), for a term ``{"name": ..., "value": ...}``, for a mention
    ``{"kind": ..., "text": ..., "value": ...}`` (bodies and guarantors are mentions too).
    ``key`` is the id within the reading ("p1", "c12"). ``tied_to`` is the organisation that a party was tied to.
    ``state``, ``decided_by`` and ``decided_at`` are those of the last :class:`Decision`.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="findings")
    sort = models.CharField("nature", max_length=20, choices=FindingSort.choices)
    key = models.CharField("clé", max_length=40, blank=True)
    position = models.PositiveIntegerField("ordre", default=0)
    read = models.JSONField("lu par la machine", default=dict, blank=True)
    value = models.JSONField("retenu", default=dict, blank=True)
    confidence = models.FloatField("confiance", null=True, blank=True)
    state = models.CharField("décision", max_length=20, choices=FindingState.choices, default=FindingState.TO_CHECK)
    tied_to = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation", related_name="+", null=True, blank=True
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidé par", related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)

    class Meta:
        verbose_name = "élément lu"
        verbose_name_plural = "éléments lus"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement", "sort", "position"], name="finding_in_order"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="finding_decided_by_and_when",
                condition=Q(state=FindingState.TO_CHECK) | Q(decided_at__isnull=False),
                violation_error_message="Une décision dit quand elle a été prise.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} {self.key}"


class Decision(Record):
    """What somebody decided of a finding, at an instant: rows are added, and undoing adds one that goes back."""

    finding = models.ForeignKey(Finding, models.CASCADE, verbose_name="élément lu", related_name="decisions")
    batch = models.UUIDField("geste", db_index=True)
    before = models.JSONField("avant", default=dict)
    after = models.JSONField("après", default=dict)
    undoes = models.ForeignKey(
        "self", models.CASCADE, verbose_name="annule", related_name="undone_by", null=True, blank=True
    )
    at = models.DateTimeField("le")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = "décision"
        verbose_name_plural = "décisions"

    def __str__(self) -> str:
        return f"{self.finding} {self.at:%Y-%m-%d %H:%M}"


class Defect(Worded, Record):
    """A defect that the review found in the text, and what became of it: mended, or set aside with a reason.

    It rests on the text that was read. Where avenants changed that text, ``standing_in`` is the version in force and
    the two offsets say where the very same words stand in it; null: they are not, or no longer, in it.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="defects")
    position = models.PositiveIntegerField("ordre", default=0)
    code = models.CharField("règle", max_length=80)
    severity = models.CharField("gravité", max_length=20, choices=Severity.choices)
    message = models.TextField("constat")
    source = models.CharField("source", max_length=400)
    state = models.CharField("suite", max_length=20, choices=DefectState.choices, default=DefectState.OPEN)
    reason = models.CharField("motif", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidé par", related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    standing_in = models.ForeignKey(
        "agreements.Expression",
        models.RESTRICT,
        verbose_name="version en vigueur",
        related_name="+",
        null=True,
        blank=True,
    )
    standing_start = models.PositiveIntegerField("début dans cette version", null=True, blank=True)
    standing_end = models.PositiveIntegerField("fin dans cette version", null=True, blank=True)

    class Meta:
        verbose_name = "défaut"
        verbose_name_plural = "défauts"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="defect_set_aside_says_why",
                condition=~Q(state=DefectState.SET_ASIDE) | ~Q(reason=""),
                violation_error_message="Écrivez pourquoi ce défaut est écarté.",
            ),
            models.CheckConstraint(
                name="defect_stands_at_a_place",
                condition=Q(standing_in=None, standing_start=None, standing_end=None)
                | Q(standing_in__isnull=False, standing_start__isnull=False, standing_end__isnull=False),
                violation_error_message="Un défaut du texte en vigueur dit sur quels mots il porte.",
            ),
        ]

    def __str__(self) -> str:
        return self.code
