"""Judging commitments: one with all that may be said of it, or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from maillage.agreements.choices import Verdict
from maillage.agreements.queries.commitments import Owed
from maillage.agreements.queries.verdicts import Opinion
from maillage.organisations.forms.base import DayField, Form

MAX_WORD = 2000


class EvidenceForm(Form):
    """What is shown for a judgement: a file, an address, or both."""

    file = forms.FileField(label="Fichier", required=False, help_text="PDF, Word, OpenDocument, tableur ou image.")
    address = forms.URLField(label="Adresse", required=False, max_length=500, assume_scheme="https")
    label = forms.CharField(label="Intitulé", required=False, max_length=200)

    needs_something = True

    def clean_file(self) -> UploadedFile[Any] | None:
        """Refuse what is too heavy before reading it."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > settings.MAX_UPLOAD_SIZE:
            raise forms.ValidationError(f"Choisissez un fichier de moins de {settings.MAX_UPLOAD_MB}\u00a0Mo.")
        return file

    def clean(self) -> dict[str, Any]:
        """Something must be shown, when the form is for that."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.needs_something and not self.errors and not said.get("file") and not said.get("address"):
            raise forms.ValidationError("Joignez un fichier, ou donnez une adresse.")
        return said

    @property
    def has_evidence(self) -> bool:
        """Whether something is shown."""
        return bool(self.cleaned_data.get("file") or self.cleaned_data.get("address"))


class JudgementForm(EvidenceForm):
    """Where a commitment stands for a party, with a word and what shows it."""

    needs_something = False
    field_order = ("verdict", "judged_on", "word", "file", "address", "label", "share_now")

    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    verdict = forms.ChoiceField(
        label="Où en est cet engagement", choices=Verdict.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse."},
    )  # fmt: skip
    judged_on = DayField(label="À la date du")
    word = forms.CharField(
        label="Un mot d’explication", required=False, max_length=MAX_WORD, widget=forms.Textarea(attrs={"rows": 4})
    )
    share_now = forms.BooleanField(label="Partager aussitôt avec les autres parties", required=False)

    def meet(self, standing: UUID | None) -> None:
        """After a refusal, speak of the judgement that stands now: what was typed stays."""
        sent: Any = self.data
        data = sent.copy()
        data[self.add_prefix("seen")] = str(standing or "")
        self.data = data


class ManyForm(forms.Form):
    """A verdict and a word for each of several commitments; a line left as it was says nothing."""

    judged_on = DayField(label="À la date du")
    share_now = forms.BooleanField(label="Partager aussitôt avec les autres parties", required=False)

    def __init__(self, *args: Any, rows: Sequence[Owed], opinions: dict[UUID, Opinion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.opinions = rows, opinions
        for row in rows:
            key, opinion = row.commitment_id.hex, opinions.get(row.commitment_id)
            self.fields[f"verdict-{key}"] = forms.ChoiceField(
                label=row.words,
                choices=Verdict.choices,
                required=False,
                initial=opinion.verdict if opinion else "",
                widget=forms.RadioSelect,
            )
            self.fields[f"word-{key}"] = forms.CharField(
                label=f"Un mot sur l’engagement {row.number}",
                required=False,
                max_length=MAX_WORD,
                initial=opinion.word if opinion else "",
            )
            self.fields[f"seen-{key}"] = forms.UUIDField(
                widget=forms.HiddenInput, required=False, initial=opinion.id if opinion else None
            )

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each commitment with its fields, for the page."""
        return [
            {
                "owed": row,
                "opinion": self.opinions.get(row.commitment_id),
                **{name: self[f"{name}-{row.commitment_id.hex}"] for name in ("verdict", "word", "seen")},
            }
            for row in self.rows
        ]

    def changed(self) -> list[tuple[UUID, str, str, UUID | None]]:
        """The lines that say something else than what the page showed: commitment, verdict, word, judgement shown."""
        found = []
        for row in self.rows:
            verdict, word, seen = (self.cleaned_data[f"{name}-{row.commitment_id.hex}"] for name in _NAMES)
            opinion = self.opinions.get(row.commitment_id)
            same = opinion is not None and (opinion.verdict, opinion.word) == (verdict, word)
            if verdict and not same:
                found.append((row.commitment_id, verdict, word, seen))
        return found

    @classmethod
    def sent(cls, data: Mapping[str, Any], rows: Iterable[Owed]) -> list[Owed]:
        """Those of ``rows`` that a page sent back, whatever became of the list since it was shown."""
        return [row for row in rows if f"seen-{row.commitment_id.hex}" in data]

    def meet(self) -> None:
        """After a refusal, speak of the judgements that stand now: what was chosen stays."""
        sent: Any = self.data
        data = sent.copy()
        for row in self.rows:
            opinion = self.opinions.get(row.commitment_id)
            data[f"seen-{row.commitment_id.hex}"] = str(opinion.id) if opinion else ""
        self.data = data


_NAMES = ("verdict", "word", "seen")
