"""What authorises a party to sign, and who signs in its name: facts with their dates and pieces, never overwritten."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from maillage.agreements.legal_choices import AuthorityKind, DelegationKind, SignatoryLevel
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.document import Document
from maillage.agreements.models.party import Party
from maillage.base.records import Record
from maillage.organisations.models import Person, User

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser

_Row = TypeVar("_Row", bound=models.Model)


class FactQuerySet(models.QuerySet[_Row]):
    """Facts of the legal life, by who may read them and by whether they stand."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the agreements that concern one's organisations: publishing a text does not publish its file."""
        return self.filter(agreement__in=Agreement.objects.mine(user, at=at).values("pk"))

    def standing(self) -> Self:
        """Those that were neither withdrawn nor corrected."""
        return self.filter(withdrawn_at__isnull=True)


class Fact(Record):
    """A dated fact of a party, as somebody recorded it: a wrong one is withdrawn with a reason, and stays to be read.

    ``replaces``: the record that this one completes or corrects. ``declared_by``: who said it, of a party that has
    nobody in Maillage. ``document``: the piece that shows it.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, verbose_name="partie", related_name="%(class)s_facts")
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name="pièce", related_name="+", null=True, blank=True
    )
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    recorded_at = models.DateTimeField("enregistré le")
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="enregistré par", related_name="+", null=True, blank=True
    )
    replaces = models.OneToOneField(
        "self", models.CASCADE, verbose_name="remplace", related_name="replaced_by", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="retiré par", related_name="+", null=True, blank=True
    )
    withdrawn_reason = models.CharField("motif du retrait", max_length=300, blank=True)

    objects: ClassVar[Any] = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["agreement", "party"], condition=Q(withdrawn_at__isnull=True), name="%(class)s_standing"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="%(class)s_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                violation_error_message="Dites pourquoi cet enregistrement est retiré.",
            ),
        ]


class Authorisation(Fact):
    """The act by which a party decides to commit itself (CGCT L2121-29, L3211-2; CASF L123-8; C. civ. 1153).

    A délibération is enforceable on the later of its publication and its transmission to the State (CGCT L2131-1,
    L3131-1); while one is unknown, so is that day. The decision of an association binds from its own day.
    """

    kind = models.CharField("nature", max_length=20, choices=AuthorityKind.choices, default=AuthorityKind.RESOLUTION)
    body = models.CharField("organe", max_length=200, blank=True)
    number = models.CharField("numéro", max_length=80, blank=True)
    adopted_on = models.DateField("adoptée le")
    published_on = models.DateField("publiée le", null=True, blank=True)
    transmitted_on = models.DateField("transmise à l’État le", null=True, blank=True)
    receipt = models.ForeignKey(
        Document, models.PROTECT, verbose_name="accusé de réception", related_name="+", null=True, blank=True
    )

    class Meta(Fact.Meta):
        verbose_name = "autorisation de signer"
        verbose_name_plural = "autorisations de signer"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="authorisation_published_once_adopted",
                condition=Q(published_on__isnull=True) | Q(published_on__gte=F("adopted_on")),
                violation_error_message="La publication ne peut pas précéder le vote.",
            ),
            models.CheckConstraint(
                name="authorisation_transmitted_once_adopted",
                condition=Q(transmitted_on__isnull=True) | Q(transmitted_on__gte=F("adopted_on")),
                violation_error_message="La transmission ne peut pas précéder le vote.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def is_transmitted_act(self) -> bool:
        """Whether it must be published and transmitted to be enforceable: an act of a local authority."""
        return self.kind in {AuthorityKind.RESOLUTION, AuthorityKind.EXECUTIVE_DECISION}

    @property
    def enforceable_on(self) -> dt.date | None:
        """The day from which it is enforceable; None while a date that makes it so is unknown."""
        if not self.is_transmitted_act:
            return self.adopted_on
        if self.published_on is None or self.transmitted_on is None:
            return None
        return max(self.published_on, self.transmitted_on)


class Delegation(Fact):
    """Who else than the representative may sign, from a day to a day (CGCT L2122-18, L3221-3; CASF R123-23)."""

    kind = models.CharField("nature", max_length=20, choices=DelegationKind.choices, default=DelegationKind.SIGNATURE)
    number = models.CharField("numéro de l’arrêté", max_length=80, blank=True)
    decided_on = models.DateField("pris le", null=True, blank=True)
    delegate = models.CharField("à qui", max_length=200)
    capacity = models.CharField("fonction", max_length=300, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="personne", related_name="+", null=True, blank=True)
    from_on = models.DateField("du")
    to_on = models.DateField("au", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "délégation"
        verbose_name_plural = "délégations"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="delegation_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="La date de fin précède la date de début.",
            ),
            models.CheckConstraint(
                name="delegation_begins_once_decided",
                condition=Q(decided_on__isnull=True) | Q(from_on__gte=F("decided_on")),
                violation_error_message="Une délégation ne vaut pas avant le jour où elle est donnée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.delegate}"

    def is_at(self, day: dt.date) -> bool:
        """Whether it holds on ``day``."""
        return self.from_on <= day and (self.to_on is None or self.to_on >= day)


class Signatory(Fact):
    """Who is to sign for a party, in which capacity and in which place of the order that parties agreed."""

    name = models.CharField("nom", max_length=200)
    capacity = models.CharField("qualité", max_length=300)
    level = models.CharField(
        "à quel titre", max_length=20, choices=SignatoryLevel.choices, default=SignatoryLevel.REPRESENTATIVE
    )
    rank = models.PositiveSmallIntegerField("rang", default=1)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="personne", related_name="+", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "signataire"
        verbose_name_plural = "signataires"

    def __str__(self) -> str:
        return f"{self.name}, {self.capacity}"

    @property
    def needs_delegation(self) -> bool:
        """Whether they sign by a delegation, and not as the representative."""
        return self.level != SignatoryLevel.REPRESENTATIVE
