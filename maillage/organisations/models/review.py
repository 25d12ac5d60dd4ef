"""What is checked and passed on: yearly reviews of accounts, handovers, merges of duplicates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.base.records import Record
from maillage.organisations.choices import ReviewOutcome
from maillage.organisations.models.grant import Grant
from maillage.organisations.models.organisation import Organisation
from maillage.organisations.models.person import Person
from maillage.organisations.models.user import User
from maillage.organisations.models.visibility import granted, is_account, seen, today
from maillage.organisations.permissions import Permission, rights_of

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class AccountReviewQuerySet(models.QuerySet["AccountReview"]):
    """Reviews by who keeps accounts."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the organisations whose accounts one keeps."""
        return seen(self, user, Permission.ACCOUNT_VIEW, at)


class AccountReview(Record):
    """Somebody went through the rights given in an organisation, as should be done each year."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation", related_name="account_reviews"
    )
    reviewed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="faite par", related_name="+", null=True, blank=True
    )
    reviewed_at = models.DateTimeField("faite le")

    objects = AccountReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "revue des comptes"
        verbose_name_plural = "revues des comptes"

    def __str__(self) -> str:
        return f"{self.organisation} {self.reviewed_at:%d/%m/%Y}"


class AccountReviewLine(Record):
    """What a review decided of one right."""

    review = models.ForeignKey(AccountReview, models.CASCADE, verbose_name="revue", related_name="lines")
    grant = models.ForeignKey(Grant, models.PROTECT, verbose_name="droit", related_name="review_lines")
    outcome = models.CharField("décision", max_length=10, choices=ReviewOutcome.choices)

    class Meta:
        verbose_name = "ligne d’une revue des comptes"
        verbose_name_plural = "lignes d’une revue des comptes"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["review", "grant"],
                name="account_review_line_once",
                violation_error_message="Ce droit est déjà dans la revue.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} : {self.get_outcome_display()}"


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Handovers by who does them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the organisations in which one may hand over, and what was passed to oneself."""
        if not is_account(user):
            return self.none()
        there = granted(user, Permission.HANDOVER_DO, today(at))
        if user.person_id is None:
            return self.filter(there)
        received = HandoverItem.objects.filter(handover=models.OuterRef("pk"), recipient_id=user.person_id)
        return self.filter(there | Q(models.Exists(received)))


class Handover(Record):
    """A person left an organisation (or a function in it), and all that rested on them was passed on."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="personne qui part", related_name="departures")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation", related_name="handovers"
    )
    last_day_on = models.DateField("dernier jour")
    handed_over_at = models.DateTimeField("passation faite le")
    handed_over_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="passation faite par", related_name="+", null=True, blank=True
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "passation"
        verbose_name_plural = "passations"

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"


class HandoverItem(Record):
    """One thing that rested on the person, and who took it on (nobody, when it simply ended)."""

    handover = models.ForeignKey(Handover, models.CASCADE, verbose_name="passation", related_name="items")
    source = models.SlugField("nature", max_length=60)
    subject_type = models.CharField("nature du sujet", max_length=80)
    subject_id = models.CharField("sujet", max_length=36)
    recipient = models.ForeignKey(
        Person, models.PROTECT, verbose_name="confié à", related_name="received", null=True, blank=True
    )

    class Meta:
        verbose_name = "élément d’une passation"
        verbose_name_plural = "éléments d’une passation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["handover", "source", "subject_id"],
                name="handover_item_once",
                violation_error_message="Cet élément est déjà dans la passation.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.subject_id}"


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges by who may undo them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Only those who keep the register."""
        if not is_account(user):
            return self.none()
        return self.all() if rights_of(user, at=today(at)).holds_everywhere(Permission.MERGE_DO) else self.none()

    def standing(self) -> Self:
        """Those that were not undone."""
        return self.filter(undone_at__isnull=True)


class Merge(Record):
    """Two rows were one and the same: what pointed at the dropped one was moved, and the list of it allows to undo.

    ``moved`` is a list of ``[model, field, id]``; ``filled`` maps a field to ``[kept before, dropped before]``.
    """

    subject_type = models.CharField("nature", max_length=80)
    kept_id = models.UUIDField("gardé", db_index=True)
    dropped_id = models.UUIDField("doublon", db_index=True)
    moved = models.JSONField("déplacés", default=list, blank=True)
    filled = models.JSONField("complétés", default=dict, blank=True)
    merged_at = models.DateTimeField("fusionnés le")
    merged_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="fusionnés par", related_name="+", null=True, blank=True
    )
    undone_at = models.DateTimeField("annulée le", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="annulée par", related_name="+", null=True, blank=True
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "fusion de doublons"
        verbose_name_plural = "fusions de doublons"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="merge_undone_by_and_when",
                condition=Q(undone_by__isnull=True) | Q(undone_at__isnull=False),
                violation_error_message="Une fusion annulée dit quand.",
            ),
            models.UniqueConstraint(
                fields=["dropped_id"],
                condition=Q(undone_at__isnull=True),
                name="merge_once",
                violation_error_message="Ce doublon est déjà fusionné.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.dropped_id} → {self.kept_id}"
