"""What the parties propose to write, and what each answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.agreements.models import Expression, Provision
from maillage.base.records import Record
from maillage.negotiation.choices import WORDED, ProposalKind, ProposalState, Verdict
from maillage.negotiation.models.table import Negotiation, Round, Seat
from maillage.organisations.models import User


class Proposal(Record):
    """What a party proposes to do with one provision, and why.

    ``ground`` is the provision as it stood when the words were written (``base`` is its version): when the text says
    otherwise now, a person decides again. ``label`` names the provision as it was called then. ``beside`` and ``after``
    say where a provision that moves goes. ``counters`` is the proposal that this one answers with another wording.
    A person retains what all accepted; closing the round writes it: ``taken_in``.
    """

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, verbose_name="négociation", related_name="proposals")
    number = models.PositiveIntegerField("numéro")
    round = models.ForeignKey(Round, models.CASCADE, verbose_name="tour", related_name="proposals")
    seat = models.ForeignKey(Seat, models.RESTRICT, verbose_name="proposée par", related_name="proposals")
    kind = models.CharField("genre", max_length=20, choices=ProposalKind.choices)
    provision = models.ForeignKey(Provision, models.RESTRICT, verbose_name="disposition", related_name="+")
    label = models.CharField("nom de la disposition", max_length=300)
    base = models.ForeignKey(Expression, models.RESTRICT, verbose_name="version de départ", related_name="+")
    ground = models.TextField("mots de départ", blank=True)
    words = models.TextField("mots proposés", blank=True)
    beside = models.ForeignKey(
        Provision, models.RESTRICT, verbose_name="à côté de", related_name="+", null=True, blank=True
    )
    after = models.BooleanField("après", default=True)
    reason = models.TextField("motif", max_length=2000)
    counters = models.ForeignKey(
        "self", models.SET_NULL, verbose_name="répond à", related_name="countered_by", null=True, blank=True
    )
    made_at = models.DateTimeField("proposée le")
    made_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="écrite par", related_name="+", null=True, blank=True
    )
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    changed_at = models.DateTimeField("réécrite le", null=True, blank=True)
    retained_at = models.DateTimeField("retenue le", null=True, blank=True)
    retained_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="retenue par", related_name="+", null=True, blank=True
    )
    taken_in = models.ForeignKey(
        Round, models.RESTRICT, verbose_name="entrée dans le texte au", related_name="taken", null=True, blank=True
    )
    set_aside_at = models.DateTimeField("écartée le", null=True, blank=True)
    set_aside_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="écartée par", related_name="+", null=True, blank=True
    )
    set_aside_reason = models.CharField("motif pour écarter", max_length=500, blank=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "proposition"
        verbose_name_plural = "propositions"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["negotiation", "provision"], name="proposal_by_provision"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["negotiation", "number"],
                name="proposal_number_once",
                violation_error_message="Une autre proposition vient d’être faite : envoyez de nouveau la vôtre.",
            ),
            models.CheckConstraint(
                name="proposal_writes_words",
                condition=~Q(kind__in=sorted(WORDED)) | ~Q(words=""),
                violation_error_message="Écrivez les mots que vous proposez.",
            ),
            models.CheckConstraint(
                name="proposal_moves_somewhere",
                condition=~Q(kind=ProposalKind.MOVE) | Q(beside__isnull=False),
                violation_error_message="Choisissez où déplacer cette disposition.",
            ),
            models.CheckConstraint(
                name="proposal_one_end",
                condition=(Q(taken_in__isnull=True) | Q(set_aside_at__isnull=True))
                & (Q(taken_in__isnull=True) | Q(withdrawn_at__isnull=True))
                & (Q(set_aside_at__isnull=True) | Q(withdrawn_at__isnull=True))
                & (Q(taken_in__isnull=True) | Q(retained_at__isnull=False)),
                violation_error_message="Une proposition finit d’une seule façon.",
            ),
            models.CheckConstraint(
                name="proposal_set_aside_says_why",
                condition=Q(set_aside_at__isnull=True) | ~Q(set_aside_reason=""),
                violation_error_message="Écrivez pourquoi cette proposition est écartée.",
            ),
        ]

    def __str__(self) -> str:
        return f"proposition {self.number}"

    @property
    def state(self) -> ProposalState:
        """The state that the dated facts make."""
        if self.taken_in_id is not None:
            return ProposalState.TAKEN
        if self.withdrawn_at is not None:
            return ProposalState.WITHDRAWN
        if self.set_aside_at is not None:
            return ProposalState.SET_ASIDE
        return ProposalState.RETAINED if self.retained_at is not None else ProposalState.OPEN

    @property
    def is_live(self) -> bool:
        """Whether it may still come into the text."""
        return self.state in {ProposalState.OPEN, ProposalState.RETAINED}


class Answer(Record):
    """What a party answers to a proposal; another answer, or other words, supersede it.

    ``counter`` is the other wording that the party answers with.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, verbose_name="proposition", related_name="answers")
    seat = models.ForeignKey(Seat, models.RESTRICT, verbose_name="partie", related_name="answers")
    verdict = models.CharField("réponse", max_length=20, choices=Verdict.choices)
    reason = models.TextField("motif", max_length=2000, blank=True)
    counter = models.ForeignKey(
        Proposal, models.SET_NULL, verbose_name="autre rédaction", related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField("répondu le")
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="répondu par", related_name="+", null=True, blank=True
    )
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    superseded_at = models.DateTimeField("remplacée le", null=True, blank=True)

    class Meta:
        verbose_name = "réponse"
        verbose_name_plural = "réponses"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["proposal", "seat"],
                condition=Q(superseded_at__isnull=True),
                name="answer_one_standing",
                violation_error_message="Votre organisation vient de répondre : rechargez la page.",
            ),
            models.CheckConstraint(
                name="answer_refusal_says_why",
                condition=~Q(verdict=Verdict.REFUSE) | ~Q(reason=""),
                violation_error_message="Écrivez pourquoi vous refusez.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.get_verdict_display()}"
