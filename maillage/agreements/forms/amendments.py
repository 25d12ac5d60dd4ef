"""Avenants: their facts, what they ask, what a person decides; and the two dates at which a text is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from maillage.agreements.choices import InstructionDecision, InstructionPlace, InstructionVerb, TermName
from maillage.agreements.forms.links import AgreementField
from maillage.agreements.forms.terms import term_value, value_fields
from maillage.agreements.models import Agreement, Amendment, Instruction, Party
from maillage.organisations.forms.base import DayField, Form
from maillage.organisations.forms.choosers import OrganisationField

WHOLE = ("", "dans tout le texte")


class WhenForm(forms.Form):
    """The day in force, and the day on which it was known."""

    le = DayField(label="En vigueur le", required=False)
    su = DayField(label="Tel que connu le (si ce n’est pas aujourd’hui)", required=False)


class AmendmentForm(Form):
    """The facts of an avenant."""

    number = forms.IntegerField(label="Numéro", min_value=1, max_value=999)
    title = forms.CharField(label="Objet", required=False, max_length=300, help_text="En quelques mots.")
    signed_on = DayField(label="Signé le", required=False, help_text="Le jour de la dernière signature.")
    effect_on = DayField(
        label="Prend effet le",
        required=False,
        help_text="Une date passée convient : le texte est recalculé depuis ce jour.",
    )
    act = AgreementField(
        label="L’avenant dans Maillage",
        required=False,
        help_text="S’il y est déjà déposé : ses mots peuvent alors être lus.",
    )

    VALUES = ("number", "title", "signed_on", "effect_on", "act")

    def __init__(self, *args: Any, agreements: QuerySet[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].limit_to(agreements)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(amendment: Amendment) -> dict[str, Any]:
        """What the form shows before it is changed."""
        return {name: getattr(amendment, name) for name in AmendmentForm.VALUES}


class WithdrawForm(Form):
    """Why an avenant is withdrawn."""

    reason = forms.CharField(
        label="Pourquoi", max_length=500, help_text="Annulé par le juge, jamais signé, enregistré par erreur…"
    )


class DecideForm(Form):
    """What a person answers to the question that an instruction raises."""

    decision = forms.ChoiceField(label="Ce changement", choices=InstructionDecision.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="Pourquoi", required=False, max_length=500, help_text="Nécessaire pour l’écarter.")


class WordsForm(Form):
    """The words of an avenant, pasted."""

    words = forms.CharField(
        label="Le texte de l’avenant",
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=200_000,
        help_text="« L’article 4 est remplacé par… », « Il est inséré après l’article 5 un article 5 bis… »",
    )


Named = Sequence[tuple[str, str]]
"""Provisions by their keys, as a select shows them."""


class InstructionForm(Form):
    """One thing that an avenant asks; its fields depend on the verb."""

    target = forms.ChoiceField(label="Disposition visée", required=False)
    place = forms.ChoiceField(label="Où", choices=InstructionPlace.choices, required=False)
    beside = forms.ChoiceField(label="Par rapport à", required=False)
    former = forms.CharField(
        label="Les mots remplacés",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=20_000,
        help_text="Tels qu’ils sont dans cette disposition.",
    )
    words = forms.CharField(
        label="Les nouveaux mots", widget=forms.Textarea(attrs={"rows": 8}), required=False, max_length=200_000
    )
    is_everywhere = forms.BooleanField(label="Partout où ces mots se lisent dans la disposition", required=False)
    heading = forms.CharField(label="Nouvel intitulé, sans son numéro", required=False, max_length=1000)
    number = forms.CharField(label="Nouveau numéro", required=False, max_length=40, help_text="Par exemple : 5 bis.")
    organisation = OrganisationField(label="Organisation qui entre", required=False)
    party = forms.ModelChoiceField(Party.objects.none(), label="Partie qui sort", required=False)
    effect_on = DayField(
        label="Prend effet le",
        required=False,
        help_text="Laissez vide pour le jour où l’avenant prend effet.",
    )

    FIELDS: ClassVar[dict[InstructionVerb, tuple[str, ...]]] = {
        InstructionVerb.REPLACE: ("target", "words"),
        InstructionVerb.HEADING: ("target", "heading"),
        InstructionVerb.WORDS: ("target", "former", "words", "is_everywhere"),
        InstructionVerb.INSERT: ("place", "target", "words"),
        InstructionVerb.STRIKE: ("target",),
        InstructionVerb.MOVE: ("target", "place", "beside"),
        InstructionVerb.RENUMBER: ("target", "number"),
        InstructionVerb.TERM: (),
        InstructionVerb.JOIN: ("organisation",),
        InstructionVerb.LEAVE: ("party",),
    }  # fmt: skip

    def __init__(
        self,
        *args: Any,
        verb: InstructionVerb,
        provisions: Named = (),
        parties: QuerySet[Party] | None = None,
        term: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.verb, self.term = verb, term
        kept = {*self.FIELDS[verb], "effect_on", "revision"}
        for name in set(self.fields) - kept:
            del self.fields[name]
        for name in {"target", "beside"} & kept:
            whole = [WHOLE] if verb == InstructionVerb.INSERT else []
            self.fields[name].choices = [*whole, *provisions]  # type: ignore[attr-defined]
        if verb == InstructionVerb.WORDS:
            self.fields["words"].help_text = "Laissez vide pour supprimer les mots."
        if verb == InstructionVerb.TERM:
            for name, field in value_fields(term).items():
                self.fields[name] = field
        if "party" in self.fields and parties is not None:
            self.fields["party"].queryset = parties  # type: ignore[attr-defined]
        self.order_fields([*self.FIELDS[verb], "value", "count", "unit", "effect_on", "revision"])

    @property
    def values(self) -> dict[str, Any]:
        """What is asked, as the action takes it."""
        data = self.cleaned_data
        found: dict[str, Any] = {"verb": self.verb, "effect_on": data["effect_on"]}
        for name in ("target", "beside"):
            if name in self.fields:
                found[f"{name}_id"] = UUID(data[name]) if data[name] else None
        for name in ("place", "former", "words", "is_everywhere", "heading", "number", "organisation", "party"):
            if name in self.fields:
                found[name] = data[name]
        if self.verb == InstructionVerb.TERM:
            found |= {"term": self.term, "value": term_value(self.term, data)}
        return found

    @staticmethod
    def initial_of(row: Instruction) -> dict[str, Any]:
        """What was asked, or read."""
        names = ("place", "former", "words", "is_everywhere", "heading", "number", "organisation", "party", "effect_on")
        found = {name: getattr(row, name) for name in names}
        for name in ("target", "beside"):
            key = getattr(row, f"{name}_id")
            found[name] = str(key) if key else ""
        return found | _term_initial(row.value)


class ClauseForm(forms.Form):
    """Which clause an avenant changes, before its value is asked."""

    clause = forms.ChoiceField(label="Quelle clause change", choices=TermName.choices)


def _term_initial(value: str) -> dict[str, Any]:
    if value.startswith("P") and value[1:-1].isdigit():
        return {"count": value[1:-1], "unit": value[-1]}
    return {"value": dt.date.fromisoformat(value) if len(value) == 10 and value[4] == "-" else value}
