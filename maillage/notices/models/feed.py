"""Calendars that people subscribe to, by a private address."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.base.records import Record
from maillage.notices.choices import Alarm, FeedScope
from maillage.organisations.models import Organisation, User
from maillage.organisations.models.visibility import is_account

if TYPE_CHECKING:
    import datetime as dt

    from maillage.organisations.permissions import AnyUser


class FeedQuerySet(models.QuerySet["Feed"]):
    """Calendars by whose they are."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:  # noqa: ARG002
        """One's own, and nobody else's."""
        return self.filter(user=user) if is_account(user) else self.none()

    def open(self) -> Self:
        """Those whose address still opens something."""
        return self.filter(revoked_at__isnull=True)


class Feed(Record):
    """A calendar of an account. The address is the secret: the table keeps its fingerprint alone.

    What it holds is what its owner may read on the day it is asked for; ``name`` is what calendars show.
    """

    user = models.ForeignKey(User, models.CASCADE, verbose_name="compte", related_name="feeds")
    scope = models.CharField("contenu", max_length=20, choices=FeedScope.choices, default=FeedScope.MINE)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name="organisation", related_name="+", null=True, blank=True
    )
    agreement_id = models.UUIDField("convention", null=True, blank=True)
    name = models.CharField("nom", max_length=300)
    alarm = models.CharField("rappels", max_length=20, choices=Alarm.choices, default=Alarm.WEEK)
    fingerprint = models.CharField("empreinte de l’adresse", max_length=64, unique=True)
    created_at = models.DateTimeField("créé le")
    renewed_at = models.DateTimeField("adresse changée le", null=True, blank=True)
    revoked_at = models.DateTimeField("fermé le", null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = "agenda"
        verbose_name_plural = "agendas"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="feed_names_what_it_holds",
                condition=Q(scope=FeedScope.MINE, organisation__isnull=True, agreement_id__isnull=True)
                | Q(scope=FeedScope.ORGANISATION, organisation__isnull=False, agreement_id__isnull=True)
                | Q(scope=FeedScope.AGREEMENT, organisation__isnull=True, agreement_id__isnull=False),
                violation_error_message="Dites de quelle organisation, ou de quel accord, est cet agenda.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
