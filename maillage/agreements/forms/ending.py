"""Notices, letters, and the other facts in the life of an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from maillage.agreements.ending_choices import STATED, AfterTerm, EndingWay, Means, StepKind
from maillage.agreements.forms.declared import DeclaredForm
from maillage.agreements.forms.links import AgreementField
from maillage.agreements.models import Agreement, Delivery, Document, Ending, Party
from maillage.foundations.durations import duration_of
from maillage.organisations.forms.base import DayField, Form, check_period

_UNITS = (("M", "mois"), ("D", "jours"))


def _documents(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, help_text="Parmi les pièces de l’accord, onglet Pièces.")


def _offer(form: forms.Form, field: str, documents: Sequence[Document]) -> None:
    choices = [("", "Aucune"), *((str(one.pk), one.title) for one in documents)]
    form.fields[field].choices = choices  # type: ignore[attr-defined]


class NoticeForm(DeclaredForm):
    """The notice of a party: why, when there is no clause for how long, and a later day if it wishes one."""

    reason = forms.CharField(
        label="Motif",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Il sera dans la lettre. Facultatif quand le texte prévoit une sortie.",
    )
    count = forms.IntegerField(label="Préavis raisonnable", min_value=1, max_value=36)
    unit = forms.ChoiceField(label="Unité", choices=_UNITS)
    asked_on = DayField(
        label="Fin demandée le",
        required=False,
        help_text="Laissez vide pour que l’accord prenne fin au bout du préavis. Un jour plus proche ne compte pas.",
    )

    def __init__(self, *args: Any, has_clause: bool, way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_clause or way == EndingWay.NON_RENEWAL_NOTICE:
            del self.fields["count"], self.fields["unit"]
        if way == EndingWay.NON_RENEWAL_NOTICE:
            del self.fields["asked_on"]

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        period = f"P{data['count']}{data['unit']}" if "count" in self.fields else ""
        return {"reason": data["reason"], "period": period, "asked_on": data.get("asked_on")}

    def tell(self, refusal: Any) -> None:
        """A refusal about the period stands on its number."""
        refusal.field = {"period": "count", "ends_on": "asked_on"}.get(refusal.field, refusal.field)
        super().tell(refusal)

    @staticmethod
    def initial_of(ending: Ending) -> dict[str, Any]:
        """What the form shows before it is changed."""
        duration = duration_of(ending.period)
        months = duration.whole_months if duration is not None else 0
        period = (
            {"count": months, "unit": "M"} if months else {"count": duration.days if duration else None, "unit": "D"}
        )
        return {"reason": ending.reason, "asked_on": ending.ends_on, **period}


class DeliveryForm(DeclaredForm):
    """How a notice was brought to one partner."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    means = forms.ChoiceField(label="Moyen", choices=Means.choices)
    sent_on = DayField(label="Envoyée ou remise le")
    received_on = DayField(
        label="Reçue le",
        required=False,
        help_text="La date que la poste écrit sur l’avis de réception, ou celle de la remise. Vide si vous l’ignorez.",
    )
    is_unclaimed = forms.BooleanField(label="Le pli n’a pas été réclamé", required=False)
    note = forms.CharField(
        label="Précision",
        required=False,
        max_length=300,
        help_text="Si le pli n’a pas été réclamé : pourquoi vous retenez cette date de réception.",
    )
    reference = forms.CharField(label="Numéro de suivi", required=False, max_length=60)
    proof = _documents("Preuve")

    VALUES = ("means", "sent_on", "received_on", "is_unclaimed", "note", "reference")

    def __init__(self, *args: Any, documents: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(one.pk): one for one in documents}
        _offer(self, "proof", documents)

    @property
    def chosen_proof(self) -> Document | None:
        """The piece that proves it."""
        return self.documents.get(self.cleaned_data["proof"])

    @staticmethod
    def initial_of(delivery: Delivery | None) -> dict[str, Any]:
        """What the form shows before it is changed."""
        if delivery is None:
            return {"means": Means.REGISTERED_LETTER}
        values = {name: getattr(delivery, name) for name in DeliveryForm.VALUES}
        return values | {"seen": str(delivery.pk), "proof": str(delivery.proof_id or "")}


class StatedForm(DeclaredForm):
    """What ends the agreement without a notice."""

    way = forms.ChoiceField(
        label="Ce qui y met fin",
        choices=[(one.value, str(one.label).capitalize()) for one in STATED],
        widget=forms.RadioSelect,
        initial=EndingWay.ACCORD,
    )
    decided_on = DayField(label="Décidé le", help_text="Le jour de la dernière signature, ou du jugement.")
    ends_on = DayField(label="Dernier jour de l’accord")
    court = forms.CharField(
        label="Juridiction", required=False, max_length=200, help_text="Pour une décision de justice."
    )
    replaced_by = AgreementField(
        label="Accord qui le remplace", required=False, help_text="Parmi ceux que vous voyez dans Maillage."
    )
    reason = forms.CharField(
        label="Motif ou précision",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Le titre de l’accord qui le remplace, s’il n’est pas dans Maillage.",
    )

    VALUES = ("way", "decided_on", "ends_on", "court", "replaced_by", "reason")

    def __init__(self, *args: Any, agreements: QuerySet[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].limit_to(agreements)  # type: ignore[attr-defined]


class ExtensionForm(DeclaredForm):
    """The term is put off."""

    signed_on = DayField(label="Signée le", help_text="Le jour de la dernière signature : il doit précéder la fin.")
    until_on = DayField(label="Nouveau dernier jour")
    document = _documents("Avenant ou lettre")

    VALUES = ("signed_on", "until_on")

    def __init__(self, *args: Any, documents: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(one.pk): one for one in documents}
        _offer(self, "document", documents)

    @property
    def chosen_document(self) -> Document | None:
        """The piece that says it."""
        return self.documents.get(self.cleaned_data["document"])


class SuspensionForm(DeclaredForm):
    """The agreement stops for a while."""

    from_on = DayField(label="Suspendu à compter du")
    to_on = DayField(label="Jusqu’au", required=False, help_text="Laissez vide si la reprise n’est pas connue.")
    reason = forms.CharField(label="Motif", max_length=500)

    VALUES = ("from_on", "to_on", "reason")

    def clean(self) -> dict[str, Any]:
        """An end comes after its beginning."""
        super().clean()
        check_period(self)
        return self.cleaned_data


class ResumeForm(Form):
    """The last day of a suspension."""

    to_on = DayField(label="Dernier jour de la suspension")


class WithdrawForm(Form):
    """Why a fact is taken back."""

    reason = forms.CharField(
        label="Motif du retrait", max_length=300, help_text="Il reste écrit dans l’histoire de l’accord."
    )


class WishForm(DeclaredForm):
    """What a party wishes for the time after the term."""

    choice = forms.ChoiceField(
        label="Ce que cette partie souhaite",
        choices=[(one.value, str(one.label).capitalize()) for one in AfterTerm],
        widget=forms.RadioSelect,
    )
    word = forms.CharField(label="Précision", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    said_on = DayField(label="Dit le")

    VALUES = ("choice", "word", "said_on")


class DisputeForm(DeclaredForm):
    """A difference about the agreement."""

    subject = forms.CharField(label="Objet", max_length=300, help_text="En une phrase, sans nommer de personne aidée.")
    description = forms.CharField(
        label="Ce qui est en discussion", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    opened_on = DayField(label="Ouvert le")
    party = forms.ChoiceField(label="Soulevé par", required=False)

    VALUES = ("subject", "description", "opened_on")

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(one.pk): one for one in parties}
        choices = [("", "Toutes les parties"), *((key, one.label) for key, one in self.parties.items())]
        self.fields["party"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen_party(self) -> Party | None:
        """Who raised it."""
        return self.parties.get(self.cleaned_data["party"])


class StepForm(DeclaredForm):
    """A step of a dispute."""

    kind = forms.ChoiceField(label="Étape", choices=[(one.value, str(one.label).capitalize()) for one in StepKind])
    on = DayField(label="Le")
    word = forms.CharField(label="Précision", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    document = _documents("Pièce")

    VALUES = ("kind", "on", "word")

    def __init__(self, *args: Any, documents: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(one.pk): one for one in documents}
        _offer(self, "document", documents)

    @property
    def chosen_document(self) -> Document | None:
        """The piece that says it."""
        return self.documents.get(self.cleaned_data["document"])
