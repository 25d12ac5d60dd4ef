"""The back-planning of a party, and the day by which answers are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from maillage.negotiation.backplanning import LENGTHS, LONGEST
from maillage.negotiation.choices import Assembly, PlanStep
from maillage.organisations.forms.base import DayField, Form

_LABELS = {
    PlanStep.ROUND: "Jours entre la fin des échanges et le texte arrêté",
    PlanStep.AGREED: "Jours pour les visas internes",
    PlanStep.VISAS: "Jours entre le dernier visa et l’approbation",
    PlanStep.APPROVAL: "Jours pour préparer le rapport",
    PlanStep.REPORT: "Jours dont a besoin le service des assemblées",
}


class PlanForm(Form):
    """The session, and the lengths of the steps: empty, those that Maillage proposes."""

    assembly = forms.ChoiceField(label="Qui décide", choices=Assembly.choices)
    meets_on = DayField(label="Séance du")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step, label in _LABELS.items():
            self.fields[str(step)] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=LONGEST,
                required=False,
                help_text=f"En jours ouvrés. Vide : {LENGTHS[step]}.",
            )
        self.fields[str(PlanStep.CONVOCATION)] = forms.IntegerField(
            label="Jours de convocation",
            min_value=0,
            max_value=LONGEST,
            required=False,
            help_text="Vide : le délai que fixe la loi pour cette assemblée. Vous pouvez en prendre plus.",
        )

    @property
    def lengths(self) -> Mapping[PlanStep, int]:
        """The lengths that were typed."""
        said = self.cleaned_data
        steps = [*_LABELS, PlanStep.CONVOCATION]
        return {step: said[str(step)] for step in steps if said.get(str(step)) is not None}


class DoneForm(Form):
    """On which day a step was done; empty: it was not."""

    done_on = DayField(label="Faite le", required=False, help_text="Vide : pas encore faite.")


class AnswerDayForm(Form):
    """By which day the parties are asked to have answered."""

    answer_by = DayField(label="Répondre avant le", required=False, help_text="Vide : sans date.")


class CloseForm(Form):
    """Which round was before the eyes of whoever closes it."""

    number = forms.IntegerField(widget=forms.HiddenInput)
