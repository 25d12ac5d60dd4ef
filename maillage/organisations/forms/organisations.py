"""Organisations: lists, records, names, ends, successions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from maillage.organisations.choices import OrganisationKind, SuccessionKind
from maillage.organisations.forms.base import DayField, Form
from maillage.organisations.forms.choosers import OrganisationField, OrganisationsField
from maillage.organisations.models import Organisation
from maillage.organisations.queries.duplicates import likely_duplicates
from maillage.organisations.validators import compact_siret, validate_rna, validate_siret
from maillage.territories.fields import TerritoryField

ALIKE = 5  # as many as one compares at a glance

SORTS = {
    "nom": ("folded", "pk"),
    "nature": ("kind", "folded", "pk"),
    "ville": ("city", "folded", "pk"),
    "recent": ("-id",),
}


class Filters(forms.Form):
    """What the list is asked for; the address keeps it."""

    q = forms.CharField(
        label="Nom, ville ou SIRET",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    nature = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *OrganisationKind.choices])
    territoire = forms.CharField(
        label="Territoire", required=False, max_length=120, widget=forms.TextInput(attrs={"placeholder": "Nom ou code"})
    )
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "En activité"), ("fin", "Disparues"), ("tout", "Toutes")]
    )
    tri = forms.ChoiceField(
        label="Trier par",
        required=False,
        choices=[("", "Nom"), ("nature", "Nature"), ("ville", "Ville"), ("recent", "Ajout récent")],
    )

    def chosen(self, name: str) -> str:
        """The value of a filter, or nothing when it makes no sense."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class _SiretField(forms.CharField):
    def to_python(self, value: Any) -> str:
        """The digits alone: people write a SIRET with spaces."""
        return compact_siret(super().to_python(value) or "")


class OrganisationForm(Form):
    """What is known of an organisation, besides its names."""

    kind = forms.ChoiceField(label="Nature", choices=[("", "Choisissez"), *OrganisationKind.choices])
    siret = _SiretField(
        label="SIRET", required=False, validators=[validate_siret], help_text="Les 14 chiffres du siège."
    )
    rna = forms.CharField(
        label="Numéro RNA",
        required=False,
        max_length=10,
        validators=[validate_rna],
        help_text="Pour une association : W suivi de neuf chiffres.",
    )
    territory = TerritoryField(
        label="Territoire", required=False, help_text="Celui sur lequel elle agit : une commune, un département…"
    )
    address = forms.CharField(label="Adresse du siège", required=False, max_length=200)
    postal_code = forms.RegexField(
        r"^\d{5}$",
        label="Code postal",
        required=False,
        error_messages={"invalid": "Un code postal a cinq chiffres."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5}),
    )
    city = forms.CharField(label="Ville", required=False, max_length=100)

    VALUES = ("kind", "siret", "rna", "territory", "address", "postal_code", "city")

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        """What the form shows before it is changed."""
        return {name: getattr(organisation, name) for name in OrganisationForm.VALUES}


class NewOrganisationForm(OrganisationForm):
    """An organisation to add to the register. ``even_so`` appears when others look like it."""

    name = forms.CharField(label="Nom", max_length=200, help_text="Le nom légal, en entier.")
    short_name = forms.CharField(label="Nom court ou sigle", required=False, max_length=60)
    named_since = DayField(label="Porte ce nom depuis le", required=False)
    even_so = forms.BooleanField(label="C’est une autre organisation : l’ajouter quand même", required=False)

    field_order = (
        "name",
        "short_name",
        "kind",
        "siret",
        "rna",
        "territory",
        "address",
        "postal_code",
        "city",
        "named_since",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["even_so"].widget = forms.HiddenInput()

    @property
    def described(self) -> dict[str, Any]:
        """What the form says of the organisation, by the names that ``actions.create`` knows."""
        return self.given("kind", "name", "short_name", "named_since", *self.VALUES[1:])

    def alike(self) -> dict[str, Any]:
        """The records that look like it, as the page shows them, and the box to say that it is another one.

        Nothing once the box is ticked, or while something is to be corrected first.
        """
        if not self.is_valid() or self.cleaned_data["even_so"]:
            return {}
        found = likely_duplicates(**self.given("kind", "name", "short_name", "siret", "address", "postal_code"))
        if not found:
            return {}
        self.fields["even_so"].widget = forms.CheckboxInput()
        rows = [
            {
                "label": row.name,
                "address": row.get_absolute_url(),
                "nature": row.kind,
                "detail": ", ".join(filter(None, [row.city, *likeness.reasons])),
            }
            for row, likeness in found[:ALIKE]
        ]
        return {"alike": rows, "alike_words": "Elle est peut-être déjà dans l’annuaire"}


class NameForm(Form):
    """A name from a day on."""

    name = forms.CharField(label="Nouveau nom", max_length=200)
    short_name = forms.CharField(label="Nom court ou sigle", required=False, max_length=60)
    from_on = DayField(
        label="À compter du",
        help_text="La même date que le nom actuel le corrige, sans garder trace d’un changement de nom.",
    )


class EndForm(Form):
    """A last day."""

    last_day_on = DayField(label="Dernier jour")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day_on"].initial = today


class ConfirmForm(Form):
    """Nothing to type: a question, and its answer."""


class SuccessionForm(Form):
    """What becomes of an organisation."""

    kind = forms.ChoiceField(
        label="Ce qui se passe",
        choices=[
            (SuccessionKind.RENAME, "Elle change de statut ou de nom : tout continue sous la nouvelle"),
            (SuccessionKind.MERGE, "Elle fusionne, avec d’autres, dans une nouvelle"),
            (SuccessionKind.TAKEOVER, "Une autre reprend ses compétences"),
            (SuccessionKind.SPLIT, "Elle se scinde : rien ne passe tout seul"),
        ],
        widget=forms.RadioSelect,
    )
    successor = OrganisationField(
        label="Organisation d’après", help_text="Ajoutez-la d’abord à l’annuaire si elle n’y est pas."
    )
    others = OrganisationsField(
        label="Autres organisations qui fusionnent en même temps",
        required=False,
        help_text="Pour une fusion seulement.",
    )
    effective_on = DayField(label="À compter du", help_text="Le premier jour de l’organisation d’après.")
    authority = forms.CharField(
        label="Texte",
        required=False,
        max_length=300,
        help_text="Loi, arrêté ou délibération, avec son numéro et sa date.",
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean(self) -> dict[str, Any]:
        """An organisation is not its own heir; only a merger has several former bodies."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        heir, others = values.get("successor"), values.get("others") or []
        if heir == self.organisation:
            self.add_error("successor", "Une organisation ne se succède pas à elle-même.")
        if others and values.get("kind") != SuccessionKind.MERGE:
            self.add_error("others", "Plusieurs organisations d’avant : choisissez la fusion.")
        if heir in others:
            self.add_error("others", "L’organisation d’après ne fusionne pas dans elle-même.")
        return values
