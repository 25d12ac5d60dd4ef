"""Avenants: what changes an agreement, as instructions that are kept; versions of the text are computed from them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.agreements.choices import (
    AmendmentState,
    ChangeState,
    CommitmentFate,
    InstructionDecision,
    InstructionPlace,
    InstructionVerb,
    TermName,
)
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.commitment import CommitmentVersion
from maillage.agreements.models.party import Party
from maillage.agreements.models.text import Provision
from maillage.agreements.models.visibility import organisations_reading
from maillage.agreements.models.words import Worded
from maillage.base.records import Record
from maillage.organisations.models import Organisation, User

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Avenants by who may read them, and by what they do to the text."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those recorded, of the agreements that one may read; one in preparation is its organisation's alone."""
        own = Q(prepared_by__in=organisations_reading(user, at=at))
        readable = Agreement.objects.visible_to(user, at=at).values("pk")
        return self.filter(own | Q(recorded_at__isnull=False), agreement__in=readable)

    def standing(self) -> Self:
        """Those that change the text: recorded, and not withdrawn."""
        return self.filter(recorded_at__isnull=False, withdrawn_at__isnull=True)

    def in_order(self) -> Self:
        """As they apply: by effect, signature, number; whatever the order in which they were recorded."""
        return self.order_by("effect_on", "signed_on", "number", "pk")


class Amendment(Record):
    """An avenant of an agreement. ``act`` is the avenant itself, an agreement of its own, where Maillage holds it.

    Until it is recorded it is a preparation of ``prepared_by``, which nobody else reads and which changes nothing.
    ``effect_on`` is the day from which it applies; an instruction may have another.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="amendments")
    act = models.ForeignKey(
        Agreement, models.SET_NULL, verbose_name="l’avenant lui-même", related_name="amending", null=True, blank=True
    )
    number = models.PositiveIntegerField("numéro")
    title = models.CharField("objet", max_length=300, blank=True)
    signed_on = models.DateField("signé le", null=True, blank=True)
    effect_on = models.DateField("prend effet le", null=True, blank=True)
    prepared_by = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="préparé par", related_name="prepared_amendments"
    )
    created_at = models.DateTimeField("préparé le")
    created_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="préparé par", related_name="+", null=True, blank=True
    )
    recorded_at = models.DateTimeField("enregistré le", null=True, blank=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="enregistré par", related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="retiré par", related_name="+", null=True, blank=True
    )
    withdrawn_reason = models.CharField("motif du retrait", max_length=500, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = "avenant"
        verbose_name_plural = "avenants"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                condition=Q(withdrawn_at__isnull=True, recorded_at__isnull=False),
                name="amendment_number_once",
                violation_error_message="Un avenant porte déjà ce numéro.",
            ),
            models.CheckConstraint(
                name="amendment_recorded_with_effect",
                condition=Q(recorded_at__isnull=True) | Q(effect_on__isnull=False),
                violation_error_message="Un avenant enregistré dit le jour où il prend effet.",
            ),
            models.CheckConstraint(
                name="amendment_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | (Q(recorded_at__isnull=False) & ~Q(withdrawn_reason="")),
                violation_error_message="Écrivez pourquoi cet avenant est retiré.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How people name it."""
        return f"avenant n°\u00a0{self.number}"

    @property
    def state(self) -> AmendmentState:
        """The state that the dated facts make."""
        if self.withdrawn_at is not None:
            return AmendmentState.WITHDRAWN
        return AmendmentState.PREPARED if self.recorded_at is None else AmendmentState.RECORDED


class Instruction(Worded, Record):
    """One thing that an avenant asks. The words that it rests on are those of the avenant's own text.

    ``confirmed_at`` is null while the software merely read it. ``problem`` is why it could not be applied, or what a
    person must look at; ``decision`` is what that person decided.
    """

    amendment = models.ForeignKey(Amendment, models.CASCADE, verbose_name="avenant", related_name="instructions")
    # The avenant's own text may still be read again: the words that were quoted stay.
    expression = models.ForeignKey(
        "agreements.Expression", models.SET_NULL, verbose_name="version", related_name="+", null=True, blank=True
    )
    provision = models.ForeignKey(
        Provision, models.SET_NULL, verbose_name="disposition", related_name="+", null=True, blank=True
    )
    position = models.PositiveIntegerField("ordre", default=0)
    verb = models.CharField("ce qui est demandé", max_length=20, choices=InstructionVerb.choices)
    target = models.ForeignKey(
        Provision, models.RESTRICT, verbose_name="disposition visée", related_name="+", null=True, blank=True
    )
    place = models.CharField("où", max_length=10, choices=InstructionPlace.choices, blank=True)
    beside = models.ForeignKey(
        Provision, models.RESTRICT, verbose_name="à côté de", related_name="+", null=True, blank=True
    )
    effect_on = models.DateField("prend effet le", null=True, blank=True)
    words = models.TextField("nouveaux mots", blank=True)
    former = models.TextField("mots remplacés", blank=True)
    is_everywhere = models.BooleanField("partout dans la disposition", default=False)
    heading = models.CharField("nouvel intitulé", max_length=1000, blank=True)
    number = models.CharField("nouveau numéro", max_length=40, blank=True)
    term = models.CharField("clause", max_length=30, choices=TermName.choices, blank=True)
    value = models.CharField("nouvelle valeur", max_length=500, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation", related_name="+", null=True, blank=True
    )
    party = models.ForeignKey(Party, models.SET_NULL, verbose_name="partie", related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="confirmée par", related_name="+", null=True, blank=True
    )
    problem = models.TextField("question", blank=True)
    decision = models.CharField("décision", max_length=20, choices=InstructionDecision.choices, blank=True)
    decision_reason = models.CharField("motif", max_length=500, blank=True)
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidée par", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "instruction d’un avenant"
        verbose_name_plural = "instructions d’un avenant"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["amendment", "position"], name="instruction_in_order"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="instruction_decided_when",
                condition=Q(decision="") | Q(decided_at__isnull=False),
                violation_error_message="Une décision dit quand elle a été prise.",
            ),
            models.CheckConstraint(
                name="instruction_set_aside_says_why",
                condition=~Q(decision=InstructionDecision.SET_ASIDE) | ~Q(decision_reason=""),
                violation_error_message="Écrivez pourquoi cette instruction est écartée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} ({self.amendment_id})"

    @property
    def day(self) -> dt.date | None:
        """The day from which it applies (its avenant is read with it)."""
        return self.effect_on or self.amendment.effect_on


class CommitmentChange(Record):
    """What an avenant does to commitments: proposed by the software from the words, confirmed by a person.

    ``before`` are the words of the commitments until ``on``, ``after`` those written once it is confirmed; ``proposed``
    holds what was read in the new text, under the keys of the reader's record, bearers as keys of parties.
    """

    amendment = models.ForeignKey(Amendment, models.CASCADE, verbose_name="avenant", related_name="commitment_changes")
    fate = models.CharField("devenir", max_length=20, choices=CommitmentFate.choices)
    on = models.DateField("à compter du")
    before = models.ManyToManyField(
        CommitmentVersion, verbose_name="engagements jusque-là", related_name="changes_after", blank=True
    )
    after = models.ManyToManyField(
        CommitmentVersion, verbose_name="engagements ensuite", related_name="changes_before", blank=True
    )
    proposed = models.JSONField("lu dans le nouveau texte", default=list, blank=True)
    state = models.CharField("décision", max_length=20, choices=ChangeState.choices, default=ChangeState.PROPOSED)
    proposed_at = models.DateTimeField("proposé le")
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidé par", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "devenir d’engagements"
        verbose_name_plural = "devenirs d’engagements"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="commitment_change_decided_when",
                condition=Q(state=ChangeState.PROPOSED) | Q(decided_at__isnull=False),
                violation_error_message="Une décision dit quand elle a été prise.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_fate_display()} {self.on:%Y-%m-%d}"
