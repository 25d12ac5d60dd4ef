"""Which two texts to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from maillage.agreements.forms.links import AgreementField
from maillage.agreements.models import Agreement, Expression
from maillage.organisations.forms.base import Form


class CompareForm(Form):
    """An earlier text and a later one: versions of the agreement, of those that are linked to it, or of another."""

    before = forms.ChoiceField(label="Le texte d’avant")
    after = forms.ChoiceField(label="Le texte d’après")
    other = AgreementField(
        label="Ou, à la place du texte d’avant, un autre accord",
        required=False,
        help_text="Parmi ceux que vous voyez dans Maillage.",
    )

    def __init__(
        self,
        *args: Any,
        own: Sequence[Expression],
        beside: Sequence[Expression],
        agreements: QuerySet[Agreement],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        own_ones = [(str(one.pk), named(one)) for one in own]
        groups: list[Any] = [("Cet accord", own_ones)]
        if beside:
            groups.append(("Accords liés", [(str(one.pk), one.agreement.title) for one in beside]))
        for name in ("before", "after"):
            self.fields[name].choices = groups  # type: ignore[attr-defined]
        self.fields["other"].limit_to(agreements)  # type: ignore[attr-defined]
        self.fields["after"].initial = own_ones[0][0]
        earlier = own_ones[1][0] if len(own_ones) > 1 else str(beside[0].pk) if beside else own_ones[0][0]
        self.fields["before"].initial = earlier

    def clean(self) -> dict[str, Any]:
        """Two texts that are not one."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and values.get("other") is None and values["before"] == values["after"]:
            self.add_error("before", "Choisissez deux textes différents, ou un autre accord.")
        return values


def named(expression: Expression) -> str:
    """A version as one chooses it."""
    current = ", la version actuelle" if expression.superseded_at is None else ""
    return f"Version {expression.number}, du {expression.recorded_at:%d/%m/%Y}{current}"
