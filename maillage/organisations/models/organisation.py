"""Organisations, the names they bore, and what became of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.base.addresses import address_on
from maillage.base.records import Dated, Record
from maillage.base.search import FoldedField, Searchable, SearchableQuerySet, Word, found_by
from maillage.organisations.choices import PRIVATE_KINDS, OrganisationKind, SuccessionKind, weave_of
from maillage.organisations.models.visibility import open_to_accounts
from maillage.organisations.validators import validate_rna, validate_siret

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class OrganisationQuerySet(SearchableQuerySet["Organisation"]):
    """Organisations as lists ask for them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:  # noqa: ARG002
        """The register of legal persons is open to every account; what was merged into another is no longer shown."""
        return open_to_accounts(self.filter(merged_into__isnull=True), user)

    def active(self) -> Self:
        """Those that still exist."""
        return self.filter(is_active=True)

    def matching(self, query: str, *, in_order: bool = False) -> Self:
        """Those whose names, town or SIRET begin with the words typed."""
        return self.filter(found_by(query, OrganisationWord, in_order=in_order))

    def by_name(self) -> Self:
        """In the order of the alphabet."""
        return self.order_by("folded", "pk")


class Organisation(Searchable, Record):
    """A legal person. ``name`` and ``short_name`` are today's; ``names`` says which it bore at each date."""

    kind = models.CharField("nature", max_length=20, choices=OrganisationKind.choices)
    name = models.CharField("nom", max_length=200)
    short_name = models.CharField("nom court ou sigle", max_length=60, blank=True)
    other_names = models.CharField("autres noms", max_length=1000, blank=True, editable=False)
    siret = models.CharField("SIRET", max_length=14, blank=True, validators=[validate_siret])
    rna = models.CharField("numéro RNA", max_length=10, blank=True, validators=[validate_rna])
    territory = models.ForeignKey(
        "territories.Territory",
        models.PROTECT,
        verbose_name="territoire",
        related_name="organisations",
        null=True,
        blank=True,
    )
    address = models.CharField("adresse du siège", max_length=200, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True)
    city = models.CharField("ville", max_length=100, blank=True)
    is_active = models.BooleanField("en activité", default=True)
    closed_on = models.DateField("disparue le", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="doublon de",
        related_name="duplicates",
        null=True,
        blank=True,
        db_index=False,  # almost every row has none: an index of them would be chosen, and every row read
    )
    folded = FoldedField("name", "short_name", "other_names", "siret", "postal_code", "city")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "id"], name="organisation_by_kind"),
            models.Index(fields=["postal_code"], name="organisation_by_postal_code"),
            models.Index(fields=["folded", "id"], name="organisation_by_folded"),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="organisation_duplicates"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["siret"],
                condition=~Q(siret=""),
                name="organisation_siret_is_unique",
                violation_error_message="Une organisation porte déjà ce SIRET.",
            ),
            models.CheckConstraint(
                name="organisation_inactive_says_why",
                condition=Q(is_active=True) | Q(closed_on__isnull=False) | Q(merged_into__isnull=False),
                violation_error_message="Une organisation qui n’est plus en activité porte la date de sa fin.",
            ),
            models.CheckConstraint(
                name="organisation_merged_is_inactive",
                condition=Q(merged_into__isnull=True) | Q(is_active=False),
                violation_error_message="Un doublon fusionné n’est plus en activité.",
            ),
            models.CheckConstraint(
                name="organisation_merged_into_another",
                condition=~Q(merged_into=F("pk")),
                violation_error_message="Une organisation n’est pas le doublon d’elle-même.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the organisation."""
        return address_on("organisations:detail", self.pk)

    @property
    def weave(self) -> str:
        """The number of the weave that shows its nature."""
        return weave_of(self.kind)

    @property
    def is_private(self) -> bool:
        """Whether it is an association or a federation of them."""
        return self.kind in PRIVATE_KINDS

    @property
    def is_federation(self) -> bool:
        """Whether others may be its members."""
        return self.kind == OrganisationKind.FEDERATION

    @property
    def siren(self) -> str:
        """The nine digits of the legal person; empty without SIRET."""
        return self.siret[:9]

    @property
    def label(self) -> str:
        """The shortest name that tells it from others."""
        return self.short_name or self.name


class OrganisationWord(Word):
    """A word by which an organisation is found."""

    row = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name="organisation", related_name="words", db_index=False
    )

    class Meta(Word.Meta):
        verbose_name = "mot d’une organisation"
        verbose_name_plural = "mots des organisations"


class OrganisationName(Dated):
    """A legal name and a short one that an organisation bore from a day to a day."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, verbose_name="organisation", related_name="names")
    legal_name = models.CharField("nom légal", max_length=200)
    short_name = models.CharField("nom court ou sigle", max_length=60, blank=True)

    class Meta(Dated.Meta):
        verbose_name = "nom d’une organisation"
        verbose_name_plural = "noms d’une organisation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "from_on"],
                name="organisation_name_one_a_day",
                violation_error_message="Un nom commence déjà ce jour-là.",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(to_on__isnull=True),
                name="organisation_name_one_without_end",
                violation_error_message="Une organisation ne porte qu’un nom à la fois.",
            ),
        ]

    def __str__(self) -> str:
        return self.legal_name


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Successions, in the order of time."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:  # noqa: ARG002
        """Open to every account, as the register is."""
        return open_to_accounts(self, user)

    def of(self, organisation: Organisation) -> Self:
        """Those that ``organisation`` came out of or went into."""
        return self.filter(Q(predecessor=organisation) | Q(successor=organisation)).order_by("effective_on", "pk")


class Succession(Record):
    """An heir of a former organisation: conseil général -> conseil départemental, CCAS -> CIAS, commune nouvelle."""

    predecessor = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation d’avant", related_name="heirs"
    )
    successor = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation d’après", related_name="origins"
    )
    kind = models.CharField("nature", max_length=20, choices=SuccessionKind.choices)
    effective_on = models.DateField("à compter du")
    authority = models.CharField(
        "texte", max_length=300, blank=True, help_text="Loi, arrêté ou délibération, avec son numéro et sa date."
    )

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = "succession"
        verbose_name_plural = "successions"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                violation_error_message="Cette succession est déjà enregistrée.",
            ),
            models.CheckConstraint(
                name="succession_of_another",
                condition=~Q(predecessor=F("successor")),
                violation_error_message="Une organisation ne se succède pas à elle-même.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
