"""The table around which a draft is negotiated: who sits there, and the rounds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.agreements.models import Agreement, Expression, Party
from maillage.base.records import Record
from maillage.organisations.choices import OrganisationKind, weave_of
from maillage.organisations.models import Organisation, User

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class NegotiationQuerySet(models.QuerySet["Negotiation"]):
    """Negotiations by who may read them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of agreements that concern one's organisations: a published text tells nothing of how it was made."""
        return self.filter(agreement__in=Agreement.objects.mine(user, at=at).values("pk"))


class Negotiation(Record):
    """The negotiation of one draft, opened once it is shared; ``closed_at`` when the parties gave it up or signed."""

    agreement = models.OneToOneField(Agreement, models.CASCADE, verbose_name="convention", related_name="negotiation")
    opened_at = models.DateTimeField("ouverte le")
    opened_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="ouverte par", related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="close par", related_name="+", null=True, blank=True
    )
    closed_reason = models.CharField("motif", max_length=300, blank=True)

    objects = NegotiationQuerySet.as_manager()

    class Meta:
        verbose_name = "négociation"
        verbose_name_plural = "négociations"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="negotiation_closed_says_why",
                condition=Q(closed_at__isnull=True) | ~Q(closed_reason=""),
                violation_error_message="Écrivez pourquoi la négociation s’arrête.",
            ),
        ]

    def __str__(self) -> str:
        return f"négociation de {self.agreement}"

    @property
    def is_open(self) -> bool:
        """Whether the parties may still write in it; once signed, a text is changed by an avenant."""
        return self.closed_at is None and self.agreement.is_open and self.agreement.signed_on is None


class Seat(Record):
    """A party at the table. A draft has seats before its reading makes parties of it: ``party`` follows then.

    ``circuit`` is the internal circuit of visas that the organisation chose for this text. ``left_at``: the party is no
    longer one of this draft; what it said stays, and nothing waits for it any more.
    """

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, verbose_name="négociation", related_name="seats")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation", related_name="+", null=True, blank=True
    )
    party = models.ForeignKey(Party, models.SET_NULL, verbose_name="partie", related_name="+", null=True, blank=True)
    name = models.CharField("nom", max_length=300)
    order = models.PositiveIntegerField("ordre", default=0)
    circuit = models.ForeignKey(
        "negotiation.Circuit", models.SET_NULL, verbose_name="circuit de visas", related_name="+", null=True, blank=True
    )
    left_at = models.DateTimeField("partie le", null=True, blank=True)

    class Meta:
        verbose_name = "partie à la table"
        verbose_name_plural = "parties à la table"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["negotiation", "organisation"],
                condition=Q(organisation__isnull=False),
                name="seat_once",
                violation_error_message="Cette organisation est déjà à la table.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """The nature of its organisation, as the style sheet shows it."""
        return self.organisation.kind if self.organisation is not None else OrganisationKind.OTHER

    @property
    def title(self) -> str:
        """Its name where a line begins with it."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def weave(self) -> str:
        """The number of the weave that shows its nature."""
        return weave_of(self.kind)


class Round(Record):
    """A round of exchanges on one version of the text; closing it makes the next version of what was retained.

    ``base`` is the version that it works on, ``result`` the one that it made: the same when nothing was retained.
    """

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, verbose_name="négociation", related_name="rounds")
    number = models.PositiveIntegerField("tour")
    base = models.ForeignKey(Expression, models.RESTRICT, verbose_name="version de départ", related_name="+")
    result = models.ForeignKey(
        Expression, models.RESTRICT, verbose_name="version d’arrivée", related_name="+", null=True, blank=True
    )
    answer_by = models.DateField("répondre avant le", null=True, blank=True)
    opened_at = models.DateTimeField("ouvert le")
    closed_at = models.DateTimeField("clos le", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="clos par", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "tour"
        verbose_name_plural = "tours"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["negotiation", "number"],
                name="round_number_once",
                violation_error_message="Ce tour existe déjà : rechargez la page.",
            ),
            models.UniqueConstraint(
                fields=["negotiation"],
                condition=Q(closed_at__isnull=True),
                name="round_one_open",
                violation_error_message="Un tour est déjà ouvert : rechargez la page.",
            ),
            models.CheckConstraint(
                name="round_closed_with_a_version",
                condition=Q(closed_at__isnull=True) | Q(result__isnull=False),
                violation_error_message="Un tour clos dit sur quelle version il s’achève.",
            ),
        ]

    def __str__(self) -> str:
        return f"tour {self.number}"
