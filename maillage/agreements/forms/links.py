"""Links to other agreements, versions of reference frameworks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from maillage.agreements.choices import LinkKind
from maillage.agreements.models import Agreement, Framework
from maillage.organisations.forms.base import DayField, Form, check_period
from maillage.organisations.forms.choosers import Choice, Chooser, OrganisationField, box
from maillage.territories.fields import Typed

NEW = "nouvelle"


def agreement_box(name: str, typed: Typed, rows: QuerySet[Agreement]) -> dict[str, Any]:
    """What the template of the box needs to choose an agreement."""
    address = f"{reverse('agreements:choose')}?{urlencode({'field': name})}"
    return box(name, typed, rows, many=False, query={}) | {"choose_address": address, "words": "convention"}


class AgreementChooser(Chooser):
    """The box that chooses an agreement."""

    rows: QuerySet[Agreement]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws."""
        typed = value if isinstance(value, Typed) else Typed()
        return super().get_context(name, value, attrs) | agreement_box(name, typed, self.rows)


class AgreementField(Choice):
    """One agreement, among those that the form is given."""

    chooser = AgreementChooser

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rows=Agreement.objects.none(), **kwargs)


class LinkForm(Form):
    """How this agreement stands to another."""

    kind = forms.ChoiceField(label="Cet accord", choices=LinkKind.choices)
    target = AgreementField(label="Quel accord", required=False, help_text="Parmi ceux que vous voyez dans Maillage.")
    title = forms.CharField(label="Ou son titre, s’il n’est pas dans Maillage", required=False, max_length=300)
    note = forms.CharField(label="Précision", required=False, max_length=300)

    VALUES = ("kind", "target", "title", "note")

    def __init__(self, *args: Any, agreements: QuerySet[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].limit_to(agreements)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two: an agreement, or a title."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and values.get("target") is None and not values.get("title"):
            self.add_error("target", "Choisissez un accord, ou écrivez son titre.")
        return values


class FrameworkForm(Form):
    """Which version of a framework the text cites: a known one, or one to add."""

    framework = forms.ChoiceField(label="Version citée", widget=forms.RadioSelect)
    name = forms.CharField(label="Nom du cadre", required=False, max_length=300)
    version = forms.CharField(
        label="Version", required=False, max_length=80, help_text="Par exemple : 2024-2028, ou adopté le 12 juin 2024."
    )
    address = forms.URLField(label="Adresse où la lire", required=False, max_length=500, assume_scheme="https")
    organisation = OrganisationField(label="Tenu par", required=False)
    from_on = DayField(label="Vaut depuis le", required=False)
    to_on = DayField(label="Jusqu’au", required=False)
    replaces = forms.ChoiceField(label="Remplace", required=False)

    VALUES = ("name", "version", "address", "organisation", "from_on", "to_on")

    def __init__(self, *args: Any, known: Sequence[Framework], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in known}
        versions = [(key, _said(one)) for key, one in self.known.items()]
        self.fields["framework"].choices = [*versions, (NEW, "Une autre version, à ajouter")]  # type: ignore[attr-defined]
        replaceable = [(key, str(one)) for key, one in self.known.items() if one.replaced_by_id is None]
        self.fields["replaces"].choices = [("", "Aucune"), *replaceable]  # type: ignore[attr-defined]
        if not self.known:
            self.fields["framework"].initial = NEW

    @property
    def is_new(self) -> bool:
        """Whether a version is to be added."""
        return bool(self.cleaned_data["framework"] == NEW)

    @property
    def chosen(self) -> Framework:
        """The known version that was chosen."""
        return self.known[self.cleaned_data["framework"]]

    @property
    def replaced(self) -> Framework | None:
        """The version that the new one replaces."""
        return self.known.get(self.cleaned_data["replaces"])

    def clean(self) -> dict[str, Any]:
        """A version to add has a name, and ends after it begins."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        check_period(self)
        if values.get("framework") == NEW and not values.get("name", "").strip():
            self.add_error("name", "Écrivez le nom du cadre.")
        return values


def _said(one: Framework) -> str:
    keeper = f", {one.organisation.label}" if one.organisation is not None else ""
    end = " (remplacée)" if one.replaced_by_id is not None else ""
    return f"{one}{keeper}{end}"
