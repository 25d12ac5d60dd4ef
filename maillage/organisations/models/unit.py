"""Units of an organisation: a tree, with the words that each organisation uses for its levels."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.base.records import Dated, DatedQuerySet, Record
from maillage.base.search import FoldedField, Searchable, SearchableQuerySet, Word, found_by
from maillage.organisations.models.organisation import Organisation
from maillage.organisations.models.visibility import open_to_accounts

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser

PATH_SEPARATOR = "/"


class UnitLabel(Record):
    """What an organisation calls a level of its tree: direction de la solidarité territoriale (DST), then SST."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name="organisation", related_name="unit_labels"
    )
    rank = models.PositiveSmallIntegerField("niveau", default=1)
    name = models.CharField("libellé", max_length=100)
    short_name = models.CharField("sigle", max_length=20, blank=True)

    class Meta:
        verbose_name = "libellé d’unité"
        verbose_name_plural = "libellés d’unité"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="unit_label_once",
                violation_error_message="Ce libellé existe déjà.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class UnitQuerySet(SearchableQuerySet["Unit"], DatedQuerySet["Unit"]):  # type: ignore[override]
    """Units by place in the tree."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:  # noqa: ARG002
        """Open to every account: whom to call is no secret."""
        return open_to_accounts(self.filter(organisation__merged_into__isnull=True), user)

    def matching(self, query: str) -> Self:
        """Those whose names or town begin with the words typed."""
        return self.filter(found_by(query, UnitWord))

    def under(self, unit: Unit) -> Self:
        """``unit`` and all below it."""
        return self.filter(path__startswith=unit.path)


class Unit(Searchable, Dated):
    """A part of an organisation, from a day to a day. ``path``: ids from the top down to itself, a slash after each."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="organisation", related_name="units")
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="rattachée à", related_name="children", null=True, blank=True
    )
    label = models.ForeignKey(
        UnitLabel, models.PROTECT, verbose_name="niveau", related_name="units", null=True, blank=True
    )
    name = models.CharField("nom", max_length=200)
    short_name = models.CharField("nom court ou sigle", max_length=60, blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True)
    city = models.CharField("ville", max_length=100, blank=True)
    sector = models.ForeignKey(
        "territories.Territory", models.PROTECT, verbose_name="secteur", related_name="units", null=True, blank=True
    )
    path = models.TextField("chemin", editable=False, default="")
    folded = FoldedField("name", "short_name", "city")

    objects = UnitQuerySet.as_manager()  # type: ignore[misc, assignment]

    class Meta(Dated.Meta):
        verbose_name = "unité"
        verbose_name_plural = "unités"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="unit_not_its_own_parent",
                condition=~Q(parent=F("pk")),
                violation_error_message="Une unité n’est pas rattachée à elle-même.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How far below the organisation it stands, from 0."""
        return max(self.path.count(PATH_SEPARATOR) - 1, 0)

    def path_under(self, parent: Unit | None) -> str:
        """The path that the unit has below ``parent``."""
        above = parent.path if parent is not None else ""
        return f"{above}{self.pk.hex}{PATH_SEPARATOR}"


class UnitWord(Word):
    """A word by which a unit is found."""

    row = models.ForeignKey(Unit, models.CASCADE, verbose_name="unité", related_name="words", db_index=False)

    class Meta(Word.Meta):
        verbose_name = "mot d’une unité"
        verbose_name_plural = "mots des unités"
