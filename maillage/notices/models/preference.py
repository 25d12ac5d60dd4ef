"""The rhythm at which somebody receives the alerts of an organisation by mail."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.base.records import Record
from maillage.notices.choices import Rhythm
from maillage.organisations.models import Organisation, User


class Preference(Record):
    """What an account chose for one of its organisations; without a row it is once a day."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="compte", related_name="notice_preferences")
    organisation = models.ForeignKey(Organisation, models.CASCADE, verbose_name="organisation", related_name="+")
    rhythm = models.CharField("rythme", max_length=20, choices=Rhythm.choices, default=Rhythm.DAILY)

    class Meta:
        verbose_name = "réglage des avis"
        verbose_name_plural = "réglages des avis"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="preference_once",
                violation_error_message="Ce réglage existe déjà.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} : {self.get_rhythm_display()}"
