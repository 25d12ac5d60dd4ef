"""Starting from a model: who the parties are, how the text names them, and what it says of its life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from maillage.agreements.drafting import words
from maillage.agreements.drafting.composing import Side
from maillage.agreements.drafting.models import MOST_PARTIES, Model
from maillage.organisations.choices import OrganisationKind
from maillage.organisations.forms.base import DayField, Form
from maillage.organisations.forms.choosers import OrganisationsField
from maillage.organisations.models import Organisation
from maillage.organisations.queries.people import president_of

ORDER = (
    OrganisationKind.STATE,
    OrganisationKind.DEPARTEMENT,
    OrganisationKind.EPCI,
    OrganisationKind.COMMUNE,
    OrganisationKind.CCAS,
    OrganisationKind.CIAS,
    OrganisationKind.CAF,
    OrganisationKind.OTHER,
    OrganisationKind.FEDERATION,
    OrganisationKind.ASSOCIATION,
)
"""The order in which such texts name their parties."""


class PartiesForm(Form):
    """Which organisations sign."""

    organisation = forms.ChoiceField(label="Votre organisation")
    others = OrganisationsField(
        label="Les autres parties",
        help_text="Cherchez-les une à une dans l’annuaire, et cochez-les.",
    )

    def __init__(self, *args: Any, model: Model, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model = model
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [(key, one.label) for key, one in self.organisations.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Enough parties, not too many, and of the natures that the model is for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if problem := problem_with(self.model, self.parties):
            self.add_error("others", problem)
        return cleaned

    @property
    def parties(self) -> list[Organisation]:
        """All of them, in the order of the text."""
        own = self.organisations[self.cleaned_data["organisation"]]
        return in_order([own, *(one for one in self.cleaned_data["others"] if one.pk != own.pk)])


def in_order(parties: Sequence[Organisation]) -> list[Organisation]:
    """Public bodies first, associations last, and then by name."""
    return sorted(parties, key=lambda one: (ORDER.index(OrganisationKind(one.kind)), one.folded, one.pk))


def problem_with(model: Model, parties: Sequence[Organisation]) -> str:
    """Why these parties cannot sign a text of this model; empty when they can."""
    if not 2 <= len(parties) <= MOST_PARTIES:
        return f"Choisissez au moins une autre partie, et {MOST_PARTIES} parties au plus."
    private = [words.is_private(one.kind) for one in parties]
    if model.gives_grant and private != [False, True]:
        return "Une convention d’objectifs et de moyens lie un organisme public et une association, et eux seuls."
    return ""


class SideForm(Form):
    """How the text names one party, who signs for it, and what it undertakes."""

    name = forms.CharField(label="Nom dans le texte, avec son article", max_length=300)
    short = forms.CharField(label="Ci-après", max_length=120, help_text="Le nom court que le texte emploie ensuite.")
    seat = forms.CharField(label="Siège", max_length=300, required=False)
    represented_by = forms.CharField(
        label="Représentant ou représentante",
        max_length=200,
        required=False,
        help_text="« Madame » ou « Monsieur », prénom et nom.",
    )
    capacity = forms.CharField(label="Qualité", max_length=200, required=False)
    body = forms.CharField(label="Organe qui autorise à signer", max_length=200)
    number = forms.CharField(label="Numéro de la délibération", max_length=80, required=False)
    on = DayField(
        label="Date de la délibération ou de la décision",
        required=False,
        help_text="Si elle n’est pas encore prise, laissez vide : le texte garde la place.",
    )
    commitments = forms.CharField(
        label="Ses engagements",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Un par ligne, en commençant par un verbe : « tenir une permanence ».",
    )

    def __init__(
        self, *args: Any, organisation: Organisation, model: Model, initial: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=initial, **kwargs)
        self.organisation = organisation
        if words.is_private(organisation.kind):
            del self.fields["number"]
        if model.amends:
            del self.fields["commitments"]

    @property
    def side(self) -> Side:
        """The party of the text."""
        given = dict(self.cleaned_data)
        lines = (line.strip(" \t-–•;.") for line in given.pop("commitments", "").splitlines())
        return Side(kind=self.organisation.kind, commitments=tuple(filter(None, lines)), **given)


def sides_of(
    data: Mapping[str, Any] | None, *, model: Model, parties: Sequence[Organisation], at: dt.date
) -> list[SideForm]:
    """A form for each party, filled with what the register knows."""
    taken: set[str] = set()
    forms_: list[SideForm] = []
    for rank, one in enumerate(parties):
        short = words.short_name(one.name, one.kind, taken)
        taken.add(short)
        president = president_of(one, at=at)
        kind = OrganisationKind(one.kind)
        initial = {
            "name": words.with_article(one.name, one.kind),
            "short": short,
            "seat": ", ".join(filter(None, [one.address, f"{one.postal_code} {one.city}".strip()])),
            "represented_by": president.person.full_name if president else "",
            "capacity": (president.capacity if president else "") or words.CAPACITIES.get(kind, "président"),
            "body": words.BODIES.get(kind, "l’organe compétent"),
            "commitments": model.proposed(one.kind),
        }
        forms_.append(SideForm(data, prefix=f"p{rank}", organisation=one, model=model, initial=initial))
    return forms_


class TermsForm(Form):
    """The object of the text and its life."""

    title = forms.CharField(label="Titre", max_length=250)
    subject = forms.CharField(
        label="Objet",
        max_length=500,
        help_text="La suite de « a pour objet » : « la coordination de l’action sociale à Montclair ».",
    )
    territory = forms.CharField(label="Lieu", max_length=200, help_text="« la commune de Montclair ».")
    context = forms.CharField(
        label="Contexte",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Quelques phrases pour le préambule.",
    )
    effect = forms.ChoiceField(
        label="Prise d’effet",
        initial="last_signature",
        choices=[
            ("last_signature", "à la dernière signature"),
            ("notification", "à la notification à toutes les parties"),
            ("fixed_date", "à une date fixe"),
        ],
    )
    effect_on = DayField(
        label="Date d’effet", required=False, help_text="Pour une date fixe : après les délibérations."
    )
    duration = forms.TypedChoiceField(label="Durée", coerce=int, initial=3)
    renewal = forms.ChoiceField(label="À son terme", initial="express")
    renewal_years = forms.TypedChoiceField(
        label="Durée d’un renouvellement",
        coerce=int,
        initial=1,
        choices=[(count, words.years(count)) for count in range(1, 4)],
        help_text="Sans durée écrite, un renouvellement devient un accord à durée indéterminée.",
    )
    renewal_times = forms.TypedChoiceField(
        label="Nombre de reconductions tacites",
        coerce=int,
        initial=1,
        choices=[(count, words.times(count)) for count in range(1, 4)],
    )
    notice_months = forms.TypedChoiceField(
        label="Préavis pour partir",
        coerce=int,
        initial=3,
        choices=[(count, words.months(count)) for count in (1, 2, 3, 6)],
        help_text="Par lettre recommandée ; il court de sa réception.",
    )
    meetings = forms.ChoiceField(
        label="Le comité de suivi se réunit",
        initial="deux fois par an",
        choices=[(one, one) for one in ("une fois par an", "deux fois par an", "chaque trimestre")],
    )
    evaluation = forms.ChoiceField(
        label="Bilan", choices=[(one, one) for one in ("chaque année", "chaque semestre")], initial="chaque année"
    )
    amount = forms.IntegerField(label="Subvention par an, en euros", min_value=1, max_value=50_000_000)
    advance = forms.TypedChoiceField(
        label="Premier versement",
        coerce=int,
        choices=[(share, f"{share} % du montant") for share in (50, 60, 70, 80)],
        initial=80,
    )
    amended = forms.CharField(label="Accord modifié", max_length=300, help_text="Son titre.")
    amended_on = DayField(label="Signé le")
    amended_article = forms.CharField(label="Article modifié", max_length=20, help_text="Son numéro.")
    wording = forms.CharField(label="Nouvelle rédaction", max_length=6000, widget=forms.Textarea(attrs={"rows": 6}))
    court = forms.CharField(
        label="Tribunal administratif",
        max_length=80,
        required=False,
        help_text="Le nom de sa ville. Laissez vide si vous hésitez : la loi désigne celui du lieu d’exécution.",
    )
    place = forms.CharField(label="Fait à", max_length=120)

    def __init__(self, *args: Any, model: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model = model
        for name in _unasked(model):
            del self.fields[name]
        if "duration" in self.fields:
            self.fields["duration"].choices = [(n, words.years(n)) for n in range(1, model.most_years + 1)]  # type: ignore[attr-defined]
            renewals = [("none", "rien : il faut un nouvel accord"), ("express", "une décision expresse le renouvelle")]
            tacit = [("tacit", "il repart tacitement, sauf opposition")] if model.takes_tacit_renewal else []
            self.fields["renewal"].choices = [*renewals, *tacit]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A fixed date is written."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("effect") == "fixed_date" and not cleaned.get("effect_on") and "effect_on" not in self.errors:
            self.add_error("effect_on", "Écrivez la date d’effet.")
        return cleaned


def _unasked(model: Model) -> tuple[str, ...]:
    """The questions that a model does not ask."""
    life = ("territory", "context", "duration", "renewal", "renewal_years", "notice_months", "meetings", "evaluation")
    amending = ("amended", "amended_on", "amended_article", "wording")
    unasked: tuple[str, ...] = (*life, "court") if model.amends else amending
    if not model.takes_tacit_renewal or model.amends:
        unasked = (*unasked, "renewal_times")
    return unasked if model.gives_grant else (*unasked, "amount", "advance")
