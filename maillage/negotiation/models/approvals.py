"""How a party comes to say yes to one version: its circuit of visas, each visa, the approval by the digest."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.agreements.models import Expression
from maillage.base.records import Record
from maillage.negotiation.choices import VisaState
from maillage.negotiation.models.table import Seat
from maillage.organisations.models import Organisation, User


class Circuit(Record):
    """Who must see a text before an organisation says yes to it, in order; the organisation uses it again and again."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name="organisation", related_name="visa_circuits"
    )
    name = models.CharField("nom du circuit", max_length=120)
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "circuit de visas"
        verbose_name_plural = "circuits de visas"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(withdrawn_at__isnull=True),
                name="circuit_name_once",
                violation_error_message="Un circuit de votre organisation porte déjà ce nom.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CircuitStep(Record):
    """One step of a circuit: the function that sees the text, and the account that gives the visa, if it has one."""

    circuit = models.ForeignKey(Circuit, models.CASCADE, verbose_name="circuit", related_name="steps")
    order = models.PositiveSmallIntegerField("ordre")
    label = models.CharField("fonction", max_length=120)
    user = models.ForeignKey(User, models.PROTECT, verbose_name="compte", related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = "étape d’un circuit"
        verbose_name_plural = "étapes d’un circuit"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["circuit", "order"],
                name="circuit_step_in_order",
                violation_error_message="Deux étapes ne tiennent pas à la même place.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Approval(Record):
    """A party on its way to saying yes to one version, known by its digest, then its yes.

    It stands for that version alone: another text makes it fall, which follows from the version and is not written.
    """

    seat = models.ForeignKey(Seat, models.CASCADE, verbose_name="partie", related_name="approvals")
    expression = models.ForeignKey(Expression, models.RESTRICT, verbose_name="version", related_name="+")
    sha256 = models.CharField("empreinte du texte", max_length=64)
    begun_at = models.DateTimeField("commencée le")
    begun_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="commencée par", related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField("approuvée le", null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="approuvée par", related_name="+", null=True, blank=True
    )
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    ended_at = models.DateTimeField("abandonnée le", null=True, blank=True)
    ended_reason = models.CharField("motif", max_length=500, blank=True)

    class Meta:
        verbose_name = "approbation"
        verbose_name_plural = "approbations"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["seat", "expression"],
                condition=Q(ended_at__isnull=True),
                name="approval_one_standing",
                violation_error_message="Votre organisation examine déjà cette version.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}, version {self.expression.number}"


class Visa(Record):
    """One visa of a circuit that a party began: given, refused with a reason, or delegated to another account."""

    approval = models.ForeignKey(Approval, models.CASCADE, verbose_name="approbation", related_name="visas")
    order = models.PositiveSmallIntegerField("ordre")
    label = models.CharField("fonction", max_length=120)
    user = models.ForeignKey(User, models.PROTECT, verbose_name="compte", related_name="+", null=True, blank=True)
    delegated_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="délégué par", related_name="+", null=True, blank=True
    )
    delegated_at = models.DateTimeField("délégué le", null=True, blank=True)
    state = models.CharField("visa", max_length=20, choices=VisaState.choices, default=VisaState.WAITING)
    reason = models.CharField("motif", max_length=500, blank=True)
    settled_at = models.DateTimeField("le", null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)

    class Meta:
        verbose_name = "visa"
        verbose_name_plural = "visas"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["approval", "order"],
                name="visa_in_order",
                violation_error_message="Deux visas ne tiennent pas à la même place.",
            ),
            models.CheckConstraint(
                name="visa_settled_when",
                condition=Q(state=VisaState.WAITING, settled_at__isnull=True)
                | ~Q(state=VisaState.WAITING) & Q(settled_at__isnull=False),
                violation_error_message="Un visa donné ou refusé dit quand.",
            ),
            models.CheckConstraint(
                name="visa_refused_says_why",
                condition=~Q(state=VisaState.REFUSED) | ~Q(reason=""),
                violation_error_message="Écrivez pourquoi vous refusez le visa.",
            ),
        ]

    def __str__(self) -> str:
        return self.label
