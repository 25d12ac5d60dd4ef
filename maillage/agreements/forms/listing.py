"""What the list of agreements is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django import forms

from maillage.agreements.choices import AgreementKind, AgreementState
from maillage.agreements.legal_choices import LegalState
from maillage.agreements.queries.listing import ALL_STATES, END, OBSERVED, SIGNED, Criteria
from maillage.organisations.forms.base import DayField

PUBLISHED = "publies"
FIRST = ("q", "genre", "etat", "tri")
MORE = ("vie", "partie", "territoire", "theme", "avant", "dates", "du", "au", "sans_texte")
"""The criteria that stay folded until one is used."""
KEPT = ("vue", "organisation")


class Criterion(NamedTuple):
    """A criterion as the page draws it. ``sort``: "select", "check", or the type of its box."""

    name: str
    label: str
    sort: str
    value: Any
    choices: Sequence[tuple[str, str]] = ()
    hint: str = ""
    error: str = ""


def _typed(label: str, hint: str = "") -> forms.CharField:
    box = forms.TextInput(attrs={"placeholder": hint})
    return forms.CharField(label=label, required=False, max_length=200, widget=box)


class Filters(forms.Form):
    """The criteria by their names in the address, which keeps them."""

    q = _typed("Mots du titre ou du texte")
    genre = forms.ChoiceField(label="Genre", required=False, choices=[("", "Tous"), *AgreementKind.choices])
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[
            ("", "Hors archives"),
            *AgreementState.choices,
            (OBSERVED, "En vigueur, constaté"),
            (ALL_STATES, "Tous"),
        ],
    )
    vie = forms.ChoiceField(label="Vie de l’accord", required=False, choices=[("", "Toutes"), *LegalState.choices])
    tri = forms.ChoiceField(
        label="Trier par",
        required=False,
        choices=[
            ("", "Plus proches d’abord"),
            ("titre", "Titre"),
            ("echeance", "Échéance"),
            ("vie", "Vie de l’accord"),
            ("signature", "Signature récente"),
            ("modification", "Modification récente"),
        ],
    )
    partie = _typed("Partie", "Nom d’une organisation")
    territoire = _typed("Territoire", "Nom ou code")
    theme = _typed("Thème", "Mots du thème")
    avant = DayField(label="Échéance avant le", required=False)
    dates = forms.ChoiceField(
        label="Date de",
        required=False,
        choices=[("", "Signature"), ("effet", "Prise d’effet"), (END, "Échéance")],
    )
    du = DayField(label="Du", required=False)
    au = DayField(label="Au", required=False)
    sans_texte = forms.BooleanField(label="Sans texte seulement", required=False)
    vue = forms.CharField(required=False)
    organisation = forms.UUIDField(required=False)
    proches = forms.BooleanField(required=False)

    def chosen(self, name: str) -> Any:
        """The value of a criterion, or nothing when it makes no sense."""
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def is_published(self) -> bool:
        """Whether the published agreements are asked for, and not one's own."""
        return bool(self.chosen("vue") == PUBLISHED)

    @property
    def is_narrow(self) -> bool:
        """Whether something keeps agreements out of the list."""
        return any(self.chosen(name) for name in self.fields if name not in {"vue", "tri", "proches", "dates"})

    @property
    def uses_more(self) -> bool:
        """Whether one of the folded criteria is used, or could not be read."""
        return any(self.chosen(name) or name in self.errors for name in MORE if name != "dates")

    @property
    def first(self) -> list[Criterion]:
        """The criteria that are always shown."""
        return [self._criterion(name) for name in FIRST]

    @property
    def more(self) -> list[Criterion]:
        """The folded ones."""
        return [self._criterion(name) for name in MORE]

    @property
    def kept(self) -> list[tuple[str, Any]]:
        """What the address holds besides, and the form sends again."""
        return [(name, value) for name in KEPT if (value := self.chosen(name))]

    def _criterion(self, name: str) -> Criterion:
        field, value = self.fields[name], self.data.get(name, "")
        error = " ".join(map(str, self.errors.get(name, ())))
        if isinstance(field, forms.ChoiceField):
            return Criterion(name, str(field.label), "select", value, list(field.choices))  # type: ignore[arg-type]
        if isinstance(field, forms.BooleanField):
            return Criterion(name, str(field.label), "check", bool(self.chosen(name)))
        sort = "search" if name == "q" else "date" if isinstance(field, forms.DateField) else "text"
        if isinstance(day := self.chosen(name), dt.date):
            value = day.isoformat()  # as a browser's calendar takes it, however it was typed
        return Criterion(name, str(field.label), sort, value, (), field.widget.attrs.get("placeholder", ""), error)

    @property
    def criteria(self) -> Criteria:
        """What is asked for, as the list takes it."""
        organisation: UUID | None = self.chosen("organisation")
        return Criteria(
            is_published=self.is_published,
            words=self.chosen("q") or "",
            is_wide=bool(self.chosen("proches")),
            kind=self.chosen("genre") or "",
            state=self.chosen("etat") or "",
            legal=self.chosen("vie") or "",
            party=self.chosen("partie") or "",
            organisation=organisation,
            theme=self.chosen("theme") or "",
            territory=self.chosen("territoire") or "",
            dates=self.chosen("dates") or SIGNED,
            from_on=self.chosen("du"),
            to_on=self.chosen("au"),
            ends_before=self.chosen("avant"),
            is_without_text=bool(self.chosen("sans_texte")),
            sort=self.chosen("tri") or "",
        )
