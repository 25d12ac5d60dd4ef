"""Opening a campaign, giving the addresses of whoever has no account; choosing who is told of an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from maillage.agreements.choices import Task
from maillage.agreements.models import Agreement, Request
from maillage.organisations.forms.base import DayField, Form
from maillage.organisations.models import Organisation, Person
from maillage.reading.output.words import capital

SHOWN = 200
"""Agreements and people offered at once: beyond, one filters."""


class AgreementChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Agreements, told apart by their parties."""

    def label_from_instance(self, obj: Any) -> str:
        """Title, then parties."""
        return f"{obj.title} ({obj.names})" if obj.names else str(obj.title)


class CampaignForm(Form):
    """Who is asked what, about which agreements, before which day."""

    organisation = forms.ModelChoiceField(label="Au nom de", queryset=Organisation.objects.none(), empty_label=None)
    title = forms.CharField(label="Objet", max_length=200, help_text="Par exemple : Bilan 2026 des engagements.")
    asks_members = forms.ChoiceField(
        label="Qui interrogez-vous",
        choices=[("no", "Les autres parties de ces accords"), ("yes", "Les membres de la fédération")],
        initial="no",
        widget=forms.RadioSelect,
        help_text="Ce que répondent les membres reste entre eux et la fédération : les financeurs ne le voient pas.",
    )
    members_on = DayField(label="Membres à la date du", required=False, help_text="Aujourd’hui, si vous laissez vide.")
    task = forms.ChoiceField(
        label="Que demandez-vous",
        choices=[
            (Task.JUDGE, "Dire où en sont leurs engagements"),
            (Task.CONFIRM_READING, "Confirmer la lecture (les parties seulement)"),
        ],
        initial=Task.JUDGE,
        widget=forms.RadioSelect,
    )
    agreements = AgreementChoices(
        label="Accords", queryset=Agreement.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label="Réponse avant le")
    remind_days = forms.IntegerField(
        label="Relancer combien de jours avant",
        min_value=1,
        max_value=60,
        initial=7,
        help_text="Une seule relance part d’elle-même, la nuit ; vous pouvez relancer aussi.",
    )
    message = forms.CharField(
        label="Un mot pour toutes",
        required=False,
        max_length=2000,
        help_text="Il se lit en ouvrant la demande, et n’est pas dans le courriel.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], agreements: QuerySet[Agreement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._field("organisation").queryset = organisations
        self._field("agreements").queryset = agreements
        if not organisations.filter(kind="federation").exists():
            self._field("asks_members").choices = [("no", "Les autres parties de ces accords")]
            del self.fields["members_on"]

    def _field(self, name: str) -> Any:
        return self.fields[name]


class AddressesForm(Form):
    """The address of each one who has no account: what is left blank is not sent."""

    def __init__(self, *args: Any, requests: Iterable[Request], known: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in requests:
            keys = [key for key in (one.party_id, one.target_organisation_id) if key is not None]
            self.fields[f"email-{one.pk}"] = forms.EmailField(
                label=f"{capital(one.target)} – {one.agreement.title}",
                required=False,
                initial=next((known[key] for key in keys if key in known), ""),
                widget=forms.EmailInput(attrs={"autocomplete": "off"}),
            )

    @property
    def addresses(self) -> dict[UUID, str]:
        """Those that were given, by request."""
        said = self.cleaned_data
        return {UUID(name.removeprefix("email-")): email for name, email in said.items() if email}

    def clean(self) -> dict[str, Any]:
        """At least one."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not any(said.values()):
            self.add_error(None, "Écrivez au moins une adresse.")
        return said


class PeopleForm(Form):
    """The people to whom the agreement is made known."""

    people = forms.ModelMultipleChoiceField(
        label="À qui", queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.queryset = people

    @property
    def chosen(self) -> Sequence[Person]:
        """Those that were ticked."""
        return list(self.cleaned_data["people"])
