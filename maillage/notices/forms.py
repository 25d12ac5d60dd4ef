"""The choice of a rhythm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms

from maillage.notices.choices import Alarm, FeedScope, Rhythm
from maillage.organisations.forms.base import Form
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


class FeedForm(Form):
    """What a calendar holds, and when it reminds. ``title``: of the agreement that the page was opened for, if any."""

    scope = forms.ChoiceField(label="Ce que contient l’agenda", widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=None,
        help_text="Pour l’agenda d’une organisation.",
    )
    alarm = forms.ChoiceField(
        label="Rappels",
        choices=Alarm.choices,
        initial=Alarm.WEEK,
        help_text="Certains logiciels posent leurs propres rappels et ne lisent pas ceux d’un abonnement.",
    )

    def __init__(self, data: Any, *, organisations: Any, title: str) -> None:
        super().__init__(data)
        scopes: list[tuple[str, str]] = [(FeedScope.MINE, str(FeedScope.MINE.label).capitalize())]
        scopes.append((FeedScope.ORGANISATION, str(FeedScope.ORGANISATION.label).capitalize()))
        if title:
            scopes.insert(0, (FeedScope.AGREEMENT, f"Les échéances de : {title}"))
        scope: Any = self.fields["scope"]
        scope.choices, scope.initial = scopes, scopes[0][0]
        organisation: Any = self.fields["organisation"]
        organisation.queryset = organisations
