"""Reading the journal."""

from __future__ import annotations

from typing import Any

from django.db import models

from maillage.journal.choices import SignInOutcome
from maillage.journal.models import Event, EventQuerySet, SignIn


def history_of(*subjects: models.Model) -> EventQuerySet:
    """What happened to the subjects (several when rows were merged), the last first, with its audience."""
    return Event.objects.about(*subjects).prefetch_related("reaches").newest_first()


def sign_ins_of(user: Any) -> models.QuerySet[SignIn]:
    """The sign-ins of an account, the last first."""
    return SignIn.objects.filter(user_id=user.pk).order_by("-id")


def previous_sign_in(user: Any) -> SignIn | None:
    """The sign-in before the present one: what changed since then is new to the user."""
    return sign_ins_of(user).filter(outcome=SignInOutcome.SUCCEEDED)[1:2].first()
