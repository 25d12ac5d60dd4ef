"""Agreements: their state follows from dated facts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.agreements.choices import AgreementKind, AgreementState
from maillage.agreements.ending_choices import ZoneName
from maillage.agreements.legal_choices import LegalState
from maillage.agreements.models.visibility import Concerns, TiedTo, narrow_grants, organisations_reading
from maillage.base.addresses import address_on
from maillage.base.records import Record
from maillage.base.search import FoldedField, matching
from maillage.organisations.models import Organisation, User
from maillage.organisations.models.visibility import is_account

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements by who may read them, and by state."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Drafts of one's organisations; what is shared with them as parties (past too) or adherents; published."""
        if not is_account(user):
            return self.none()
        return self.filter(_mine(user, at) | Q(published_at__isnull=False), merged_into__isnull=True)

    def mine(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of :meth:`visible_to` that concern one's organisations: all but what is merely published."""
        if not is_account(user):
            return self.none()
        return self.filter(_mine(user, at), merged_into__isnull=True)

    def published(self) -> Self:
        """Those that anybody may read, without an account."""
        return self.filter(published_at__isnull=False, archived_at__isnull=True, merged_into__isnull=True)

    def in_state(self, state: AgreementState) -> Self:
        """Those whose dated facts make this state: the SQL twin of :attr:`Agreement.state`."""
        facts = {
            AgreementState.ARCHIVED: Q(archived_at__isnull=False),
            AgreementState.PUBLISHED: Q(archived_at__isnull=True, published_at__isnull=False),
            AgreementState.CONFIRMED: Q(
                archived_at__isnull=True, published_at__isnull=True, confirmed_at__isnull=False
            ),
            AgreementState.SHARED: Q(
                archived_at__isnull=True,
                published_at__isnull=True,
                confirmed_at__isnull=True,
                shared_at__isnull=False,
            ),
            AgreementState.DRAFT: Q(
                archived_at__isnull=True,
                published_at__isnull=True,
                confirmed_at__isnull=True,
                shared_at__isnull=True,
            ),
        }
        return self.filter(facts[state])

    def matching(self, query: str) -> Self:
        """Those whose title, reference or parties begin with the words typed (whole texts: ``queries.search``)."""
        return self.filter(matching(query))

    def by_title(self) -> Self:
        """In the order of the alphabet."""
        return self.order_by("folded", "pk")


class Agreement(Record):
    """A text by which parties bind themselves, from the day it is brought to the day it is archived.

    ``brought_by`` is the organisation that brought it, and alone reads the draft. The dates ``signed_on`` to
    ``ends_on`` are facts that a named person states (data-model 5): null means unknown, and a missing piece says so.
    ``zone``: where a person said that its days are counted; empty, its places say it (``queries.zone``).
    ``is_observed``: in force when it was taken over, without its whole file ("en vigueur, constaté").
    ``legal_state`` is a cache that lists read: it is computed from dated facts (``queries.legal``), and changes by
    itself on ``legal_state_due_on``. What parties record prevails over what was stated: once each has signed,
    ``signed_on`` is the last signature and ``stated`` keeps what was stated before; ``notified_on`` alike.
    """

    kind = models.CharField("genre", max_length=20, choices=AgreementKind.choices, default=AgreementKind.AUTRE)
    title = models.CharField("titre", max_length=300)
    reference = models.CharField("référence", max_length=80, blank=True)
    brought_by = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="apportée par", related_name="brought_agreements"
    )
    created_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="déposée par", related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField("déposée le")
    territories = models.ManyToManyField(
        "territories.Territory", verbose_name="territoires", related_name="agreements", blank=True
    )
    is_observed = models.BooleanField("en vigueur, constaté", default=False)
    signed_on = models.DateField("signée le", null=True, blank=True)
    notified_on = models.DateField("notifiée le", null=True, blank=True)
    effect_on = models.DateField("prend effet le", null=True, blank=True)
    ends_on = models.DateField("échéance", null=True, blank=True)
    zone = models.CharField("jours comptés en", max_length=30, choices=ZoneName.choices, blank=True)
    shared_at = models.DateTimeField("partagée le", null=True, blank=True)
    confirmed_at = models.DateTimeField("lecture confirmée le", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="lecture confirmée par", related_name="+", null=True, blank=True
    )
    published_at = models.DateTimeField("publiée le", null=True, blank=True)
    archived_at = models.DateTimeField("archivée le", null=True, blank=True)
    archived_reason = models.CharField("motif de l’archivage", max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="doublon de",
        related_name="duplicates",
        null=True,
        blank=True,
        db_index=False,  # almost every row has none: an index of them would be chosen, and every row read
    )
    legal_state = models.CharField(
        "vie juridique", max_length=20, choices=LegalState.choices, default=LegalState.DRAFT, editable=False
    )
    legal_state_due_on = models.DateField("à recalculer le", null=True, blank=True, editable=False)
    stated = models.JSONField("dates constatées", default=dict, blank=True, editable=False)
    names = models.CharField("noms des parties", max_length=1000, blank=True, editable=False)
    folded = FoldedField("title", "reference", "names")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "convention"
        verbose_name_plural = "conventions"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["folded", "id"], name="agreement_by_folded"),
            models.Index(fields=["brought_by", "id"], name="agreement_by_organisation"),
            models.Index(fields=["ends_on", "id"], name="agreement_by_end"),
            models.Index(fields=["legal_state", "folded", "id"], name="agreement_by_legal_state"),
            models.Index(
                fields=["legal_state_due_on"],
                condition=Q(legal_state_due_on__isnull=False),
                name="agreement_legal_state_due",
            ),
            models.Index(
                fields=["brought_by", "-created_at", "id"],
                condition=Q(confirmed_at__isnull=True, archived_at__isnull=True),
                name="agreement_to_confirm",
            ),
            models.Index(fields=["folded", "id"], condition=Q(published_at__isnull=False), name="agreement_published"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="agreement_duplicates"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="agreement_ends_after_effect",
                condition=Q(ends_on__isnull=True) | Q(effect_on__isnull=True) | Q(ends_on__gte=F("effect_on")),
                violation_error_message="L’échéance précède la prise d’effet.",
            ),
            models.CheckConstraint(
                name="agreement_published_once_confirmed",
                condition=Q(published_at__isnull=True) | Q(confirmed_at__isnull=False, shared_at__isnull=False),
                violation_error_message="Seul un accord partagé, dont la lecture est confirmée, se publie.",
            ),
            models.CheckConstraint(
                name="agreement_merged_into_another",
                condition=~Q(merged_into=F("pk")),
                violation_error_message="Un accord n’est pas le doublon de lui-même.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the agreement: its text."""
        return address_on("agreements:detail", self.pk)

    @property
    def state(self) -> AgreementState:
        """The state that the dated facts make (``in_state`` is its SQL twin)."""
        if self.archived_at is not None:
            return AgreementState.ARCHIVED
        if self.published_at is not None:
            return AgreementState.PUBLISHED
        if self.confirmed_at is not None:
            return AgreementState.CONFIRMED
        return AgreementState.SHARED if self.shared_at is not None else AgreementState.DRAFT

    @property
    def is_reference(self) -> bool:
        """Whether it is a reference document: kept and linked to, binding nobody."""
        return self.kind == AgreementKind.REFERENCE

    @property
    def is_open(self) -> bool:
        """Whether it may still be written."""
        return self.archived_at is None and self.merged_into_id is None


class AgreementMerge(Record):
    """Two deposits of one agreement put together: ``moved`` lists what followed, so that it can be undone."""

    kept = models.ForeignKey(Agreement, models.PROTECT, verbose_name="gardée", related_name="merges")
    dropped = models.ForeignKey(Agreement, models.PROTECT, verbose_name="doublon", related_name="+")
    moved = models.JSONField("ce qui a suivi", default=dict)
    done_at = models.DateTimeField("le")
    done_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True)
    undone_at = models.DateTimeField("annulée le", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="annulée par", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "réunion de doublons"
        verbose_name_plural = "réunions de doublons"

    def __str__(self) -> str:
        return f"{self.dropped_id} → {self.kept_id}"


def _mine(user: AnyUser, at: dt.date | dt.datetime | None) -> Q:
    """True of the agreements that the user's organisations brought, or that are shared with them.

    That is with a party, present or past, with an associated actor, with a member that adheres; the parties of a draft
    are those that its reading was tied to.
    """
    bodies, narrow = organisations_reading(user, at=at), narrow_grants(user, at=at)
    if not bodies:
        return Q(pk__in=narrow)
    concerned = Q(Concerns(F("pk"), bodies)) | Q(TiedTo(F("pk"), bodies), confirmed_at__isnull=True)
    return Q(brought_by__in=bodies) | Q(pk__in=narrow) | Q(concerned, shared_at__isnull=False)
