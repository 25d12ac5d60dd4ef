"""What the calendar of duties is asked for; a word beside what is done; how long ahead one is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms

from maillage.agreements.duty_words import KINDS, LONGEST_LEAD
from maillage.agreements.models import Agreement
from maillage.agreements.queries.duty_list import ALL, DONE, OURS, PILOTED, Asked
from maillage.organisations.forms.base import DayField, Form
from maillage.organisations.models import Organisation


class DutyFilters(forms.Form):
    """The criteria of the calendar; one that cannot be read counts as none."""

    q = forms.CharField(
        label="Accord ou partie", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    nature = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *KINDS])
    qui = forms.ChoiceField(
        label="À la charge de",
        required=False,
        choices=[("", "Toutes les parties"), (OURS, "Mes organisations"), (PILOTED, "Les accords dont je suis pilote")],
    )
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "À faire"), (DONE, "Faites"), (ALL, "À faire et faites")]
    )
    du = DayField(label="À partir du", required=False)
    au = DayField(label="Jusqu’au", required=False)

    def asked(self, agreement: Agreement | None) -> Asked:
        """The criteria that can be read."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        return Asked(
            words=said.get("q") or "",
            kind=said.get("nature") or "",
            whose=said.get("qui") or "",
            state=said.get("etat") or "",
            from_on=said.get("du"),
            to_on=said.get("au"),
            agreement=agreement,
        )


class DoneForm(Form):
    """For whom, and a word."""

    organisation = forms.ModelChoiceField(label="Déclaré par", queryset=Organisation.objects.none(), empty_label=None)
    word = forms.CharField(
        label="Précision",
        required=False,
        max_length=300,
        help_text="Ce que les autres parties liront : « bilan présenté au comité du 12 mars ». Ne nommez personne.",
    )

    def __init__(self, *args: Any, bodies: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.filter(pk__in=list(bodies)).by_name()
        field: Any = self.fields["organisation"]
        field.queryset = rows
        if len(rows) == 1:
            field.initial, field.widget = rows[0], forms.HiddenInput()


class LeadsForm(Form):
    """How many days ahead, for each kind."""

    def __init__(self, *args: Any, days: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in KINDS:
            self.fields[kind] = forms.IntegerField(
                label=f"{label} (jours avant)", min_value=1, max_value=LONGEST_LEAD, initial=days[kind]
            )
