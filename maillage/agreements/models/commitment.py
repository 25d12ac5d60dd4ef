"""Commitments: an identity, versions of its words, who bears it, how each party judges it (data-model 2, 3, 6)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.agreements.choices import Binding, CommitmentForm, Strength, Verdict
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.party import Party
from maillage.agreements.models.words import Confirmed
from maillage.base.records import Record
from maillage.organisations.models import User

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class Theme(Record):
    """A matter under which an agreement puts commitments: an axis, or the heading of an article."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="themes")
    name = models.CharField("thème", max_length=300)
    position = models.PositiveIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "name"],
                name="theme_once",
                violation_error_message="Ce thème existe déjà.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Commitment(Record):
    """A commitment as an identity: judgements, actions and evidence aim at it, whatever becomes of its words."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="commitments")
    number = models.PositiveIntegerField("numéro")

    class Meta:
        verbose_name = "engagement"
        verbose_name_plural = "engagements"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="commitment_number_once",
                violation_error_message="Cet engagement existe déjà : rechargez la page.",
            ),
        ]

    def __str__(self) -> str:
        return f"engagement {self.number}"


class CommitmentVersionQuerySet(models.QuerySet["CommitmentVersion"]):
    """Words of commitments, as they hold and as they are known."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the agreements that one may read."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user, at=at).values("pk"))

    def at(self, day: dt.date) -> Self:
        """Those known now that hold on ``day``."""
        return self.current().filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )

    def current(self) -> Self:
        """Those that nothing supersedes."""
        return self.filter(superseded_at__isnull=True)


class CommitmentVersion(Confirmed, Record):
    """The words of a commitment between two days: who is bound, how firmly, about what.

    ``binding`` all or reciprocal is a rule: its bearers are the parties of the day, and ``bearers`` stays empty.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="+")
    commitment = models.ForeignKey(Commitment, models.CASCADE, verbose_name="engagement", related_name="versions")
    text = models.TextField("engagement")
    lead_in = models.TextField("phrase d’annonce", blank=True)
    binding = models.CharField("qui s’engage", max_length=20, choices=Binding.choices, default=Binding.ONE)
    bearers = models.ManyToManyField(
        Party, verbose_name="parties qui s’engagent", related_name="commitments", blank=True
    )
    form = models.CharField("tournure", max_length=20, choices=CommitmentForm.choices, default=CommitmentForm.EXPLICIT)
    strength = models.CharField("force", max_length=20, choices=Strength.choices, default=Strength.FIRM)
    theme = models.ForeignKey(
        Theme, models.SET_NULL, verbose_name="thème", related_name="commitments", null=True, blank=True
    )
    article = models.CharField("article", max_length=40, blank=True)
    valid_from = models.DateField("du", null=True, blank=True)
    valid_to = models.DateField("jusqu’au", null=True, blank=True)
    recorded_at = models.DateTimeField("enregistré le")
    superseded_at = models.DateTimeField("remplacé le", null=True, blank=True)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)

    objects = CommitmentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version d’un engagement"
        verbose_name_plural = "versions d’un engagement"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement", "start"], name="commitment_in_text_order"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_shared_by_all(self) -> bool:
        """Whether every party of the day bears it."""
        return self.binding in {Binding.ALL, Binding.RECIPROCAL}


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Judgements by who may read them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of one's organisations, and those shared with them: a published text does not publish what is judged.

        A party that left reads less: ``queries.verdicts`` says what stood until then.
        """
        from maillage.agreements.models.visibility import organisations_reading

        own = Q(party__organisation_id__in=organisations_reading(user, at=at))
        agreements = Agreement.objects.mine(user, at=at).values("pk")
        return self.filter(Q(shared_at__isnull=False) | own, commitment__agreement__in=agreements)

    def standing(self) -> Self:
        """The last word of each party on each commitment."""
        return self.filter(superseded_at__isnull=True)


class Judgement(Record):
    """How a party judges a commitment on a day; private to it until it is shared. A new one supersedes the last."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, verbose_name="engagement", related_name="judgements")
    party = models.ForeignKey(Party, models.CASCADE, verbose_name="partie", related_name="judgements")
    verdict = models.CharField("jugement", max_length=20, choices=Verdict.choices)
    word = models.TextField("un mot d’explication", max_length=2000, blank=True)
    judged_on = models.DateField("au")
    made_at = models.DateTimeField("enregistré le")
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    shared_at = models.DateTimeField("partagé le", null=True, blank=True)
    superseded_at = models.DateTimeField("remplacé le", null=True, blank=True)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        verbose_name = "jugement"
        verbose_name_plural = "jugements"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["commitment", "party"],
                condition=Q(superseded_at__isnull=True),
                name="judgement_one_current",
                violation_error_message="Quelqu’un vient de juger cet engagement : rechargez la page.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.verdict}"


class Evidence(Record):
    """What a party shows for its judgement: a document of the agreement, or an address."""

    judgement = models.ForeignKey(Judgement, models.CASCADE, verbose_name="jugement", related_name="evidence")
    document = models.ForeignKey(
        "agreements.Document", models.PROTECT, verbose_name="pièce", related_name="+", null=True, blank=True
    )
    address = models.URLField("adresse", max_length=500, blank=True)
    label = models.CharField("intitulé", max_length=200)

    class Meta:
        verbose_name = "justificatif"
        verbose_name_plural = "justificatifs"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="evidence_is_somewhere",
                condition=Q(document__isnull=False) | ~Q(address=""),
                violation_error_message="Joignez une pièce, ou donnez une adresse.",
            ),
        ]

    def __str__(self) -> str:
        return self.label
