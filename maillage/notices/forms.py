"""The choice of a rhythm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django import forms

from maillage.notices.choices import Rhythm
from maillage.organisations.models import Organisation


class RhythmForm(forms.Form):
    """When the letters about one organisation come."""

    rhythm = forms.ChoiceField(
        label="Je reçois les avis par courriel", choices=Rhythm.choices, widget=forms.RadioSelect
    )


class RhythmsForm(forms.Form):
    """The same, for each of one's organisations."""

    def __init__(
        self, data: Mapping[str, str] | None, *, organisations: Iterable[Organisation], chosen: Mapping[UUID, Rhythm]
    ) -> None:
        super().__init__(data)
        self.organisations = {f"rhythm-{one.pk}": one for one in organisations}
        for name, one in self.organisations.items():
            self.fields[name] = forms.ChoiceField(
                label=f"Avis de : {one.label}",
                choices=Rhythm.choices,
                widget=forms.RadioSelect,
                initial=chosen.get(one.pk, Rhythm.DAILY),
            )

    @property
    def rhythms(self) -> dict[Organisation, Rhythm]:
        """What was chosen, by organisation."""
        return {one: Rhythm(self.cleaned_data[name]) for name, one in self.organisations.items()}
