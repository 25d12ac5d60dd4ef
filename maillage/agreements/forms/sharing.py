"""Who said that a party agrees to publish."""

from __future__ import annotations

from django import forms

from maillage.organisations.forms.base import Form


class DeclaredConsentForm(Form):
    """A party that has nobody in Maillage agreed to publish: who said so."""

    declared_by = forms.CharField(
        label="Déclaré par",
        max_length=120,
        help_text="Qui l’a dit, et à quel titre : « Mme Ferry, présidente, par courriel du 3 mars ».",
    )
