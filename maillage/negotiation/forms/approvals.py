"""Circuits of visas, visas, and the yes of a party."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from maillage.negotiation.forms.speaking import SpeakingForm
from maillage.negotiation.models import Circuit, Visa
from maillage.organisations.forms.base import Form
from maillage.organisations.models import User

STEPS = 6
GIVE, REFUSE, DELEGATE = "give", "refuse", "delegate"


def _people(accounts: Iterable[User], empty: str) -> list[tuple[str, str]]:
    return [("", empty), *((str(one.pk), one.get_full_name()) for one in accounts)]


class CircuitForm(Form):
    """A name, and up to six steps in order: a function, and the account that gives the visa if it has one."""

    name = forms.CharField(
        label="Nom du circuit", max_length=120, help_text="Par exemple : « Conventions sans argent »."
    )

    def __init__(self, *args: Any, accounts: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._accounts = {str(one.pk): one for one in accounts}
        choices = _people(accounts, "sans compte : son visa sera noté")
        for number in range(1, STEPS + 1):
            self.fields[f"label_{number}"] = forms.CharField(
                label=f"Étape {number} : fonction", max_length=120, required=number == 1
            )
            self.fields[f"user_{number}"] = forms.ChoiceField(
                label=f"Étape {number} : compte", choices=choices, required=False
            )

    @staticmethod
    def initial_of(circuit: Circuit) -> dict[str, Any]:
        """The circuit as it is."""
        values: dict[str, Any] = {"name": circuit.name}
        for number, step in enumerate(circuit.steps.order_by("order"), 1):
            values[f"label_{number}"], values[f"user_{number}"] = step.label, str(step.user_id or "")
        return values

    def clean(self) -> dict[str, Any]:
        """An account without a function says nothing to whoever comes after."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(1, STEPS + 1):
            if cleaned.get(f"user_{number}") and not cleaned.get(f"label_{number}"):
                self.add_error(f"label_{number}", "Écrivez la fonction de cette personne.")
        return cleaned

    @property
    def steps(self) -> list[tuple[str, User | None]]:
        """The steps that were filled, in order."""
        said = self.cleaned_data
        return [
            (said[f"label_{number}"], self._accounts.get(said[f"user_{number}"]))
            for number in range(1, STEPS + 1)
            if said.get(f"label_{number}")
        ]


class ChooseCircuitForm(Form):
    """Which circuit this text goes through."""

    circuit = forms.ChoiceField(label="Circuit de visas", required=False)

    def __init__(self, *args: Any, circuits: Sequence[Circuit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._circuits = {str(one.pk): one for one in circuits}
        field = self.fields["circuit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [("", "aucun visa"), *((key, one.name) for key, one in self._circuits.items())]

    @property
    def chosen(self) -> Circuit | None:
        """The circuit, if any."""
        return self._circuits.get(self.cleaned_data["circuit"])


class VisaForm(Form):
    """To give a visa, refuse it with a reason, or have somebody else give it."""

    decision = forms.ChoiceField(
        label="Votre visa",
        choices=[(GIVE, "Donner le visa"), (REFUSE, "Refuser"), (DELEGATE, "Déléguer à une autre personne")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Observation ou motif",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nécessaire pour refuser. Votre organisation seule le lit.",
    )
    to = forms.ChoiceField(label="Déléguer à", required=False)
    declared_by = forms.CharField(
        label="Visa noté d’après",
        max_length=150,
        help_text="Cette fonction n’a pas de compte : qui a donné ce visa, et comment vous le savez.",
    )

    def __init__(self, *args: Any, visa: Visa, accounts: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._accounts = {str(one.pk): one for one in accounts if one.pk != visa.user_id}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = _people(self._accounts.values(), "–")
        if visa.user_id is not None:
            del self.fields["declared_by"]

    def clean(self) -> dict[str, Any]:
        """A refusal says why, a delegation to whom."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == REFUSE and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Écrivez pourquoi vous refusez le visa.")
        if cleaned.get("decision") == DELEGATE and not cleaned.get("to"):
            self.add_error("to", "Choisissez à qui vous déléguez ce visa.")
        return cleaned

    @property
    def delegate(self) -> User | None:
        """To whom it is delegated."""
        return self._accounts.get(self.cleaned_data["to"])


class ApproveForm(SpeakingForm):
    """The yes of a party to the version that it has before its eyes."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
