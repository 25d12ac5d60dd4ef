"""Asking a party by a link, and writing down what it said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from maillage.agreements.choices import DocumentRole, Task
from maillage.agreements.forms.responding import one_line
from maillage.agreements.models import Party
from maillage.agreements.queries.requests import PIECES
from maillage.organisations.forms.base import DayField, Form
from maillage.reading.output.words import capital

ASKED = (
    (Task.CONFIRM_READING, "Confirmer ce que nous avons lu de l’accord"),
    (Task.GIVE_PIECE, "Donner une pièce"),
    (Task.JUDGE, "Dire où en sont ses engagements"),
)
DEFAULT_DAYS, LONGEST = 30, 90


class PartyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A party of the agreement, as the text calls it; ``with_accounts`` are those that are asked behind the doors."""

    with_accounts: frozenset[UUID] = frozenset()

    def label_from_instance(self, obj: Any) -> str:
        """Its name, and whether it has an account."""
        name = capital(obj.label)
        has = obj.organisation_id in self.with_accounts
        return f"{name} (a un compte : la demande s’affichera sur son accueil)" if has else name


class AskForm(Form):
    """One party, one task, one recipient."""

    party = PartyChoice(
        label="À quelle partie", queryset=Party.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    task = forms.ChoiceField(label="Que demandez-vous", choices=ASKED, widget=forms.RadioSelect)
    about = forms.ChoiceField(
        label="Quelle pièce",
        required=False,
        choices=[("", "Sans objet"), *((one.value, one.label) for one in PIECES)],
        help_text="Si vous demandez une pièce.",
    )
    email = forms.EmailField(
        label="Adresse électronique de la personne qui répondra",
        required=False,
        help_text="Une partie qui a un compte répond depuis son accueil : laissez vide.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    contact = forms.CharField(
        label="Son nom",
        required=False,
        max_length=200,
        help_text="Pour vous y retrouver : il n’est pas dans le courriel.",
    )
    message = forms.CharField(
        label="Un mot pour elle",
        required=False,
        max_length=2000,
        help_text="Il se lit en ouvrant le lien, et n’est pas dans le courriel.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    days = forms.IntegerField(
        label="Le lien sert pendant (jours)", min_value=1, max_value=LONGEST, initial=DEFAULT_DAYS
    )

    def __init__(
        self, *args: Any, parties: Sequence[Party], with_accounts: frozenset[UUID] = frozenset(), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _limit(self.fields["party"], parties, with_accounts)

    def clean_contact(self) -> str:
        """On one line."""
        return one_line(self.cleaned_data["contact"])

    def clean(self) -> dict[str, Any]:
        """A piece is named."""
        said = super().clean() or self.cleaned_data
        if said.get("task") == Task.GIVE_PIECE and not said.get("about"):
            self.add_error("about", "Dites quelle pièce vous demandez.")
        return said


class DeclareForm(Form):
    """Which party spoke, of what: the next page asks what it said."""

    party = PartyChoice(
        label="Quelle partie", queryset=Party.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    task = forms.ChoiceField(
        label="De quoi",
        choices=[
            (Task.CONFIRM_READING, "De la lecture de l’accord"),
            (Task.JUDGE, "De ses engagements"),
            (Task.GIVE_PIECE, "Elle a donné une pièce"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _limit(self.fields["party"], parties)


class DeclaredFields(forms.Form):
    """Who said it, and when: beside the form of the task."""

    who = forms.CharField(
        label="Qui vous l’a dit", max_length=100, help_text="Nom et fonction : « Mme Rivoire, directrice du CCAS »."
    )
    on = DayField(label="Le")
    role = forms.ChoiceField(
        label="Nature de la pièce", choices=[(one.value, one.label) for one in PIECES], initial=DocumentRole.OTHER
    )

    def __init__(self, *args: Any, asks_role: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_role:
            del self.fields["role"]

    def clean_who(self) -> str:
        """On one line."""
        return one_line(self.cleaned_data["who"])


def _limit(field: Any, parties: Sequence[Party], with_accounts: frozenset[UUID] = frozenset()) -> None:
    field.queryset = Party.objects.filter(pk__in=[one.pk for one in parties]).order_by("order", "pk")
    field.with_accounts = with_accounts
