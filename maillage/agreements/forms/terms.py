"""Clauses of an agreement and its dates."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from maillage.agreements.choices import FACTS, TermName
from maillage.agreements.ending_choices import ZoneName
from maillage.agreements.forms.established import hold_established
from maillage.agreements.models import Agreement, Term
from maillage.agreements.plain import CHOICES, DATES, PERIODS, RHYTHMS
from maillage.organisations.forms.base import DayField, Form

WORDS, DECLARED = "mots", "declare"
_UNITS = (("Y", "ans"), ("M", "mois"), ("D", "jours"))
_SIMPLE = re.compile(r"P(\d+)([YMD])")


class TermForm(Form):
    """One clause: its value, and what it rests on. The fields of the value depend on the clause."""

    basis = forms.ChoiceField(
        label="Sur quoi cela repose",
        choices=[(WORDS, "des mots du texte"), (DECLARED, "ce que quelqu’un a déclaré")],
        widget=forms.RadioSelect,
        initial=WORDS,
    )
    words = forms.CharField(
        label="Les mots du texte",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Copiez-les tels quels.",
    )
    declared_by = forms.CharField(
        label="Déclaré par", required=False, max_length=200, help_text="Qui, et à quel titre : « M. Roux, maire »."
    )
    valid_from = DayField(
        label="Vaut à compter du",
        required=False,
        help_text="Laissez vide pour corriger une lecture. Une date garde l’ancienne clause jusqu’à ce jour.",
    )

    def __init__(self, *args: Any, name: str, row: Term | None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.name = name
        for field, made in value_fields(name).items():
            self.fields[field] = made
        values = [field for field in ("value", "count", "unit") if field in self.fields]
        self.order_fields(["revision", *values, "basis", "words", "declared_by", "valid_from"])

    @property
    def value(self) -> str:
        """The value as the table holds it."""
        return term_value(self.name, self.cleaned_data)

    @property
    def basis_given(self) -> dict[str, str]:
        """The words, or who declared it: the one that was chosen."""
        chosen = self.cleaned_data["basis"]
        words, said = self.cleaned_data["words"], self.cleaned_data["declared_by"]
        return {"words": words if chosen == WORDS else "", "declared_by": said if chosen == DECLARED else ""}

    def clean(self) -> dict[str, Any]:
        """What was chosen is also given."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("basis") == WORDS and not values.get("words", "").strip():
            self.add_error("words", "Copiez les mots du texte, ou choisissez « déclaré ».")
        if values.get("basis") == DECLARED and not values.get("declared_by", "").strip():
            self.add_error("declared_by", "Écrivez qui l’a déclaré, et à quel titre.")
        return values

    @staticmethod
    def initial_of(term: Term | None) -> dict[str, Any]:
        """What the form shows before it is changed."""
        if term is None:
            return {}
        simple = _SIMPLE.fullmatch(term.value)
        value = {"count": simple[1], "unit": simple[2]} if simple else {"value": term.value}
        basis = WORDS if term.quote or not term.declared_by else DECLARED
        return {**value, "basis": basis, "words": term.quote, "declared_by": term.declared_by}


def term_value(name: str, data: dict[str, Any]) -> str:
    """The value of a clause as the table holds it, from the fields of :func:`value_fields`."""
    if "count" in data and "unit" in data:
        return f"P{data['count']}{data['unit']}"
    if name in DATES:
        return str(data["value"].isoformat())
    return str(data["value"]).strip()


def value_fields(name: str) -> dict[str, forms.Field]:
    """The fields by which the value of a clause is given."""
    label = str(TermName(name).label).capitalize()
    if name in CHOICES:
        return {"value": forms.ChoiceField(label=label, choices=[("", "Choisissez"), *CHOICES[name].items()])}
    if name in PERIODS or name in RHYTHMS:
        counted = "Tous les" if name in RHYTHMS else label
        return {
            "count": forms.IntegerField(label=counted, min_value=1, max_value=999),
            "unit": forms.ChoiceField(label="Unité", choices=_UNITS),
        }
    if name in DATES:
        return {"value": DayField(label=label)}
    if name == TermName.RENEWAL_MAX_TIMES:
        return {"value": forms.IntegerField(label=label, min_value=1, max_value=99)}
    return {"value": forms.CharField(label=label, max_length=200)}


class FactsForm(Form):
    """The dates of an agreement, as somebody states them."""

    signed_on = DayField(label="Signé le", required=False, help_text="Le jour de la dernière signature.")
    notified_on = DayField(label="Notifié le", required=False)
    effect_on = DayField(
        label="Prend effet le", required=False, help_text="Laissez vide si le texte le dit et que cela se calcule."
    )
    ends_on = DayField(
        label="Échéance", required=False, help_text="Le dernier jour, si les parties l’ont écrit ou en sont convenues."
    )

    VALUES = FACTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.row, Agreement):
            hold_established(self, self.row)

    @staticmethod
    def initial_of(agreement: Agreement) -> dict[str, Any]:
        """What the form shows before it is changed."""
        return {name: getattr(agreement, name) for name in FactsForm.VALUES}


class ZoneForm(Form):
    """Where the days of an agreement are counted."""

    zone = forms.ChoiceField(
        label="Jours fériés et heure",
        choices=[("", "D’après ses territoires et ses parties"), *ZoneName.choices],
        required=False,
    )
