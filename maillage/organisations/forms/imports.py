"""Bringing in a file: the file, its columns, lines in doubt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from maillage.organisations.forms.base import Form
from maillage.organisations.imports.columns import COLUMNS, SORT_LABELS, Matched, Sort
from maillage.organisations.imports.tables import LIMITS, MAX_BYTES
from maillage.organisations.models import Import, Organisation

NONE = "Ne pas importer"
NOTHING = "rien"


class UploadForm(Form):
    """A file, for an organisation."""

    organisation = forms.ChoiceField(label="Pour le compte de")
    file = forms.FileField(
        label="Classeur ou fichier CSV",
        help_text=f"Format .xlsx ou .csv, {LIMITS} au plus.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [(key, one.label) for key, one in self.organisations.items()]  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = str(organisations[0].pk)

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too heavy before reading it."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(f"Ce fichier est trop lourd. Limites : {LIMITS}.")
        return file


class ColumnsForm(Form):
    """What each sheet and each column holds."""

    def __init__(self, *args: Any, row: Import, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.tables = row.tables
        for place, table in enumerate(self.tables):
            sorts = [*((sort.value, f"Des {SORT_LABELS[sort].lower()}") for sort in Sort), (NOTHING, "Rien à importer")]
            self.fields[f"sort_{place}"] = forms.ChoiceField(
                label="Cette feuille contient", choices=sorts, initial=table["sort"] or NOTHING
            )
            for number, name in enumerate(table["fields"]):
                self.fields[f"column_{place}_{number}"] = forms.ChoiceField(
                    label=table["headers"][number] or f"Colonne {number + 1}, sans titre",
                    choices=self._choices(table["sort"]),
                    required=False,
                    initial=name,
                )

    @staticmethod
    def _choices(sort: str) -> list[tuple[str, str]]:
        known = COLUMNS[Sort(sort)] if sort else ()
        return [("", NONE), *((one.name, f"{one.label} (nécessaire)" if one.is_needed else one.label) for one in known)]

    @property
    def sheets(self) -> list[dict[str, Any]]:
        """For the page: each table with its field, and its columns with theirs and some values."""
        return [
            {
                "name": table["name"],
                "caption": f"Colonnes de « {table['name']} »",
                "count": len(table["rows"]),
                "sort": self[f"sort_{place}"],
                "columns": [
                    {"field": self[f"column_{place}_{number}"], "samples": _samples(table, number)}
                    for number in range(len(table["fields"]))
                ],
            }
            for place, table in enumerate(self.tables)
        ]

    @property
    def matched(self) -> list[Matched]:
        """What was said, for the action."""
        return [
            Matched(
                self.cleaned_data[f"sort_{place}"].replace(NOTHING, ""),
                [self.cleaned_data[f"column_{place}_{number}"] for number in range(len(table["fields"]))],
            )
            for place, table in enumerate(self.tables)
        ]


def _samples(table: dict[str, Any], number: int) -> list[str]:
    cells = (row[1][number] for row in table["rows"] if number < len(row[1]) and row[1][number])
    return list(dict.fromkeys(cells))[:3]
