"""The dated duties of agreements, as the calendar computes them, and what people said they did of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.agreements.duty_words import KINDS, LIMITS, LONGEST_LEAD, WHAT_FOLLOWS, label_of
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.party import Party
from maillage.agreements.models.visibility import ConcernsNow, narrow_grants, organisations_reading
from maillage.base.records import Record
from maillage.base.statements import ask, keys, places
from maillage.organisations.models import Organisation, User
from maillage.organisations.models.visibility import is_account, today

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser

_FEW = 500  # agreements that are sooner found by their keys than met on the way through the calendar
_AT_MOST = f"SELECT 1 FROM agreements_party WHERE organisation_id IN ({{bodies}}) LIMIT {_FEW}"  # noqa: S608 ours


class DutyQuerySet(models.QuerySet["Duty"]):
    """Duties by who may read them, and by what is left to do."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the agreements that concern one's organisations now: who left one has nothing to do there."""
        if not is_account(user):
            return self.none()
        day, bodies, named = today(at), organisations_reading(user, at=at), narrow_grants(user, at=at)
        # Few agreements: their keys are gathered once. Many: each duty asks about its own, a page is full after a few.
        ids = keys(bodies)
        is_few = not ids or len(ask(_AT_MOST.format(bodies=places(ids)), ids)) < _FEW
        ours = Q(ConcernsNow(F("agreement_id"), bodies, day, is_few=is_few))
        return self.filter(ours | Q(agreement__in=named) if named else ours)

    def standing(self) -> Self:
        """Those that the calendar still has."""
        return self.filter(cancelled_at__isnull=True)

    def to_do(self, day: dt.date) -> Self:
        """Those that are left to do on ``day``: late ones too, save what is too late for anything."""
        past = [kind.value for kind in LIMITS]
        return self.standing().filter(Q(on__gte=day) | ~Q(kind__in=past), done_at__isnull=True)


class Duty(Record):
    """Something to do, or to decide, by a day: computed again whenever the agreement changes.

    ``key`` is its identity within the agreement: what was said to be done stays so when its day moves. ``last_on`` is
    the day by the other reading; alerts follow ``on``, the earlier one. ``party`` owes it; all of them when null.
    ``sequence`` counts its changes, for the calendars of others (RFC 5545, 3.8.7.4).
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="duties")
    key = models.CharField("clé", max_length=120)
    kind = models.CharField("nature", max_length=30, choices=KINDS)
    on = models.DateField("pour le")
    last_on = models.DateField("autre lecture", null=True, blank=True)
    term = models.PositiveSmallIntegerField("terme", default=0)
    name = models.CharField("instance", max_length=300, blank=True)
    party = models.ForeignKey(
        Party, models.SET_NULL, verbose_name="à la charge de", related_name="duties", null=True, blank=True
    )
    explanation = models.TextField("explication")
    quote = models.TextField("mots du texte", blank=True)
    article = models.CharField("article", max_length=40, blank=True)
    provision_id = models.UUIDField("disposition", null=True, blank=True)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    law = models.CharField("article de loi", max_length=200, blank=True)
    sequence = models.PositiveIntegerField("changements", default=0)
    changed_at = models.DateTimeField("changée le")
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)
    done_at = models.DateTimeField("faite le", null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="déclaré par", related_name="+", null=True, blank=True
    )
    done_for = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="pour", related_name="+", null=True, blank=True
    )
    done_word = models.CharField("précision", max_length=300, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "échéance"
        verbose_name_plural = "échéances"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement", "on"], name="duty_of_agreement"),
            models.Index(
                fields=["on", "id"],
                condition=Q(cancelled_at__isnull=True, done_at__isnull=True),
                name="duty_to_do",
            ),
            models.Index(fields=["done_at", "id"], condition=Q(done_at__isnull=False), name="duty_done"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "key"], name="duty_once", violation_error_message="Cette échéance existe déjà."
            ),
            models.CheckConstraint(
                name="duty_done_says_for_whom",
                condition=Q(done_at__isnull=True, done_by__isnull=True, done_for__isnull=True, done_word="")
                | Q(done_at__isnull=False, done_for__isnull=False),
                violation_error_message="Une échéance faite porte sa date et l’organisation qui le déclare.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """The page of the duty."""
        return reverse("duties:detail", args=[self.pk])

    @property
    def label(self) -> str:
        """What is to be done."""
        return label_of(self.kind, self.name)

    @property
    def is_limit(self) -> bool:
        """Whether it is too late once its day has passed, rather than late."""
        return self.kind in LIMITS

    @property
    def is_about_what_follows(self) -> bool:
        """Whether it is decided where partners say what comes after the term."""
        return self.kind in WHAT_FOLLOWS

    @property
    def has_other_reading(self) -> bool:
        """Whether another reading of the text gives another day."""
        return self.last_on is not None and self.last_on != self.on


class DutyLead(Record):
    """How many days before its day an organisation is told of a kind of duty; without a row, the usual number."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, verbose_name="organisation", related_name="+")
    kind = models.CharField("nature", max_length=30, choices=KINDS)
    days = models.PositiveSmallIntegerField("jours avant")

    class Meta:
        verbose_name = "délai d’avis"
        verbose_name_plural = "délais d’avis"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], name="duty_lead_once", violation_error_message="Ce délai existe déjà."
            ),
            models.CheckConstraint(
                name="duty_lead_within_a_year",
                condition=Q(days__gte=1, days__lte=LONGEST_LEAD),
                violation_error_message="Un délai d’avis va d’un jour à un an.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.days}"
