"""What makes an agreement last longer or stop for a while, and what each party wishes for the time after its term."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.agreements.ending_choices import AfterTerm
from maillage.agreements.models.document import Document
from maillage.agreements.models.happened import Happened
from maillage.agreements.models.party import Party


class Extension(Happened):
    """The parties agreed, before the end, that the term is put off to a later day (C. civ. 1213)."""

    signed_on = models.DateField("signée le")
    until_on = models.DateField("prolonge jusqu’au")
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name="pièce", related_name="+", null=True, blank=True
    )

    class Meta(Happened.Meta):
        verbose_name = "prolongation"
        verbose_name_plural = "prolongations"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Happened.Meta.constraints,
            models.CheckConstraint(
                name="extension_ends_after_it_is_signed",
                condition=Q(until_on__gte=F("signed_on")),
                violation_error_message="Le nouveau terme précède la signature de la prolongation.",
            ),
        ]

    def __str__(self) -> str:
        return f"jusqu’au {self.until_on:%d/%m/%Y}"


class Suspension(Happened):
    """The agreement is suspended from a day to a day, both included; without a last day it still is."""

    from_on = models.DateField("du")
    to_on = models.DateField("au", null=True, blank=True)
    reason = models.CharField("motif", max_length=500)

    class Meta(Happened.Meta):
        verbose_name = "suspension"
        verbose_name_plural = "suspensions"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Happened.Meta.constraints,
            models.CheckConstraint(
                name="suspension_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="La reprise précède la suspension.",
            ),
        ]

    def __str__(self) -> str:
        return f"depuis le {self.from_on:%d/%m/%Y}"


class RenewalChoice(Happened):
    """What a party wishes for the time after the term that ends on ``term_end_on``; another choice takes its place."""

    party = models.ForeignKey(Party, models.PROTECT, verbose_name="partie", related_name="renewal_choices")
    term_end_on = models.DateField("terme")
    choice = models.CharField("souhait", max_length=20, choices=AfterTerm.choices)
    word = models.CharField("précision", max_length=1000, blank=True)
    said_on = models.DateField("dit le")
    superseded_at = models.DateTimeField("remplacé le", null=True, blank=True)

    class Meta(Happened.Meta):
        verbose_name = "souhait pour la suite"
        verbose_name_plural = "souhaits pour la suite"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Happened.Meta.constraints,
            models.UniqueConstraint(
                fields=["party", "term_end_on"],
                condition=Q(superseded_at__isnull=True),
                name="renewal_choice_one_current",
                violation_error_message="Cette partie vient de dire autre chose : rechargez la page.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_choice_display())
