"""Pieces of an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Document, Party
from maillage.organisations.forms.base import DayField, Form
from maillage.organisations.models import Organisation


def _party_choices(parties: Sequence[Party]) -> list[tuple[str, str]]:
    return [("", "Toutes, ou aucune en particulier"), *((str(one.pk), one.label) for one in parties)]


class PieceForm(Form):
    """What a piece is: its title, of which party, of which day."""

    title = forms.CharField(label="Intitulé", required=False, max_length=300, help_text="Sinon, le nom du fichier.")
    party = forms.ChoiceField(label="C’est celle de", required=False)
    dated_on = DayField(label="Datée du", required=False)

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(one.pk): one for one in parties}
        self.fields["party"].choices = _party_choices(parties)  # type: ignore[attr-defined]

    @property
    def chosen_party(self) -> Party | None:
        """The party that was chosen."""
        return self.parties.get(self.cleaned_data["party"])

    @staticmethod
    def initial_of(document: Document) -> dict[str, Any]:
        """What the form shows before it is changed."""
        return {"title": document.title, "party": str(document.party_id or ""), "dated_on": document.dated_on}


class NewPieceForm(PieceForm):
    """A file to give."""

    organisation = forms.ChoiceField(label="Donnée par")
    file = forms.FileField(
        label="Fichier",
        help_text=f"PDF, Word, OpenDocument, tableur, texte ou image de moins de {settings.MAX_UPLOAD_MB} Mo.",
        widget=forms.FileInput(),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )
    role = forms.ChoiceField(label="C’est", choices=[("", "Choisissez"), *DocumentRole.choices])
    is_private = forms.BooleanField(
        label="Garder pour mon organisation",
        required=False,
        help_text="Pour un justificatif : les autres parties ne savent pas qu’il est là.",
    )
    declared_by = forms.CharField(
        label="Remise par",
        required=False,
        max_length=200,
        help_text="Si un partenaire vous l’a donnée : qui, et à quel titre.",
    )
    field_order = ("organisation", "file", "role", "title", "party", "dated_on", "is_private", "declared_by")

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [(key, one.label) for key, one in self.organisations.items()]  # type: ignore[attr-defined]
        if len(self.organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = next(iter(self.organisations))

    @property
    def giver(self) -> Organisation:
        """The organisation that gives the file."""
        return self.organisations[self.cleaned_data["organisation"]]

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too heavy before reading it."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD_SIZE:
            raise forms.ValidationError(
                f"Ce fichier dépasse {settings.MAX_UPLOAD_MB} Mo : allégez-le, puis recommencez."
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Only evidence is kept to oneself."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("is_private") and values.get("role") != DocumentRole.EVIDENCE:
            self.add_error("is_private", "Seul un justificatif se garde pour soi.")
        return values


class ReasonForm(Form):
    """A reason, which everybody reads beside the name of who gave it."""

    reason = forms.CharField(label="Motif", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
