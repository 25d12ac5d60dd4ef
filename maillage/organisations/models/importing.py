"""Imports: what was read in a file, decided line by line, and written, so that it can be taken back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from maillage.base.records import Record
from maillage.organisations.models.organisation import Organisation
from maillage.organisations.models.user import User
from maillage.organisations.models.visibility import seen
from maillage.organisations.permissions import Permission

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports by who may lead them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the organisations for which one may import."""
        return seen(self, user, Permission.IMPORT_DO, at)

    def newest_first(self) -> Self:
        """The last begun first."""
        return self.order_by("-begun_at", "pk")


class Import(Record):
    """A file brought in.

    ``tables`` holds its lines until they are written (they name people: they do not stay), ``choices`` what was
    decided of each line in doubt: ``{"0:12": "<id of the same>" | "other" | "skip"}``.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="organisation", related_name="imports")
    begun_by = models.ForeignKey(User, models.PROTECT, verbose_name="commencé par", related_name="imports")
    begun_at = models.DateTimeField("commencé le")
    file_name = models.CharField("fichier", max_length=200)
    tables = models.JSONField("lignes", default=list, blank=True)
    choices = models.JSONField("décisions", default=dict, blank=True)
    is_mapped = models.BooleanField("colonnes relues", default=False)
    counts = models.JSONField("bilan", default=dict, blank=True)
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="confirmé par", related_name="+", null=True, blank=True
    )
    undone_at = models.DateTimeField("annulé le", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="annulé par", related_name="+", null=True, blank=True
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="import_confirmed_by_and_when",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                violation_error_message="Un import confirmé dit par qui et quand.",
            ),
            models.CheckConstraint(
                name="import_undone_after_confirmed",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False, confirmed_at__isnull=False),
                violation_error_message="Seul un import confirmé s’annule, et l’annulation dit par qui et quand.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The page of the import, at the step where it stands."""
        return reverse("imports:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether nothing was written yet."""
        return self.confirmed_at is None


class ImportedRow(Record):
    """A row that an import made or changed: ``before`` holds former values, ``seen_revision`` the revision left."""

    imported = models.ForeignKey(Import, models.CASCADE, verbose_name="import", related_name="rows")
    subject_type = models.CharField("nature", max_length=80)
    subject_id = models.UUIDField("élément", db_index=True)
    is_new = models.BooleanField("créé", default=True)
    before = models.JSONField("avant", default=dict, blank=True)
    seen_revision = models.PositiveIntegerField("révision laissée", default=0)
    rank = models.PositiveIntegerField("ordre")

    class Meta:
        verbose_name = "ligne d’un import"
        verbose_name_plural = "lignes d’un import"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["imported", "rank"],
                name="imported_row_in_order",
                violation_error_message="Cet élément est déjà dans l’import.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"
