"""Parties, actors, members of a federation, guarantors, pilots."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from maillage.agreements.choices import AdherenceBasis, PartyNature, PartyRole
from maillage.agreements.forms.declared import DeclaredForm
from maillage.agreements.models import Party
from maillage.organisations.forms.base import DayField, Form, check_period
from maillage.organisations.forms.choosers import OrganisationField, PersonField
from maillage.organisations.models import Organisation, Person
from maillage.territories.fields import Typed

_ARTICLE = re.compile(r"^(?:l[ea]s?\s+|l[’'])", re.IGNORECASE)


class TieForm(Form):
    """The organisation that a party is."""

    organisation = OrganisationField(
        label="Organisation",
        required=False,
        help_text="Tapez un mot de son nom, puis choisissez. Laissez vide pour ne la rattacher à aucune.",
    )

    @staticmethod
    def initial_of(party: Party) -> dict[str, Any]:
        """The organisation that it is tied to, else those whose name answers to the words of the text."""
        if party.organisation is not None:
            return {"organisation": party.organisation}
        return {"organisation": Typed((), _ARTICLE.sub("", party.name.strip()))}


class PartyForm(Form):
    """A party as it is written in the text that was signed."""

    name = forms.CharField(label="Dénomination", max_length=300)
    short_name = forms.CharField(label="Ci-après dénommée", required=False, max_length=120)
    nature = forms.ChoiceField(label="Nature", choices=PartyNature.choices)
    side = forms.TypedChoiceField(
        label="Part",
        required=False,
        choices=[("", "Le texte ne le dit pas"), ("1", "d’une part"), ("2", "d’autre part")],
        coerce=int,
        empty_value=None,
    )
    seat = forms.CharField(label="Siège", required=False, max_length=300)
    represented_by = forms.CharField(label="Représentée par", required=False, max_length=300)
    capacity = forms.CharField(label="Qualité", required=False, max_length=300)
    authority = forms.CharField(
        label="En vertu de", required=False, max_length=500, help_text="Les mots du texte, même s’ils ont un blanc."
    )
    authority_body = forms.CharField(
        label="Organe qui a délibéré", required=False, max_length=200, help_text="Conseil, commission, bureau…"
    )
    authority_number = forms.CharField(label="Numéro de la délibération", required=False, max_length=80)
    authority_on = DayField(label="Date de la délibération", required=False)

    VALUES = (
        "name", "short_name", "nature", "side", "seat", "represented_by", "capacity",
        "authority", "authority_body", "authority_number", "authority_on",
    )  # fmt: skip

    @staticmethod
    def initial_of(party: Party) -> dict[str, Any]:
        """What the form shows before it is changed."""
        return {name: getattr(party, name) for name in PartyForm.VALUES}


class JoinForm(DeclaredForm):
    """A party that joins, an associated actor, a beneficiary."""

    organisation = OrganisationField(
        label="Organisation", help_text="Ajoutez-la d’abord à l’annuaire si elle n’y est pas."
    )
    role = forms.ChoiceField(
        label="Elle est",
        choices=[
            (PartyRole.ASSOCIATED, "acteur associé : elle participe, sans être liée"),
            (PartyRole.BENEFICIARY, "bénéficiaire : l’accord lui profite"),
            (PartyRole.PARTY, "partie : elle s’engage, par un avenant ou un acte d’adhésion"),
        ],
        widget=forms.RadioSelect,
    )
    from_on = DayField(label="À compter du")
    to_on = DayField(label="Jusqu’au", required=False)
    represented_by = forms.CharField(label="Représentée par", required=False, max_length=300)
    capacity = forms.CharField(label="Qualité", required=False, max_length=300)

    VALUES = ("organisation", "role", "from_on", "to_on", "represented_by", "capacity")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "declared_by" in self.fields:
            self.fields["declared_by"].required = False

    def clean(self) -> dict[str, Any]:
        """An end comes after its beginning."""
        super().clean()
        check_period(self)
        return self.cleaned_data


class LastDayForm(DeclaredForm):
    """A last day."""

    last_day_on = DayField(label="Dernier jour")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day_on"].initial = today


class AdherenceForm(DeclaredForm):
    """A member of the federation that is bound."""

    member = OrganisationField(label="Membre")
    basis = forms.ChoiceField(label="À quel titre", choices=AdherenceBasis.choices)
    from_on = DayField(label="Liée depuis le")
    to_on = DayField(label="Jusqu’au", required=False)

    VALUES = ("member", "basis", "from_on", "to_on")

    def clean(self) -> dict[str, Any]:
        """An end comes after its beginning."""
        super().clean()
        check_period(self)
        return self.cleaned_data


class FirstDayForm(DeclaredForm):
    """A first day."""

    from_on = DayField(label="À compter du")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today


class GuarantorForm(Form):
    """Who answers for the application of the agreement."""

    name = forms.CharField(
        label="Fonction ou nom", max_length=300, help_text="Comme le texte les nomme : « le responsable du SST »."
    )
    person = PersonField(label="Personne qui l’exerce", required=False, help_text="Parmi les personnes que vous voyez.")
    party = forms.ChoiceField(label="Pour la partie", required=False)
    from_on = DayField(label="Depuis le", required=False)

    def __init__(self, *args: Any, parties: Sequence[Party], people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(one.pk): one for one in parties}
        choices = [("", "Aucune en particulier"), *((key, one.label) for key, one in self.parties.items())]
        self.fields["party"].choices = choices  # type: ignore[attr-defined]
        self.fields["person"].limit_to(people)  # type: ignore[attr-defined]

    @property
    def chosen_party(self) -> Party | None:
        """The party that was chosen."""
        return self.parties.get(self.cleaned_data["party"])


class PilotForm(Form):
    """Who carries the agreement for a party from a day on."""

    person = PersonField(label="Personne", help_text="Parmi les personnes de votre organisation.")
    from_on = DayField(label="À compter du")

    def __init__(self, *args: Any, people: QuerySet[Person], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].limit_to(people)  # type: ignore[attr-defined]
        self.fields["from_on"].initial = today


def people_of(organisation: Organisation, visible: QuerySet[Person], day: dt.date) -> QuerySet[Person]:
    """The people that have a function in an organisation on a day, among those that the user sees."""
    from maillage.organisations.models import Mandate

    held = Mandate.objects.at(day).filter(organisation=organisation).values("person_id")
    return visible.filter(pk__in=held)
