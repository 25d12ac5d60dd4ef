"""Events, whom they reached, and sign-ins. Nothing here points at another room: the journal never blocks life."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, Never, Self
from uuid import UUID

from django.db import models

from maillage.journal.choices import SignInMethod, SignInOutcome


def type_of(subject: models.Model | type[models.Model]) -> str:
    """How the journal names the sort of a subject: ``organisations.person``."""
    return subject._meta.label_lower  # noqa: SLF001 the documented interface of a model


class AppendOnly(TypeError):
    """Somebody tried to change or erase what the journal holds: a fault of the program, never of a person."""

    def __init__(self) -> None:
        super().__init__("The journal is append-only: its rows are neither changed nor deleted.")


class EventQuerySet(models.QuerySet["Event"]):
    """Readings of the journal; it has no way to change a row."""

    def about(self, *subjects: models.Model) -> Self:
        """What happened to any of ``subjects``, which are of one model."""
        types = {type_of(subject) for subject in subjects}
        return self.filter(subject_type__in=types, subject_id__in=[str(subject.pk) for subject in subjects])

    def reaching(self, organisation_ids: Iterable[UUID]) -> Self:
        """What one of the organisations could see when it happened: asked of each event, so of those of late."""
        reach = Reach.objects.filter(organisation_id__in=list(organisation_ids), event=models.OuterRef("pk"))
        return self.filter(models.Exists(reach))

    def in_journal_of(self, organisation_id: UUID, *dropped: UUID) -> Self:
        """What reached an organisation (or the rows that were merged into it), the last first.

        Read along the index of its own events: the journals of others cost nothing.
        """
        if not dropped:
            return self.filter(reaches__organisation_id=organisation_id).order_by("-reaches__event_id")
        reach = Reach.objects.filter(organisation_id__in=[organisation_id, *dropped])
        return self.filter(pk__in=reach.values("event_id")).newest_first()

    def by(self, user: models.Model) -> Self:
        """What ``user`` did."""
        return self.filter(actor_id=user.pk)

    def newest_first(self) -> Self:
        """The last event first."""
        return self.order_by("-id")

    def update(self, **_kwargs: Any) -> Never:
        """Refused."""
        raise AppendOnly

    def delete(self) -> Never:
        """Refused."""
        raise AppendOnly

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> Never:
        """Refused."""
        raise AppendOnly

    def bulk_create(self, objs: Iterable[Event], *args: Any, **kwargs: Any) -> list[Event]:
        """New rows only."""
        if kwargs.get("update_conflicts"):
            raise AppendOnly
        return super().bulk_create(objs, *args, **kwargs)

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Unchanging(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; a second time is refused."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        """Refused."""
        raise AppendOnly


class Event(Unchanging):
    """What somebody did to something: ids, a verb and the names of the changed fields, never a name or a value."""

    id = models.BigAutoField("numéro", primary_key=True)
    at = models.DateTimeField("instant")
    verb = models.SlugField("verbe", max_length=60, db_index=False)
    actor_id = models.UUIDField("auteur", null=True, blank=True)
    subject_type = models.CharField("nature du sujet", max_length=80)
    subject_id = models.CharField("sujet", max_length=36)
    organisation_id = models.UUIDField("organisation", null=True, blank=True)
    agreement_id = models.UUIDField("convention", null=True, blank=True)
    fields = models.JSONField("champs modifiés", default=list, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "événement"
        verbose_name_plural = "événements"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_id", "subject_type", "-id"], name="journal_event_by_subject"),
            models.Index(fields=["organisation_id", "-id"], name="journal_event_by_organisation"),
            models.Index(fields=["agreement_id", "-id"], name="journal_event_by_agreement"),
            models.Index(fields=["actor_id", "-id"], name="journal_event_by_actor"),
            models.Index(fields=["at"], name="journal_event_by_instant"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"

    @property
    def audience(self) -> Collection[UUID]:
        """The organisations that could see the event when it happened."""
        return [reach.organisation_id for reach in self.reaches.all()]


class ReachQuerySet(models.QuerySet["Reach"]):
    """Readings only, as for events."""

    update = EventQuerySet.update
    delete = EventQuerySet.delete
    bulk_update = EventQuerySet.bulk_update


class Reach(Unchanging):
    """An organisation of an event's audience: a row and not a list, so that both databases find it by an index."""

    id = models.BigAutoField("numéro", primary_key=True)
    event = models.ForeignKey(Event, models.PROTECT, related_name="reaches", verbose_name="événement")
    organisation_id = models.UUIDField("organisation")

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = "destinataire d’un événement"
        verbose_name_plural = "destinataires d’un événement"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation_id", "event"], name="journal_reach_once_an_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.organisation_id}"


class SignIn(models.Model):
    """A sign-in, tried or done. A network address stays as long as the settings say, an e-mail address never enters."""

    id = models.BigAutoField("numéro", primary_key=True)
    user_id = models.UUIDField("compte", null=True, blank=True, db_index=True)
    at = models.DateTimeField("instant", db_index=True)
    method = models.CharField("moyen", max_length=20, choices=SignInMethod.choices)
    outcome = models.CharField("issue", max_length=20, choices=SignInOutcome.choices)
    address = models.GenericIPAddressField("adresse du réseau", null=True, blank=True)

    class Meta:
        verbose_name = "connexion"
        verbose_name_plural = "connexions"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.method} {self.outcome}"

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        """Refused: only the network address is forgotten, by its own action."""
        raise AppendOnly
