"""What a party proposes, and what it answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from maillage.negotiation.choices import INSERTIONS, WORDED, ProposalKind, Verdict
from maillage.negotiation.forms.speaking import SpeakingForm
from maillage.negotiation.queries.texts import Draft, Passage
from maillage.organisations.forms.base import Form

_ROWS = {"rows": 12}


class ProposalForm(SpeakingForm):
    """The words, or the place, and the reason. The words begin with those of the provision, to be changed."""

    words = forms.CharField(label="Rédaction proposée", strip=False, widget=forms.Textarea(attrs=_ROWS))
    after = forms.ChoiceField(
        label="La placer", choices=[("after", "après"), ("before", "avant")], widget=forms.RadioSelect, initial="after"
    )
    beside = forms.ChoiceField(label="Cette disposition")
    reason = forms.CharField(
        label="Motif",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une phrase : les autres parties décideront là-dessus.",
    )
    field_order = ("words", "after", "beside", "reason", "seat", "declared_by")

    def __init__(
        self, *args: Any, kind: ProposalKind, draft: Draft, passage: Passage | None, is_new: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind not in WORDED:
            del self.fields["words"]
        elif kind in INSERTIONS:
            self.fields[
                "words"
            ].help_text = (
                "Commencez par le numéro et l’intitulé si vous ajoutez un article : « Article 5 bis – Suivi »."
            )
        if kind != ProposalKind.MOVE:
            del self.fields["after"], self.fields["beside"]
        else:
            field = self.fields["beside"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
            field.choices = [
                (str(one.provision_id), f"{'– ' * one.depth}{one.label}")
                for one in draft.passages.values()
                if passage is None or not one.shares(passage)
            ]
        if not is_new:
            for name in ("seat", "declared_by"):
                self.fields.pop(name, None)

    @property
    def beside_id(self) -> UUID | None:
        """The provision beside which it goes."""
        key = self.cleaned_data.get("beside")
        return UUID(key) if key else None

    def clean(self) -> dict[str, Any]:
        """Rewriting asks for no seat: the proposal keeps its own."""
        return super().clean() if "reason" in self.fields else self.cleaned_data


class AnswerForm(SpeakingForm):
    """Yes, or no and why. Another wording is written on its own page."""

    verdict = forms.ChoiceField(
        label="Votre réponse",
        choices=[(Verdict.ACCEPT, "Accepter cette rédaction"), (Verdict.REFUSE, "Refuser")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Motif",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nécessaire pour refuser. L’auteur vous lira.",
    )
    field_order = ("verdict", "reason", "seat", "declared_by")

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        cleaned = super().clean()
        if cleaned.get("verdict") == Verdict.REFUSE and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Écrivez pourquoi vous refusez : l’auteur doit pouvoir vous répondre.")
        return cleaned


class WhyForm(Form):
    """A reason that all parties read."""

    reason = forms.CharField(label="Motif", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
