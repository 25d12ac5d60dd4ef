"""Alerts, and who was told of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.base.records import Record
from maillage.notices.choices import Level, Urgency
from maillage.organisations.models import Organisation, User
from maillage.organisations.models.visibility import is_account, today
from maillage.organisations.permissions import rights_of

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Alerts by who may read them."""

    def standing(self) -> Self:
        """Those that nothing has stopped."""
        return self.filter(stopped_at__isnull=True)

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """What one was told, while one still holds a right in its owner organisation."""
        if not is_account(user):
            return self.none()
        held = {one.organisation_id for one in rights_of(user, at=today(at)).grants}
        return self.filter(tellings__user=user, organisation__in=held)


class Notice(Record):
    """An alert: a title and an address, without any personal data, owned by one organisation.

    ``kind`` and ``subject_id`` name what it is about; ``agreement_id`` is opaque here, as it is to mandates and grants.
    ``is_orphan``: nobody of its organisation may be told; whoever runs the installation is shown that, without title.
    """

    kind = models.CharField("nature", max_length=40)
    subject_id = models.UUIDField("objet")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="organisation", related_name="notices")
    agreement_id = models.UUIDField("convention", null=True, blank=True)
    title = models.CharField("titre", max_length=300)
    path = models.CharField("adresse", max_length=300)
    urgency = models.CharField("urgence", max_length=20, choices=Urgency.choices, default=Urgency.ORDINARY)
    due_on = models.DateField("pour le", null=True, blank=True)
    told_on = models.DateField("depuis le")
    stopped_at = models.DateTimeField("arrêté le", null=True, blank=True)
    is_orphan = models.BooleanField("sans destinataire", default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organisation", "due_on"], condition=Q(stopped_at__isnull=True), name="notice_standing"
            ),
            models.Index(
                fields=["is_orphan"], condition=Q(stopped_at__isnull=True, is_orphan=True), name="notice_orphans"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "organisation"],
                condition=Q(stopped_at__isnull=True),
                name="notice_told_once",
                violation_error_message="Cet avis est déjà donné.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Telling(Record):
    """That somebody was told of an alert, at which level; ``mailed_at`` once a letter about it was written."""

    notice = models.ForeignKey(Notice, models.CASCADE, verbose_name="avis", related_name="tellings")
    user = models.ForeignKey(User, models.CASCADE, verbose_name="compte", related_name="tellings")
    level = models.PositiveSmallIntegerField("niveau", choices=Level.choices, default=Level.IN_CHARGE)
    told_at = models.DateTimeField("prévenu le")
    seen_at = models.DateTimeField("vu le", null=True, blank=True)
    mailed_at = models.DateTimeField("courriel écrit le", null=True, blank=True)

    class Meta:
        verbose_name = "destinataire d’un avis"
        verbose_name_plural = "destinataires d’un avis"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "notice"], condition=Q(seen_at__isnull=True), name="telling_unseen"),
            models.Index(fields=["user"], condition=Q(mailed_at__isnull=True), name="telling_to_mail"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["notice", "user"], name="telling_once", violation_error_message="Déjà prévenu."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} → {self.user_id}"
