"""A document that came back: the file, then what to take up of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings

from maillage.negotiation.forms.speaking import SpeakingForm
from maillage.negotiation.queries.brought_back import Line
from maillage.organisations.forms.base import Form
from maillage.reading import ReadingError
from maillage.reading.extract.tracked import Tracked, read_tracked


class BackForm(Form):
    """The file that a partner sends back; it is read before it is kept."""

    file = forms.FileField(
        label="Le document rapporté",
        help_text=f"Un .docx ou un .odt de moins de {settings.MAX_UPLOAD_MB} Mo, avec son suivi des modifications.",
        widget=forms.FileInput(attrs={"accept": ".docx,.odt"}),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )

    def clean_file(self) -> Any:
        """A word processor's document, of a size that is read."""
        file = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.MAX_UPLOAD_MB * 1024 * 1024:
            raise forms.ValidationError(f"Ce fichier dépasse {settings.MAX_UPLOAD_MB} Mo.")
        self.content = file.read()
        try:
            self.tracked: Tracked = read_tracked(self.content)
        except ReadingError as error:
            raise forms.ValidationError(str(error)) from error
        return file


class TakeUpForm(SpeakingForm):
    """Which of what was found is taken up, in whose name, and why."""

    kept = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    reason = forms.CharField(
        label="Motif des propositions",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Les autres parties le liront à côté de chaque proposition.",
    )
    field_order = ("seat", "declared_by", "reason")

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = [(line.key, line.label) for line in lines]  # type: ignore[attr-defined]
