"""People, their functions, handovers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from maillage.organisations.choices import MandateFunction
from maillage.organisations.forms.base import DayField, Form, check_period
from maillage.organisations.forms.choosers import PersonField
from maillage.organisations.forms.units import unit_choices
from maillage.organisations.models import Organisation, Person
from maillage.organisations.queries.handover import Resting


class Filters(forms.Form):
    """What the list of people is asked for."""

    q = forms.CharField(
        label="Nom ou prénom",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    organisation = forms.CharField(label="Organisation", required=False, max_length=200)
    fonction = forms.ChoiceField(label="Fonction", required=False, choices=[("", "Toutes"), *MandateFunction.choices])
    quand = forms.ChoiceField(
        label="Quand", required=False, choices=[("", "Aujourd’hui"), ("avant", "Autrefois"), ("tout", "Toujours")]
    )

    def chosen(self, name: str) -> str:
        """The value of a filter, or nothing when it makes no sense."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class ContactForm(Form):
    """A person, and how to reach them at work."""

    first_name = forms.CharField(label="Prénom", required=False, max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    email = forms.EmailField(label="Adresse électronique professionnelle", required=False)
    phone = forms.CharField(label="Téléphone professionnel", required=False, max_length=30)

    VALUES = ("first_name", "last_name", "email", "phone")


class MandateForm(Form):
    """A function that somebody holds."""

    function = forms.ChoiceField(label="Fonction")
    capacity = forms.CharField(
        label="Qualité",
        required=False,
        max_length=200,
        help_text="Comme dans un acte : « présidente du CCAS », « vice-président chargé de l’enfance ».",
    )
    unit = forms.ChoiceField(label="Unité", required=False)
    from_on = DayField(label="Depuis le")
    to_on = DayField(label="Jusqu’au", required=False)
    replaces = forms.BooleanField(
        label="Remplace la personne qui exerce cette fonction aujourd’hui",
        required=False,
        help_text="Elle finit la veille. Pour une présidence, qui n’a qu’une personne à la fois.",
    )
    substitute = PersonField(label="Qui supplée", required=False)

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        functions: Sequence[MandateFunction],
        people: QuerySet[Person],
        day: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].choices = [("", "Choisissez"), *((one.value, one.label) for one in functions)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", "Aucune en particulier"), *unit_choices(organisation, day)]  # type: ignore[attr-defined]
        self.fields["from_on"].initial = day
        self.fields["substitute"].limit_to(people)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A function ends after it begins."""
        super().clean()
        check_period(self)
        return self.cleaned_data


class NewPersonForm(ContactForm, MandateForm):
    """A person and their first function. ``even_so`` appears when somebody has the same name."""

    even_so = forms.BooleanField(
        label="C’est une autre personne : l’ajouter quand même", required=False, widget=forms.HiddenInput
    )
    field_order = (*ContactForm.VALUES, "function", "capacity", "unit", "from_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("to_on", "replaces", "substitute"):
            del self.fields[name]

    def offer_even_so(self) -> None:
        """Show the box: there are namesakes."""
        self.fields["even_so"].widget = forms.CheckboxInput()


class SubstituteForm(Form):
    """Who stands in."""

    substitute = PersonField(label="Qui supplée", required=False, help_text="Laissez vide si personne ne supplée.")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].limit_to(people)  # type: ignore[attr-defined]


class HandoverForm(Form):
    """To whom each thing goes; one person may take all."""

    last_day_on = DayField(label="Dernier jour dans l’organisation")
    to_all = forms.ChoiceField(
        label="Tout confier à", required=False, help_text="Vous pouvez choisir quelqu’un d’autre ligne par ligne."
    )

    def __init__(
        self, *args: Any, resting: Sequence[Resting], people: Sequence[Person], day: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.resting, self.people = list(resting), {str(person.pk): person for person in people}
        names = [(key, person.full_name) for key, person in self.people.items()]
        self.fields["last_day_on"].initial = day
        self.fields["to_all"].choices = [("", "Choisissez"), *names]  # type: ignore[attr-defined]
        for place, one in enumerate(self.resting):
            nobody = "Comme ci-dessus" if one.must_pass else "Personne : cela prend fin"
            choices = [("", nobody), *names]
            self.fields[f"to_{place}"] = forms.ChoiceField(label=one.label, required=False, choices=choices)

    @property
    def rows(self) -> list[tuple[Resting, forms.BoundField]]:
        """Each thing that rests on the person, with its field."""
        return [(one, self[f"to_{place}"]) for place, one in enumerate(self.resting)]

    def clean(self) -> dict[str, Any]:
        """Nothing that must pass is left without somebody."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for place, one in enumerate(self.resting):
            if one.must_pass and not values.get(f"to_{place}") and not values.get("to_all"):
                self.add_error(f"to_{place}", "Choisissez à qui cela revient.")
        return values

    @property
    def recipients(self) -> dict[str, Person]:
        """The person chosen for each thing; what simply ends is left out."""
        found = {}
        for place, one in enumerate(self.resting):
            key = self.cleaned_data.get(f"to_{place}") or (self.cleaned_data.get("to_all") if one.must_pass else "")
            if key:
                found[one.key] = self.people[str(UUID(key))]
        return found
