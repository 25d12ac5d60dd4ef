"""The text: an agreement has expressions (versions of its words), and provisions that outlive them (data-model 1)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from maillage.agreements.models.agreement import Agreement
from maillage.base.records import Record
from maillage.organisations.models import User

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class ExpressionQuerySet(models.QuerySet["Expression"]):
    """Versions of texts."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the agreements that one may read."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user, at=at).values("pk"))

    def current(self) -> Self:
        """The one of each agreement that is in force today, as known now: a column, so that lists stay as quick."""
        return self.filter(is_current=True)

    def original(self) -> Self:
        """The one of each agreement that no avenant wrote, as known now: the rest is made of it."""
        return self.filter(superseded_at__isnull=True, valid_from__isnull=True)

    def known(self, known_at: dt.datetime | None = None) -> Self:
        """Those that were known at an instant, that instant included; those known now when none is given."""
        if known_at is None:
            return self.filter(superseded_at__isnull=True)
        still = Q(superseded_at__isnull=True) | Q(superseded_at__gt=known_at)
        return self.filter(still, recorded_at__lte=known_at)

    def at(self, day: dt.date, known_at: dt.datetime | None = None) -> Self:
        """The one of each agreement in force on ``day``, as known at an instant: the last that begins by then.

        It ends when the next one begins: ``valid_to`` repeats that for those known now, and is not asked here, since
        what was known once ends where what was known then begins.
        """
        begun = self.known(known_at).filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
        others = Expression.objects.known(known_at).filter(agreement=OuterRef("agreement"), valid_from__lte=day)
        first = Q(valid_from__isnull=True) & ~Exists(others)
        return begun.filter(
            first | Q(valid_from__isnull=False) & ~Exists(others.filter(valid_from__gt=OuterRef("valid_from")))
        )


class Expression(Record):
    """One version of the words of an agreement: canonical text (NFC, LF, no NUL), offsets in code points.

    Legal time is ``[valid_from, valid_to)``, recorded time ``[recorded_at, superseded_at)``; null is infinity. Several
    are known now when avenants change the text, one after the other (``docs/adr/0032``); ``is_current`` says which is
    in force today, and is brought up to the day each night.
    ``reading`` is all that the machine read (``maillage.reading/1`` without the text), kept as it was. ``html`` is the
    rendered text, made once: it depends on nobody who reads it. ``sources`` says which words are not of the first text:
    ``[start, end, identity]`` of the instruction, or of the proposal, that wrote them.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="expressions")
    number = models.PositiveIntegerField("version", default=1)
    text = models.TextField("texte")
    sha256 = models.CharField("empreinte du texte", max_length=64)
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, verbose_name="fichier lu", related_name="+", null=True, blank=True
    )
    is_transcription = models.BooleanField(
        "transcription corrigée", default=False, help_text="Des mots mal lus ont été rétablis ; le fichier fait foi."
    )
    reading = models.JSONField("lecture de la machine", default=dict, blank=True)
    sources = models.JSONField("origine des mots", default=list, blank=True)
    html = models.TextField("texte mis en page", blank=True, editable=False)
    valid_from = models.DateField("en vigueur du", null=True, blank=True)
    valid_to = models.DateField("en vigueur jusqu’au", null=True, blank=True)
    recorded_at = models.DateTimeField("enregistrée le")
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="enregistrée par", related_name="+", null=True, blank=True
    )
    superseded_at = models.DateTimeField("remplacée le", null=True, blank=True)

    is_current = models.BooleanField("en vigueur aujourd’hui", default=True, editable=False)

    objects = ExpressionQuerySet.as_manager()

    class Meta:
        verbose_name = "version du texte"
        verbose_name_plural = "versions du texte"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="expression_number_once",
                violation_error_message="Cette version existe déjà : rechargez la page.",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(is_current=True),
                name="expression_one_current",
                violation_error_message="Une autre version vient d’être enregistrée : rechargez la page.",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(superseded_at__isnull=True, valid_from__isnull=True),
                name="expression_one_original",
                violation_error_message="Une autre version vient d’être enregistrée : rechargez la page.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "valid_from"],
                condition=Q(superseded_at__isnull=True, valid_from__isnull=False),
                name="expression_one_from_a_day",
                violation_error_message="Une autre version vaut déjà à compter de ce jour.",
            ),
            models.CheckConstraint(
                name="expression_current_is_known",
                condition=Q(is_current=False) | Q(superseded_at__isnull=True),
                violation_error_message="Une version remplacée n’est plus en vigueur.",
            ),
            models.CheckConstraint(
                name="expression_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
                violation_error_message="Une version finit après avoir commencé.",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    def quote(self, start: int, end: int) -> str:
        """The words at these offsets."""
        return self.text[start:end]


class Provision(Record):
    """A provision as an identity: permalinks and keys aim at it, whatever becomes of its number and place."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="provisions")

    class Meta:
        verbose_name = "disposition"
        verbose_name_plural = "dispositions"

    def __str__(self) -> str:
        return str(self.pk)


class ProvisionVersion(Record):
    """A provision within one expression: its place, number and heading; its words are ``text[start:end]``."""

    expression = models.ForeignKey(Expression, models.CASCADE, verbose_name="version", related_name="provisions")
    provision = models.ForeignKey(Provision, models.CASCADE, verbose_name="disposition", related_name="versions")
    parent = models.ForeignKey(
        "self", models.CASCADE, verbose_name="dans", related_name="children", null=True, blank=True
    )
    position = models.PositiveIntegerField("ordre")
    eid = models.CharField("identifiant Akoma Ntoso", max_length=200)
    kind = models.CharField("nature", max_length=20)
    number = models.CharField("numéro", max_length=40, blank=True)
    heading = models.CharField("intitulé", max_length=1000, blank=True)
    start = models.PositiveIntegerField("début")
    end = models.PositiveIntegerField("fin")
    heading_start = models.PositiveIntegerField("début de l’intitulé", null=True, blank=True)
    heading_end = models.PositiveIntegerField("fin de l’intitulé", null=True, blank=True)

    class Meta:
        verbose_name = "version d’une disposition"
        verbose_name_plural = "versions d’une disposition"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["expression", "position"],
                name="provision_version_in_order",
                violation_error_message="Deux dispositions ne tiennent pas à la même place.",
            ),
            models.UniqueConstraint(
                fields=["expression", "provision"],
                name="provision_version_once",
                violation_error_message="Cette disposition est déjà dans le texte.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How people name it: "article 3", "préambule", the heading, or the eId."""
        if self.kind == "article" and self.number:
            return f"article {self.number}"
        if self.kind in _LABELS:
            return f"{_LABELS[self.kind]} {self.number}".strip()
        return self.heading or self.eid


_LABELS = {
    "preamble": "préambule",
    "annex": "annexe",
    "parties": "parties",
    "signatures": "signatures",
    "title": "titre",
    "chapter": "chapitre",
    "section": "point",
    "cover": "page de garde",
}
