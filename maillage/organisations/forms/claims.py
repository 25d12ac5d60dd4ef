"""Asking to speak for an organisation, and the answer."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.organisations.forms.base import Form
from maillage.organisations.permissions import PLATFORM_ROLES, Role


class AskForm(Form):
    """A request."""

    message = forms.CharField(
        label="Votre fonction dans cette organisation",
        max_length=300,
        help_text="Elle aide la personne qui décide : « directrice depuis 2022 », « secrétaire de mairie ».",
    )


class DecideForm(Form):
    """The answer to a request."""

    role = forms.ChoiceField(
        label="Rôle à donner, si c’est oui",
        required=False,
        choices=[(role.value, role.label) for role in Role if role not in PLATFORM_ROLES],
        initial=Role.ORGANISATION_ADMINISTRATOR,
    )
    reason = forms.CharField(
        label="Motif", required=False, max_length=300, help_text="Comment vous avez vérifié ; pour un refus, pourquoi."
    )
    answer = forms.ChoiceField(choices=[("verify", "oui"), ("refuse", "non")], widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("answer") == "refuse" and not values.get("reason", "").strip():
            self.add_error("reason", "Dites pourquoi : la personne lira ce motif.")
        return values
