"""Parties, members that adhere through their federation, guarantors (data-model 6, 7)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.agreements.choices import AdherenceBasis, PartyNature, PartyRole
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.words import Confirmed
from maillage.base.records import Dated, DatedQuerySet, Record
from maillage.foundations.capitals import readable
from maillage.organisations.choices import OrganisationKind, weave_of
from maillage.organisations.models import Organisation, Person, User

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class PartyQuerySet(models.QuerySet["Party"]):
    """Parties by day and by role."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the agreements that one may read."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user, at=at).values("pk"))

    def at(self, day: dt.date) -> Self:
        """Those that are parties on ``day``; without dates they are since the beginning, for ever."""
        return self.filter(Q(from_on__isnull=True) | Q(from_on__lte=day), Q(to_on__isnull=True) | Q(to_on__gte=day))

    def bound(self) -> Self:
        """The parties themselves: neither associated actors nor beneficiaries."""
        return self.filter(role=PartyRole.PARTY)

    def in_order(self) -> Self:
        """In the order of the text."""
        return self.order_by("role", "order", "pk")


class Party(Confirmed, Record):
    """An organisation in an agreement, as the text names it; ``organisation`` is null while it is tied to none.

    ``name``, ``represented_by`` and ``capacity`` stay as signed, whatever the organisation becomes. ``published_at``
    and ``published_by``: this party agreed that all may read the agreement.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation", related_name="parties", null=True, blank=True
    )
    role = models.CharField("rôle", max_length=20, choices=PartyRole.choices, default=PartyRole.PARTY)
    order = models.PositiveIntegerField("ordre", default=0)
    side = models.PositiveSmallIntegerField("part", null=True, blank=True)
    name = models.CharField("dénomination", max_length=300)
    short_name = models.CharField("ci-après", max_length=120, blank=True)
    nature = models.CharField("nature", max_length=20, choices=PartyNature.choices, default=PartyNature.OTHER)
    seat = models.CharField("siège", max_length=300, blank=True)
    represented_by = models.CharField("représentée par", max_length=300, blank=True)
    capacity = models.CharField("qualité", max_length=300, blank=True)
    authority = models.CharField("en vertu de", max_length=500, blank=True)
    authority_body = models.CharField("organe", max_length=200, blank=True)
    authority_number = models.CharField("numéro de la délibération", max_length=80, blank=True)
    authority_on = models.DateField("date de la délibération", null=True, blank=True)
    from_on = models.DateField("depuis le", null=True, blank=True)
    to_on = models.DateField("jusqu’au", null=True, blank=True)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    published_at = models.DateTimeField("accepte la publication depuis le", null=True, blank=True)
    published_by = models.CharField("accord donné par", max_length=200, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "partie"
        verbose_name_plural = "parties"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "agreement"], name="party_by_organisation"),
            models.Index(fields=["organisation", "to_on"], condition=Q(to_on__isnull=False), name="party_that_left"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="party_leaves_after_it_joins",
                condition=Q(to_on__isnull=True) | Q(from_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="La date de départ précède l’arrivée.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def readable_name(self) -> str:
        """Its name, in small letters when the text has it all in capitals; ``name`` stays as signed."""
        return readable(self.name)

    @property
    def label(self) -> str:
        """The shortest name that the text gives it."""
        return self.short_name or self.readable_name

    @property
    def kind(self) -> str:
        """Its nature as the style sheet shows it: the organisation's when it is tied, else the nearest."""
        return self.organisation.kind if self.organisation is not None else kind_of(self.nature)

    @property
    def weave(self) -> str:
        """The number of the weave that shows its nature."""
        return weave_of(self.kind)

    @property
    def is_public(self) -> bool:
        """Whether a délibération must authorise it (CGCT L2121-29, L3211-2)."""
        return self.nature == PartyNature.PUBLIC

    def is_at(self, day: dt.date) -> bool:
        """Whether it is a party on ``day``."""
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or self.to_on >= day)


def kind_of(nature: str) -> str:
    """The kind of organisation that is nearest to what the reader says of a party."""
    return OrganisationKind.ASSOCIATION if nature == PartyNature.ASSOCIATION else OrganisationKind.OTHER


class AdherenceQuerySet(DatedQuerySet["Adherence"]):
    """Adherences by who may read them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the agreements that one may read."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user, at=at).values("pk"))


class Adherence(Dated):
    """A member of a federation that is bound by an agreement of it, from a day to a day, and on what basis.

    ``has_opted_out``: the member said that it is not bound; the row keeps the fact and its dates.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="adherences")
    party = models.ForeignKey(Party, models.CASCADE, verbose_name="fédération", related_name="adherences")
    member = models.ForeignKey(Organisation, models.PROTECT, verbose_name="membre", related_name="adherences")
    basis = models.CharField(
        "à quel titre", max_length=20, choices=AdherenceBasis.choices, default=AdherenceBasis.MEMBERSHIP
    )
    has_opted_out = models.BooleanField("a dit ne pas être liée", default=False)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)

    objects = AdherenceQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        verbose_name = "adhésion à un accord"
        verbose_name_plural = "adhésions à un accord"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["member", "agreement"], name="adherence_by_member"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["party", "member"],
                condition=Q(to_on__isnull=True),
                name="adherence_one_without_end",
                violation_error_message="Ce membre adhère déjà.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.agreement}"


class Guarantor(Confirmed, Record):
    """Who answers for the application of the agreement, from a day to a day; a successor is a new row (A17)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="guarantors")
    party = models.ForeignKey(
        Party, models.SET_NULL, verbose_name="pour la partie", related_name="guarantors", null=True, blank=True
    )
    name = models.CharField("fonction ou nom", max_length=300)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="personne", related_name="+", null=True, blank=True)
    from_on = models.DateField("depuis le", null=True, blank=True)
    to_on = models.DateField("jusqu’au", null=True, blank=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="enregistré par", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "garant"
        verbose_name_plural = "garants"

    def __str__(self) -> str:
        return self.name
