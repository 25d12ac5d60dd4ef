"""Geographies, territories, what they were before, and the old codes of communes."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.base.records import Record
from maillage.base.search import FoldedField, Searchable, Word
from maillage.territories.choices import EpciNature, Kind, PerimeterKind
from maillage.territories.querysets import TerritoryQuerySet

PARENTS = ("region", "departement", "epci", "commune")


class Geography(Record):
    """A year of the code officiel géographique that was loaded, with where it came from."""

    year = models.PositiveSmallIntegerField("année", unique=True)
    source = models.CharField("source", max_length=200)
    loaded_at = models.DateTimeField("chargé le")

    class Meta:
        verbose_name = "découpage"
        verbose_name_plural = "découpages"
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(
                name="geography_year_is_plausible",
                condition=Q(year__gte=1943, year__lte=2200),
                violation_error_message="L’année du découpage n’est pas vraisemblable.",
            ),
        )

    def __str__(self) -> str:
        return f"découpage {self.year}"


class Territory(Searchable, Record):
    """A place that agreements, services and figures may aim at, official or drawn by an organisation.

    ``commune`` is the one that holds a district or a former commune, or that took over an ended one. An absent
    ``from_on`` means "before the first geography that was loaded", an absent ``to_on`` means "still"; both days count.
    """

    kind = models.CharField("nature", max_length=20, choices=Kind.choices)
    nature = models.CharField("forme", max_length=20, blank=True, choices=[*EpciNature.choices, *PerimeterKind.choices])
    code = models.CharField("code", max_length=9, blank=True)
    name = models.CharField("nom", max_length=120)
    former_names = models.TextField("noms portés avant", blank=True, editable=False)
    folded = FoldedField("name", "code", "postal_codes", "former_names", "_words_of_nature")
    sorted_name = FoldedField("name")
    siren = models.CharField("SIREN", max_length=9, blank=True)
    postal_codes = models.CharField("codes postaux", max_length=300, blank=True)
    population = models.PositiveIntegerField("population", null=True, blank=True)
    population_year = models.PositiveSmallIntegerField("année de la population", null=True, blank=True)
    is_fictional = models.BooleanField("imaginaire", default=False)
    region = models.ForeignKey(
        "self", models.PROTECT, verbose_name="région", related_name="in_region", null=True, blank=True
    )
    departement = models.ForeignKey(
        "self", models.PROTECT, verbose_name="département", related_name="in_departement", null=True, blank=True
    )
    epci = models.ForeignKey(
        "self", models.PROTECT, verbose_name="intercommunalité", related_name="in_epci", null=True, blank=True
    )
    commune = models.ForeignKey(
        "self", models.PROTECT, verbose_name="commune", related_name="in_commune", null=True, blank=True
    )
    owner_id = models.UUIDField("organisation qui le tient", null=True, blank=True, db_index=True)
    description = models.TextField("description", blank=True, max_length=2000)
    parts = models.ManyToManyField(
        "self", through="PerimeterPart", symmetrical=False, related_name="perimeters", verbose_name="territoires"
    )
    from_on = models.DateField("depuis le", null=True, blank=True)
    to_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        verbose_name_plural = "territoires"
        indexes = (
            models.Index(fields=("kind", "code"), name="territory_by_code"),
            models.Index(fields=("kind", "sorted_name"), name="territory_by_name"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "code"),
                condition=Q(to_on__isnull=True) & ~Q(kind=Kind.PERIMETER),
                name="territory_one_living_per_code",
                violation_error_message="Un territoire de même nature porte déjà ce code.",
            ),
            models.CheckConstraint(
                name="territory_code_unless_perimeter",
                condition=(Q(kind=Kind.PERIMETER) & Q(code="")) | (~Q(kind=Kind.PERIMETER) & ~Q(code="")),
                violation_error_message="Un territoire officiel a un code, un périmètre propre n’en a pas.",
            ),
            models.CheckConstraint(
                name="territory_owner_if_perimeter",
                condition=(Q(kind=Kind.PERIMETER) & Q(owner_id__isnull=False))
                | (~Q(kind=Kind.PERIMETER) & Q(owner_id__isnull=True)),
                violation_error_message="Un périmètre propre est tenu par une organisation, lui seul.",
            ),
            models.CheckConstraint(
                name="territory_ends_after_its_start",
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="La date de fin précède la date de début.",
            ),
            models.CheckConstraint(
                name="territory_population_with_its_year",
                condition=Q(population__isnull=True, population_year__isnull=True)
                | Q(population__isnull=False, population_year__isnull=False),
                violation_error_message="Une population se donne avec son année.",
            ),
            models.CheckConstraint(
                name="territory_has_what_holds_it",
                condition=Q(kind__in=(Kind.REGION, Kind.EPCI, Kind.PERIMETER))
                | Q(kind=Kind.DEPARTEMENT, region__isnull=False)
                | Q(kind=Kind.COMMUNE, departement__isnull=False)
                | Q(kind__in=(Kind.MUNICIPAL_DISTRICT, Kind.FORMER_COMMUNE), commune__isnull=False),
                violation_error_message="Il manque le territoire auquel celui-ci appartient.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name

    def get_absolute_url(self) -> str:
        return reverse("territories:detail", args=[self.pk])

    @property
    def is_perimeter(self) -> bool:
        return self.kind == Kind.PERIMETER

    @property
    def kind_label(self) -> str:
        """What it is, in the words of its reader: an ended commune is a former one, an EPCI says its legal form."""
        if self.kind == Kind.COMMUNE and self.to_on is not None:
            return str(Kind.FORMER_COMMUNE.label)
        if self.kind in (Kind.EPCI, Kind.PERIMETER) and self.nature:
            return str(self.get_nature_display())
        return str(self.get_kind_display())

    @property
    def place(self) -> str:
        """The nearest thing that says where it is; its parents are to be read with the row (``with_places``)."""
        holder = self.commune or self.departement or self.region
        return holder.name if holder else ""

    @property
    def code_label(self) -> str:
        return "SIREN" if self.kind == Kind.EPCI else "Code INSEE"

    @property
    def parts_label(self) -> str:
        """A quarter lies in its territories; other perimeters are made of them."""
        return "Situé dans" if self.nature in (PerimeterKind.QUARTER, PerimeterKind.PRIORITY_QUARTER) else "Composé de"

    @property
    def ended_since(self) -> dt.date | None:
        """The first day on which it is no more."""
        return self.to_on + dt.timedelta(days=1) if self.to_on else None

    def _words_of_nature(self) -> str:
        # "communauté de communes du Pays" finds what the official list calls "CC du Pays".
        return str(self.get_nature_display()) if self.nature else ""

    @property
    def postal_code_list(self) -> list[str]:
        return self.postal_codes.split()


class TerritoryWord(Word):
    """A word by which a territory is found."""

    row = models.ForeignKey(Territory, models.CASCADE, verbose_name="territoire", related_name="words", db_index=False)

    class Meta(Word.Meta):
        verbose_name = "mot d’un territoire"
        verbose_name_plural = "mots des territoires"


class TerritoryPast(Record):
    """What a territory was called and belonged to, until a newer geography said otherwise."""

    territory = models.ForeignKey(Territory, models.CASCADE, verbose_name="territoire", related_name="pasts")
    name = models.CharField("nom", max_length=120)
    region = models.ForeignKey(
        Territory, models.PROTECT, verbose_name="région", related_name="+", null=True, blank=True
    )
    departement = models.ForeignKey(
        Territory, models.PROTECT, verbose_name="département", related_name="+", null=True, blank=True
    )
    epci = models.ForeignKey(
        Territory, models.PROTECT, verbose_name="intercommunalité", related_name="+", null=True, blank=True
    )
    commune = models.ForeignKey(
        Territory, models.PROTECT, verbose_name="commune", related_name="+", null=True, blank=True
    )
    to_on = models.DateField("jusqu’au")

    class Meta:
        verbose_name = "état passé d’un territoire"
        verbose_name_plural = "états passés des territoires"
        constraints = (
            models.UniqueConstraint(
                fields=("territory", "to_on"),
                name="territory_past_one_per_day",
                violation_error_message="Un état passé finit déjà ce jour-là.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} (jusqu’au {self.to_on:%d/%m/%Y})"


class FormerCode(Record):
    """A code that a commune bore and that leads to the one of today, with the day of the change where it is known."""

    code = models.CharField("ancien code", max_length=5, unique=True)
    name = models.CharField("nom porté sous ce code", max_length=120, blank=True)
    commune = models.ForeignKey(
        Territory, models.PROTECT, verbose_name="commune d’aujourd’hui", related_name="former_codes"
    )
    on = models.DateField("changement le", null=True, blank=True)

    class Meta:
        verbose_name = "ancien code de commune"
        verbose_name_plural = "anciens codes de communes"

    def __str__(self) -> str:
        return f"{self.code} ({self.name})" if self.name else self.code


class PerimeterPart(Record):
    """A territory that a perimeter is made of."""

    perimeter = models.ForeignKey(Territory, models.CASCADE, verbose_name="périmètre", related_name="part_rows")
    territory = models.ForeignKey(Territory, models.PROTECT, verbose_name="territoire", related_name="whole_rows")

    class Meta:
        verbose_name = "part d’un périmètre"
        verbose_name_plural = "parts de périmètres"
        constraints = (
            models.UniqueConstraint(
                fields=("perimeter", "territory"),
                name="perimeter_part_once",
                violation_error_message="Ce territoire est déjà dans le périmètre.",
            ),
            models.CheckConstraint(
                name="perimeter_part_is_another",
                condition=~Q(perimeter=F("territory")),
                violation_error_message="Un périmètre ne se contient pas lui-même.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.territory} dans {self.perimeter}"
