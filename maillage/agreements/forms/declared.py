"""A form that may record what another party declared: then it asks who said so."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.organisations.forms.base import Form


class DeclaredForm(Form):
    """``declares``: the user writes in the place of a party that has nobody in Maillage."""

    declared_by = forms.CharField(
        label="Déclaré par",
        max_length=150,
        help_text="Qui l’a dit, et à quel titre : « Mme Ferry, vice-présidente du CCAS, par courriel ».",
    )

    def __init__(self, *args: Any, declares: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if declares:
            self.order_fields([name for name in self.fields if name != "declared_by"])
        else:
            del self.fields["declared_by"]

    @property
    def declared(self) -> str:
        """Who declared it; nothing when the party speaks for itself."""
        return str(self.cleaned_data.get("declared_by", ""))
