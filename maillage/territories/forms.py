"""What is typed: filters of the list, and the drawing of a perimeter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict

from maillage.territories.choices import PLURALS, Kind, PerimeterKind
from maillage.territories.drawing import Drawing
from maillage.territories.fields import Searching, TerritoriesField
from maillage.territories.models import Territory
from maillage.territories.policies import Owner

DRAWN_FROM = (Kind.COMMUNE, Kind.FORMER_COMMUNE, Kind.MUNICIPAL_DISTRICT, Kind.EPCI, Kind.DEPARTEMENT)


class Filters(forms.Form):
    """What the list is asked for."""

    q = forms.CharField(
        label="Nom ou code",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="Nature",
        required=False,
        choices=[("", "toutes"), *((kind.value, PLURALS[kind]) for kind in Kind)],
    )

    def chosen(self, name: str) -> str:
        """The value of a filter, or nothing when it makes no sense."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PerimeterForm(Searching):
    """A perimeter, new or changed."""

    owner = forms.ChoiceField(label="Organisation qui tient ce périmètre")
    name = forms.CharField(label="Nom", max_length=120)
    nature = forms.ChoiceField(label="Sorte de périmètre", choices=PerimeterKind.choices)
    parts = TerritoriesField(
        label="Territoires",
        required=False,
        kinds=DRAWN_FROM,
        help_text="Ceux qui le composent, ou celui où se trouve un quartier.",
    )
    description = forms.CharField(
        label="Description",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Les rues ou les lieux qui le bornent, quand il ne suit pas des communes entières.",
    )
    from_on = forms.DateField(label="Depuis le", required=False, widget=_day())
    to_on = forms.DateField(label="Jusqu’au", required=False, widget=_day())
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, initial=0)

    def __init__(self, *args: Any, owners: Sequence[Owner] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if owners:
            self.fields["owner"].choices = [(str(owner.id), owner.name) for owner in owners]  # type: ignore[attr-defined]
        else:
            del self.fields["owner"]

    def clean(self) -> dict[str, Any]:
        """A perimeter ends after it starts."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("from_on"), values.get("to_on")
        if start and end and end < start:
            self.add_error("to_on", "La date de fin précède la date de début.")
        return values

    @property
    def owner_id(self) -> UUID:
        return UUID(self.cleaned_data["owner"])

    @property
    def drawing(self) -> Drawing:
        """What was typed, for the action."""
        values = self.cleaned_data
        days: tuple[dt.date | None, dt.date | None] = (values["from_on"], values["to_on"])
        return Drawing(
            name=values["name"],
            nature=PerimeterKind(values["nature"]),
            parts=tuple(values["parts"]),
            description=values["description"],
            from_on=days[0],
            to_on=days[1],
        )

    @staticmethod
    def initial_of(perimeter: Territory) -> dict[str, Any]:
        """What the form shows of a perimeter before it is changed."""
        names = ("name", "nature", "description", "from_on", "to_on", "revision")
        return {name: getattr(perimeter, name) for name in names} | {"parts": list(perimeter.parts.all())}

    def at_revision(self, revision: int) -> None:
        """Makes the form, once shown again, speak of the row as it is now."""
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("revision")] = str(revision)
        self.data = data
