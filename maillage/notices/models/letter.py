"""Letters that wait in the database until the mail server has taken them."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q

from maillage.base.records import Record
from maillage.organisations.models import User


class Letter(Record):
    """One letter, written in the transaction of what it tells. ``key`` is unique: what is told once is written once.

    ``sealed`` holds its words, encrypted, and is emptied with ``email`` once it left: a private link rests nowhere in
    clear. ``attempts`` counts those who took it; whoever took it last, and they alone, may say that it left.
    """

    key = models.CharField("clé", max_length=160, unique=True)
    user = models.ForeignKey(User, models.PROTECT, verbose_name="compte", related_name="+", null=True, blank=True)
    email = models.EmailField("adresse sans compte", blank=True)
    about = models.CharField("nature", max_length=40, blank=True)
    about_id = models.UUIDField("objet", null=True, blank=True)
    sealed = models.TextField("contenu chiffré", blank=True)
    written_at = models.DateTimeField("écrit le")
    due_at = models.DateTimeField("à envoyer à partir du")
    taken_at = models.DateTimeField("pris le", null=True, blank=True)
    attempts = models.PositiveIntegerField("essais", default=0)
    sent_at = models.DateTimeField("parti le", null=True, blank=True)
    dropped_at = models.DateTimeField("abandonné le", null=True, blank=True)
    problem = models.CharField("ce qui l’empêche de partir", max_length=200, blank=True)

    class Meta:
        verbose_name = "courriel"
        verbose_name_plural = "courriels"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
                name="letter_waiting",
            ),
            models.Index(fields=["about", "about_id"], name="letter_by_subject"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="letter_ends_once",
                condition=Q(sent_at__isnull=True) | Q(dropped_at__isnull=True),
                violation_error_message="Un courriel part, ou est abandonné.",
            ),
            models.CheckConstraint(
                name="letter_keeps_nothing_once_it_ended",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True) | Q(sealed="", email=""),
                violation_error_message="Un courriel parti ne garde ni contenu ni adresse.",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def message_id(self) -> str:
        """Its Message-ID (RFC 5322), drawn from the row: two deliveries of one letter are known to be the same."""
        return f"<{self.pk.hex}@{urlsplit(settings.ADDRESS).hostname or 'localhost'}>"
