"""A remark, and what is answered to it."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.negotiation.forms.speaking import SpeakingForm
from maillage.negotiation.queries.texts import Draft
from maillage.organisations.forms.base import Form

ALL, INTERNAL = "all", "internal"


class RemarkForm(SpeakingForm):
    """On which words, what is said, and who reads it."""

    quote = forms.CharField(
        label="Mots visés",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copiez-les du texte. Vide : toute la disposition.",
    )
    words = forms.CharField(label="Remarque", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    audience = forms.ChoiceField(
        label="Qui la lit",
        choices=[(ALL, "toutes les parties"), (INTERNAL, "votre organisation seulement")],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    field_order = ("quote", "words", "audience", "seat", "declared_by")

    def __init__(self, *args: Any, on_proposal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if on_proposal:
            del self.fields["quote"]

    @property
    def is_internal(self) -> bool:
        """Whether one's own organisation alone reads it."""
        return bool(self.cleaned_data["audience"] == INTERNAL)


class ReplyForm(SpeakingForm):
    """An answer in a thread."""

    words = forms.CharField(label="Répondre", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("words", "seat", "declared_by")


class PlaceForm(Form):
    """Where a remark belongs, now that its words are gone."""

    provision = forms.ChoiceField(label="Disposition")
    quote = forms.CharField(
        label="Mots visés",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copiez-les du texte d’aujourd’hui. Vide : toute la disposition.",
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provision"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [(str(one.provision_id), f"{'– ' * one.depth}{one.label}") for one in draft.passages.values()]
