"""A form that speaks for a party: its own, or one that has nobody in Maillage, saying then who declared it."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.negotiation.models import Seat
from maillage.negotiation.queries.tables import Table
from maillage.organisations.forms.base import Form
from maillage.organisations.permissions import Permission


class SpeakingForm(Form):
    """``seat`` is asked only when the user may speak for several; ``declared_by`` only when one of them is silent."""

    seat = forms.ChoiceField(label="Au nom de")
    declared_by = forms.CharField(
        label="Déclaré par",
        max_length=150,
        required=False,
        help_text="Pour une partie que personne ne représente dans Maillage : qui l’a dit, et à quel titre.",
    )

    def __init__(
        self,
        *args: Any,
        table: Table,
        permission: Permission,
        but: Seat | None = None,
        only: Seat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        seats = [one for one in table.speaking(permission) if one != but and only in {None, one}]
        self._seats = {str(one.pk): one for one in seats}
        self._silent = {str(one.pk) for one in seats if table.declares(one, permission)}
        if len(seats) == 1:
            del self.fields["seat"]
        else:
            field = self.fields["seat"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
            field.choices = [
                (key, f"{one.title}{' (déclaration)' if key in self._silent else ''}")
                for key, one in self._seats.items()
            ]
        if not self._silent:
            del self.fields["declared_by"]

    @property
    def has_seats(self) -> bool:
        """Whether there is anybody for whom the user may write this."""
        return bool(self._seats)

    @property
    def speaker(self) -> Seat:
        """The seat in the name of which this is written."""
        key = self.cleaned_data["seat"] if "seat" in self.fields else next(iter(self._seats))
        return self._seats[key]

    @property
    def declared(self) -> str:
        """Who declared it; nothing when the party speaks for itself."""
        silent = str(self.speaker.pk) in self._silent
        return str(self.cleaned_data.get("declared_by", "")) if silent else ""

    def clean(self) -> dict[str, Any]:
        """Of a party that has nobody, the person who said so is named."""
        cleaned = super().clean() or self.cleaned_data
        key = cleaned.get("seat") if "seat" in self.fields else next(iter(self._seats), None)
        if key in self._silent and not cleaned.get("declared_by"):
            self.add_error("declared_by", "Écrivez qui l’a dit : cette partie n’a personne dans Maillage.")
        return cleaned
