"""What the forms of the room share: days, revisions, refusals shown on their field."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.db import models

from maillage.base.records import Record
from maillage.base.refusals import Refusal, StaleRevision
from maillage.territories.fields import Searching


def day_input() -> forms.DateInput:
    """A box for a day, which browsers draw with their calendar."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DayField(forms.DateField):
    """A day, typed or picked."""

    widget = forms.DateInput
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "Écrivez une date comme 16/09/2024."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", day_input())
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d/%m/%y"], **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        """A day that can be one of ours: a year of two figures or of five is a slip of the hand."""
        day: dt.date | None = super().clean(value)
        if day is not None and not 1800 <= day.year <= 2150:
            raise forms.ValidationError("Cette date n’est pas vraisemblable.", code="invalid")
        return day


class Form(Searching):
    """A form that an action answers: its refusals come back as errors, and what was typed stays."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, row: Record | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if row is None:
            del self.fields["revision"]
        else:
            self.fields["revision"].initial = row.revision

    @property
    def sent_revision(self) -> int:
        """The revision of the row that the form was opened with."""
        revision: int | None = self.cleaned_data.get("revision")
        return -1 if revision is None else revision

    def tell(self, refusal: Refusal) -> None:
        """Show why the action was refused. After an old revision, the form speaks of the row as it is now."""
        if isinstance(refusal, StaleRevision) and self.row is not None:
            rows: models.Manager[Any] = type(self.row)._base_manager  # noqa: SLF001 sees every row
            sent: Any = self.data  # a QueryDict, whose copy may be written
            data = sent.copy()
            data[self.add_prefix("revision")] = str(rows.values_list("revision", flat=True).get(pk=self.row.pk))
            self.data = data
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, refusal.sentence)

    def given(self, *names: str) -> dict[str, Any]:
        """The cleaned values of some fields, by name."""
        return {name: self.cleaned_data[name] for name in names}


def check_period(form: forms.Form, start: str = "from_on", end: str = "to_on") -> None:
    """Refuse an end before its beginning."""
    first, last = form.cleaned_data.get(start), form.cleaned_data.get(end)
    if first and last and last < first:
        form.add_error(end, "La date de fin précède la date de début.")
