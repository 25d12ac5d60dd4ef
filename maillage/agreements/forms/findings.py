"""Correcting what was read: a small form for each sort, on the words where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from maillage.agreements.choices import (
    AgreementKind,
    Binding,
    CommitmentForm,
    FindingSort,
    MentionKind,
    PartyNature,
    Strength,
    TermName,
)
from maillage.agreements.finding_words import DAYS, PERIODS, RHYTHMS, TERM_CHOICES
from maillage.agreements.forms.words import Lines, PeriodField, WordsForm
from maillage.organisations.forms.base import DayField
from maillage.reading.output.words import theme

Value = dict[str, Any]

_NAMED = "named"
_AMOUNT_DIGITS = 12


class FindingForm(WordsForm):
    """What the sorts share: ``before`` is the value that holds now, ``parties`` the names by their keys."""

    NAMES: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, before: Mapping[str, Any], parties: Mapping[str, str], **kwargs: Any) -> None:
        self.before = dict(before)
        self.parties = dict(parties)
        kwargs["initial"] = {**self.initial_of(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in WordsForm.base_fields])

    def initial_of(self) -> Value:
        """What the form shows before it is changed."""
        return {name: self.before.get(name) for name in self.NAMES}

    def value(self) -> Value:
        """What to keep: the fields of the form over what held."""
        return self.before | {name: self.cleaned_data[name] or None for name in self.NAMES}


class KindForm(FindingForm):
    """The kind of the text."""

    NAMES = ("kind",)
    kind = forms.ChoiceField(label="Genre", choices=AgreementKind.choices)


class TitleForm(FindingForm):
    """The title of the text."""

    NAMES = ("title",)
    title = forms.CharField(label="Titre", max_length=300)


class PartyForm(FindingForm):
    """Who signs, as the text says it."""

    NAMES = ("name", "short_name", "nature", "represented_by", "capacity", "seat")
    name = forms.CharField(label="Dénomination", max_length=300, help_text="Telle que le texte l’écrit.")
    short_name = forms.CharField(label="Ci-après dénommée", max_length=120, required=False)
    nature = forms.ChoiceField(label="Nature", choices=PartyNature.choices, initial=PartyNature.PUBLIC)
    side = forms.ChoiceField(
        label="Part", required=False, choices=[("", "Non dite"), ("1", "d’une part"), ("2", "d’autre part")]
    )
    represented_by = forms.CharField(label="Représentée par", max_length=300, required=False)
    capacity = forms.CharField(label="Qualité", max_length=300, required=False, help_text="Président, maire…")
    seat = forms.CharField(label="Siège", max_length=300, required=False)
    authority_text = forms.CharField(
        label="En vertu de", max_length=500, required=False, help_text="La délibération, telle que le texte la cite."
    )
    authority_body = forms.CharField(label="Organe qui a délibéré", max_length=200, required=False)
    authority_number = forms.CharField(label="Numéro de la délibération", max_length=80, required=False)
    authority_date = DayField(label="Date de la délibération", required=False)

    def initial_of(self) -> Value:
        """The authority is a record of its own in the value."""
        authority = self.before.get("authority") or {}
        told = {f"authority_{name}": authority.get(name) for name in ("text", "body", "number", "date")}
        return super().initial_of() | told | {"side": str(self.before.get("side") or "")}

    def value(self) -> Value:
        """The party, with its authority when something is known of it."""
        given = self.cleaned_data
        day: dt.date | None = given["authority_date"]
        authority = {
            "text": given["authority_text"],
            "body": given["authority_body"] or None,
            "number": given["authority_number"] or None,
            "date": day.isoformat() if day else None,
        }
        held = self.before.get("authority") or {}
        blank = not (authority["number"] and authority["date"])
        if all((held.get(name) or None) == (one or None) for name, one in authority.items()):
            known = self.before.get("authority")
        else:
            known = authority | {"blank": blank} if any(authority.values()) else None
        return super().value() | {"side": int(given["side"]) if given["side"] else None, "authority": known}


class CommitmentValueForm(FindingForm):
    """Who undertakes what, and how firmly."""

    NAMES = ("text", "lead_in", "strength", "theme", "article")
    text = forms.CharField(label="À quoi", widget=Lines(attrs={"rows": 3}), max_length=5000)
    binding = forms.ChoiceField(
        label="Qui s’engage",
        widget=forms.RadioSelect,
        choices=[
            (_NAMED, "Les parties cochées ci-dessous"),
            (Binding.ALL, "Toutes les parties"),
            (Binding.RECIPROCAL, "Chacune envers l’autre"),
            (Binding.NONE, "Le texte ne dit pas qui"),
        ],
    )
    bearers = forms.MultipleChoiceField(label="Parties", widget=forms.CheckboxSelectMultiple, required=False)
    strength = forms.ChoiceField(label="Force", choices=Strength.choices, initial=Strength.FIRM)
    theme = forms.CharField(
        label="Thème", max_length=300, required=False, widget=forms.TextInput(attrs={"list": "themes"})
    )
    lead_in = forms.CharField(
        label="Phrase qui l’annonce", required=False, max_length=2000, widget=Lines(attrs={"rows": 2})
    )
    article = forms.CharField(label="Article", max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["binding", "bearers", "text", "strength", "theme", "lead_in", "article"])
        self.fields["bearers"].choices = list(self.parties.items())  # type: ignore[attr-defined]
        if not self.parties:
            del self.fields["bearers"]

    def initial_of(self) -> Value:
        """One and several are both parties that are ticked."""
        binding = self.before.get("binding") or Binding.NONE
        is_named = binding in {Binding.ONE, Binding.SEVERAL}
        told = {"binding": _NAMED if is_named else binding, "bearers": list(self.before.get("bearers") or ())}
        return super().initial_of() | told | {"theme": theme(self.before.get("theme") or "")}

    def clean(self) -> dict[str, Any]:
        """Somebody is ticked when one says that somebody is."""
        values = super().clean()
        if values.get("binding") == _NAMED and not values.get("bearers"):
            self.add_error("bearers" if "bearers" in self.fields else "binding", "Cochez au moins une partie.")
        return values

    def value(self) -> Value:
        """The commitment; all and reciprocal are rules, which name nobody."""
        bearers = self.cleaned_data.get("bearers") or []
        binding = self.cleaned_data["binding"]
        if binding == _NAMED:
            binding = Binding.ONE if len(bearers) == 1 else Binding.SEVERAL
        elif binding in {Binding.ALL, Binding.RECIPROCAL}:
            bearers = list(self.parties)
        else:
            bearers = []
        said = super().value()
        if theme(self.before.get("theme") or "") == (said["theme"] or ""):
            said["theme"] = self.before.get("theme")
        form = self.before.get("form") or CommitmentForm.EXPLICIT
        return said | {"binding": str(binding), "bearers": bearers, "form": str(form)}


class TermForm(FindingForm):
    """A clause on the life of the agreement: what its value is asked as depends on the clause."""

    @property
    def name(self) -> str:
        """Which clause it is."""
        return str(self.before["name"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _term_field(self.name)
        self.order_fields(["value"])

    def initial_of(self) -> Value:
        """The value as it is written."""
        return {"value": self.before.get("value")}

    def value(self) -> Value:
        """The clause, its value as the reader writes it."""
        given = self.cleaned_data["value"]
        written = given.isoformat() if isinstance(given, dt.date) else str(given)
        return {"name": self.name, "value": written}


def _term_field(name: str) -> forms.Field:
    label = str(TermName(name).label).capitalize()
    if name in TERM_CHOICES:
        return forms.ChoiceField(label=label, choices=TERM_CHOICES[name], widget=forms.RadioSelect)
    if name in PERIODS | RHYTHMS:
        return PeriodField(label=label, is_rhythm=name in RHYTHMS)
    if name in DAYS:
        return DayField(label=label)
    if name == TermName.RENEWAL_MAX_TIMES:
        return forms.IntegerField(label=label, min_value=0, max_value=99)
    return forms.CharField(label=label, max_length=500)


class MentionForm(FindingForm):
    """A point of the text that lives: its value and its details depend on its kind."""

    NAMES = ("kind", "text")
    kind = forms.ChoiceField(label="Nature", choices=MentionKind.choices)
    text = forms.CharField(label="Intitulé", max_length=2000, widget=Lines(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.before.get("kind")
        if kind == MentionKind.BODY:
            self.fields["periodicity"] = PeriodField(label="Se réunit", is_rhythm=True, required=False)
            self.fields["members"] = forms.CharField(
                label="Membres", required=False, widget=Lines(attrs={"rows": 4}), help_text="Un par ligne."
            )
        elif kind == MentionKind.AMOUNT:
            self.fields["value"] = forms.DecimalField(
                label="Montant en euros", localize=True, max_digits=_AMOUNT_DIGITS, decimal_places=2, required=False
            )
        elif kind == MentionKind.DATE:
            self.fields["value"] = DayField(label="Date", required=False)
        elif kind in {MentionKind.ARTICLE, MentionKind.ANNEX}:
            self.fields["value"] = forms.CharField(label="Numéro", max_length=40, required=False)
        self.order_fields(["kind", "text", "value", "periodicity", "members"])

    def initial_of(self) -> Value:
        """The details are a record of their own in the value."""
        details = self.before.get("details") or {}
        told = {
            "value": self.before.get("value") or None,
            "periodicity": details.get("periodicity") or "",
            "members": "\n".join(str(one) for one in details.get("members") or ()),
        }
        return super().initial_of() | told

    def value(self) -> Value:
        """The mention; what its former kind added goes when the kind changes."""
        said = super().value()
        if said["kind"] != self.before.get("kind"):
            return said | {"value": "", "details": {}}
        if "value" in self.fields:
            given = self.cleaned_data["value"]
            said["value"] = given.isoformat() if isinstance(given, dt.date) else "" if given is None else str(given)
            if said["kind"] == MentionKind.AMOUNT and given is not None:
                said["value"] = f"{given:.2f}"
        if said["kind"] == MentionKind.BODY:
            members = [one.strip() for one in self.cleaned_data["members"].splitlines() if one.strip()]
            said["details"] = {"periodicity": self.cleaned_data["periodicity"] or None, "members": members}
        return said | {"value": said.get("value") or "", "details": said.get("details") or {}}


class SignatoryForm(FindingForm):
    """Who signs at the end, for whom."""

    NAMES = ("name", "capacity", "party")
    party = forms.ChoiceField(label="Pour", required=False)
    name = forms.CharField(label="Nom", max_length=200, required=False)
    capacity = forms.CharField(label="Qualité", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [("", "Le texte ne le dit pas"), *self.parties.items()]  # type: ignore[attr-defined]


FORMS: dict[str, type[FindingForm]] = {
    FindingSort.KIND: KindForm,
    FindingSort.TITLE: TitleForm,
    FindingSort.PARTY: PartyForm,
    FindingSort.COMMITMENT: CommitmentValueForm,
    FindingSort.TERM: TermForm,
    FindingSort.MENTION: MentionForm,
    FindingSort.SIGNATORY: SignatoryForm,
}
