"""Taking over a tracker: the file, its columns, the files of its lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from maillage.agreements.models import Takeover
from maillage.agreements.stock.columns import COLUMNS, Field
from maillage.organisations.forms.base import Form
from maillage.organisations.forms.imports import UploadForm

NONE = "Ne pas reprendre"
SAMPLES = 3


class TrackerForm(UploadForm):
    """A tracker, for an organisation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "Votre tableau de suivi"


class ColumnsForm(Form):
    """Which fact each column of the tracker tells."""

    def __init__(self, *args: Any, row: Takeover, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.takeover = row
        headers = row.lines[0][1]
        choices = [("", NONE), *((field.value, _label(field)) for field in Field)]
        for place in sorted(row.columns, key=int):
            title = headers[int(place)] if int(place) < len(headers) else ""
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=title or f"Colonne {int(place) + 1}, sans titre",
                choices=choices,
                required=False,
                initial=row.columns[place],
            )

    @property
    def columns(self) -> list[dict[str, Any]]:
        """For the page: each column with its field and its first values."""
        return [
            {"field": self[f"column_{place}"], "samples": _samples(self.takeover, int(place))}
            for place in sorted(self.takeover.columns, key=int)
        ]

    @property
    def matched(self) -> dict[str, str]:
        """The fact that each column tells, or ""."""
        return {place: self.cleaned_data[f"column_{place}"] for place in self.takeover.columns}


class ManyFiles(forms.FileInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; the size of each is looked at by the action, which takes the others."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files that were sent: one is needed."""
        files = [super(FilesField, self).clean(one, initial) for one in data or []]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


class FilesForm(Form):
    """The scans and texts of the agreements: files, or a ZIP of them."""

    sent = FilesField(
        label="Fichiers, ou une archive ZIP",
        help_text=(
            f"PDF, Word, OpenDocument, images. {settings.MAX_UPLOAD_MB} Mo au plus par fichier, "
            f"{settings.DATA_UPLOAD_MAX_NUMBER_FILES} fichiers à la fois ; davantage dans un ZIP. "
            "Vous pouvez recommencer autant de fois qu’il le faut."
        ),
        error_messages={"required": "Choisissez des fichiers."},
    )


class LineForm(Form):
    """The files of one line, chosen by hand."""

    chosen = forms.MultipleChoiceField(
        label="Fichiers de cette convention",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Le premier est l’original signé, les autres des annexes.",
    )

    def __init__(self, *args: Any, row: Takeover, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        pool = row.files.get("pool", {})
        by_name = sorted(pool.items(), key=lambda item: (item[1].casefold(), item[0]))
        self.fields["chosen"].choices = by_name  # type: ignore[attr-defined]


def _label(field: Field) -> str:
    needed = " (nécessaire)" if field == Field.TITLE else ""
    return COLUMNS[field].label + needed


def _samples(takeover: Takeover, place: int) -> list[str]:
    values = [row[place] for _number, row in takeover.lines[1:] if place < len(row) and row[place]]
    return list(dict.fromkeys(values))[:SAMPLES]
