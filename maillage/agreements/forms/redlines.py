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
        current = next((place for place, one in enumerate(own) if one.is_current), 0)
        others = [key for place, (key, _) in enumerate(own_ones) if place != current]
        earlier = own_ones[current + 1 :] or [(key, "") for key in others]
        self.fields["after"].initial = own_ones[current][0]
        self.fields["before"].initial = earlier[0][0] if earlier else str(beside[0].pk) if beside else own_ones[0][0]

    def clean(self) -> dict[str, Any]:
        """Two texts that are not one."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and values.get("other") is None and values["before"] == values["after"]:
            self.add_error("before", "Choisissez deux textes différents, ou un autre accord.")
        return values


def named(expression: Expression) -> str:
    """A version as one chooses it."""
    since = f", vaut depuis le {expression.valid_from:%d/%m/%Y}" if expression.valid_from is not None else ""
    state = ", la version actuelle" if expression.is_current else ""
    return f"Version {expression.number}, enregistrée le {expression.recorded_at:%d/%m/%Y}{since}{state}"
