"""Taking over the stock: a tracker of agreements with the files matched to its lines."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from maillage.agreements.models.agreement import Agreement
from maillage.base.records import Record
from maillage.organisations.models import Organisation, User
from maillage.organisations.models.visibility import seen
from maillage.organisations.permissions import Permission

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class TakeoverQuerySet(models.QuerySet["Takeover"]):
    """Takeovers by who may lead them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the organisations for which one may bring agreements."""
        return seen(self, user, Permission.AGREEMENT_EDIT, at)


class Takeover(Record):
    """A tracker brought in: its lines, the columns chosen, the files matched, and what was written from it.

    ``lines`` are the lines as read, the header first (``[[3, ["Titre", ...]], [4, [...]]]``); ``columns`` says which
    fact each column tells (``{"0": "title"}``); ``choices`` what was decided of a line (``{"12": "skip"}``, or
    ``"other"`` of a likely duplicate); ``files`` the deposits waiting, and those given to a line by hand
    (``{"pool": {"<id>": "scan.pdf"}, "given": {"12": ["<id>"]}}``). Once it is confirmed, its words do not stay.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation", related_name="takeovers"
    )
    begun_by = models.ForeignKey(User, models.PROTECT, verbose_name="commencée par", related_name="+")
    begun_at = models.DateTimeField("commencée le")
    file_name = models.CharField("fichier", max_length=200)
    lines = models.JSONField("lignes", default=list, blank=True)
    columns = models.JSONField("colonnes", default=dict, blank=True)
    choices = models.JSONField("décisions", default=dict, blank=True)
    files = models.JSONField("fichiers par ligne", default=dict, blank=True)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="confirmée par", related_name="+", null=True, blank=True
    )
    undone_at = models.DateTimeField("annulée le", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="annulée par", related_name="+", null=True, blank=True
    )

    objects = TakeoverQuerySet.as_manager()

    class Meta:
        verbose_name = "reprise de conventions"
        verbose_name_plural = "reprises de conventions"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="takeover_confirmed_by_and_when",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                violation_error_message="Une reprise confirmée dit par qui et quand.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The page of the takeover, at the step where it stands."""
        return reverse("takeovers:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether nothing was written yet."""
        return self.confirmed_at is None


class TakenOver(Record):
    """An agreement that a takeover wrote, and the line that it came from."""

    takeover = models.ForeignKey(Takeover, models.CASCADE, verbose_name="reprise", related_name="taken")
    agreement = models.OneToOneField(Agreement, models.CASCADE, verbose_name="convention", related_name="taken_over")
    line = models.PositiveIntegerField("ligne")

    class Meta:
        verbose_name = "convention reprise"
        verbose_name_plural = "conventions reprises"

    def __str__(self) -> str:
        return f"ligne {self.line}"
