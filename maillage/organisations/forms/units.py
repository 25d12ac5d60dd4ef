"""Units, federations, accreditations."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms

from maillage.base.search import folded
from maillage.organisations.forms.base import DayField, Form, check_period
from maillage.organisations.forms.choosers import OrganisationField
from maillage.organisations.models import Organisation, Unit
from maillage.organisations.queries.units import flattened, unit_tree
from maillage.territories.fields import TerritoryField

INDENT = "\u00a0\u00a0\u00a0"


def unit_choices(organisation: Organisation, day: dt.date, *, without: Unit | None = None) -> list[tuple[str, str]]:
    """The open units, indented, ``without`` one and what lies below it."""
    branches = flattened(unit_tree(organisation, at=day))
    return [
        (str(branch.unit.pk), f"{INDENT * branch.depth}{branch.unit.name}")
        for branch in branches
        if without is None or not branch.unit.path.startswith(without.path)
    ]


def unit_of(organisation: Organisation, key: str) -> Unit | None:
    """The unit that a select names, or None."""
    return Unit.objects.get(organisation=organisation, pk=UUID(key)) if key else None


class UnitForm(Form):
    """A unit, new or changed."""

    name = forms.CharField(label="Nom", max_length=200)
    short_name = forms.CharField(label="Nom court ou sigle", required=False, max_length=60)
    label = forms.CharField(
        label="Niveau",
        required=False,
        max_length=100,
        help_text="Dans vos mots : direction, service social de territoire, antenne…",
    )
    parent = forms.ChoiceField(label="Rattachée à", required=False)
    address = forms.CharField(label="Adresse", required=False, max_length=200)
    postal_code = forms.RegexField(
        r"^\d{5}$", label="Code postal", required=False, error_messages={"invalid": "Un code postal a cinq chiffres."}
    )
    city = forms.CharField(label="Ville", required=False, max_length=100)
    sector = TerritoryField(label="Secteur", required=False, help_text="Le territoire dont elle s’occupe.")
    from_on = DayField(label="Ouverte le")

    VALUES = ("name", "short_name", "address", "postal_code", "city", "sector")

    def __init__(self, *args: Any, organisation: Organisation, day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.row if isinstance(self.row, Unit) else None
        parents = [("", f"{organisation.label} directement"), *unit_choices(organisation, day, without=unit)]
        self.fields["parent"].choices = parents  # type: ignore[attr-defined]
        self.levels = [label.name for label in organisation.unit_labels.order_by("rank", "name", "pk")]
        if self.levels:
            self.fields["label"].help_text += f" Déjà employés : {', '.join(self.levels)}."
        if unit is not None:
            del self.fields["from_on"]

    def clean_label(self) -> str:
        """A level already in use, however its case and accents are typed."""
        typed: str = self.cleaned_data["label"]
        return next((level for level in self.levels if folded(level) == folded(typed)), typed)

    @staticmethod
    def initial_of(unit: Unit) -> dict[str, Any]:
        """What the form shows before it is changed."""
        values = {name: getattr(unit, name) for name in UnitForm.VALUES}
        return values | {"label": unit.label.name if unit.label else "", "parent": str(unit.parent_id or "")}


class LabelForm(Form):
    """A word for a level of the tree."""

    name = forms.CharField(
        label="Libellé", max_length=100, help_text="Par exemple : direction des solidarités territoriales."
    )
    short_name = forms.CharField(label="Sigle", required=False, max_length=20, help_text="Par exemple : DST.")
    rank = forms.IntegerField(label="Niveau", min_value=1, max_value=9, initial=1, help_text="1 pour le plus haut.")


class MembershipForm(Form):
    """An organisation joins a federation."""

    member = OrganisationField(
        label="Organisation membre", help_text="Ajoutez-la d’abord à l’annuaire si elle n’y est pas."
    )
    from_on = DayField(label="Membre depuis le")
    to_on = DayField(label="Jusqu’au", required=False)
    is_founder = forms.BooleanField(label="Membre fondateur", required=False)

    def clean(self) -> dict[str, Any]:
        """A membership ends after it begins."""
        super().clean()
        check_period(self)
        return self.cleaned_data


class AccreditationForm(Form):
    """An habilitation."""

    name = forms.CharField(
        label="Habilitation", max_length=200, help_text="Par exemple : accueil de mineurs confiés, 42 places."
    )
    authority = forms.CharField(label="Autorité qui la donne", max_length=200)
    reference = forms.CharField(label="Numéro de l’acte", required=False, max_length=100)
    from_on = DayField(label="Du")
    to_on = DayField(label="Au", required=False, help_text="Laissez vide si l’acte ne dit pas de fin.")

    def clean(self) -> dict[str, Any]:
        """An accreditation ends after it begins."""
        super().clean()
        check_period(self)
        return self.cleaned_data
