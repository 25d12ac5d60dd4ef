"""The sheet of an agreement: what people state of it, beside what its text says."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.agreements.choices import AgreementKind
from maillage.agreements.forms.established import hold_established
from maillage.agreements.models import Agreement
from maillage.organisations.forms.base import DayField, Form, check_period
from maillage.territories.fields import TerritoriesField


class SheetForm(Form):
    """Facts: unknown ones stay empty, and count as missing."""

    title = forms.CharField(label="Titre", max_length=300)
    kind = forms.ChoiceField(label="Genre")
    reference = forms.CharField(
        label="Référence", max_length=80, required=False, help_text="Le numéro que votre organisation lui donne."
    )
    territories = TerritoriesField(label="Territoires", required=False)
    signed_on = DayField(label="Signé le", required=False, help_text="La date de la dernière signature.")
    notified_on = DayField(label="Notifié le", required=False, help_text="La date de la dernière notification.")
    effect_on = DayField(label="Prend effet le", required=False)
    ends_on = DayField(label="Échéance", required=False, help_text="Le dernier jour.")
    is_observed = forms.BooleanField(
        label="En vigueur, constaté",
        required=False,
        help_text="Il s’applique, même si son dossier n’est pas complet : ce qui manque est dit parmi les pièces.",
    )

    def __init__(self, *args: Any, row: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, row=row, initial=_facts(row), **kwargs)
        hold_established(self, row)
        if row.is_reference:
            del self.fields["kind"]
        else:
            kinds = [one for one in AgreementKind.choices if one[0] != AgreementKind.REFERENCE]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end comes after the effect."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        check_period(self, "effect_on", "ends_on")
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What is stated, without the territories."""
        names = ("title", "kind", "reference", "signed_on", "notified_on", "effect_on", "ends_on", "is_observed")
        return self.given(*(name for name in names if name in self.fields))


def _facts(row: Agreement) -> dict[str, Any]:
    names = ("title", "kind", "reference", "signed_on", "notified_on", "effect_on", "ends_on", "is_observed")
    return {name: getattr(row, name) for name in names} | {"territories": row.territories.by_name()}
