"""Bringing files: several at once, each in its role; their content says what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.files import File

from maillage.agreements.brought import Brought, to_read
from maillage.agreements.choices import READ_ROLES, AgreementKind, DocumentRole
from maillage.base.refusals import Refusal
from maillage.files.media import media_type_of
from maillage.organisations.forms.base import Form
from maillage.organisations.models import Organisation

TAKEN = ".docx,.odt,.pdf,.txt,.md,.html,.xlsx,.ods,.png,.jpg,.jpeg,.tif,.tiff"
NOTHING_TO_READ = (
    "Choisissez l’original signé ou le texte de travail. Si vous n’avez ni l’un ni l’autre, cochez "
    "« Je n’ai pas le texte » et donnez un titre."
)
PIECES = (
    (DocumentRole.ANNEX, "Annexes"),
    (DocumentRole.RESOLUTION, "Délibérations"),
    (DocumentRole.RECEIPT, "Accusés de réception de la préfecture"),
    (DocumentRole.MANDATE, "Mandats et délégations de signature"),
    (DocumentRole.OTHER, "Autres pièces"),
)


class FilesInput(forms.FileInput):
    """A box for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:  # noqa: ARG002
        """All the files that were sent under ``name``."""
        getlist = getattr(files, "getlist", None)
        return [one for one in (getlist(name) if getlist else [files.get(name)]) if one]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002
        """Whether no file was sent under ``name``."""
        return name not in files


class FilesField(forms.FileField):
    """Several files, or none: :func:`sorted_out` says which are taken."""

    widget = FilesInput

    def clean(self, data: list[Any] | None, initial: Any = None) -> list[Any]:  # noqa: ARG002
        """The files, as they were sent: one box or the other may be empty, the form says when both may not."""
        return list(data or [])


class OneFileField(forms.FileField):
    """One file, checked by its content."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "empty": "Ce fichier est vide : vérifiez qu’il a bien été enregistré, puis recommencez.",
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, unless its size or its content refuses it; none, when another may be chosen instead."""
        file = super().clean(data, initial) if data else None
        if file and (problem := problem_of(file)):
            raise forms.ValidationError(problem)
        return file


class MaybeChoiceField(forms.ChoiceField):
    """A choice among others of the form: the form says when none is made."""

    def validate(self, value: Any) -> None:
        """No choice is fine here."""
        if value:
            super().validate(value)


def problem_of(file: File[Any]) -> str:
    """Why a file is not taken; empty when it is."""
    size = file.size or 0
    if not size:
        return "Ce fichier est vide : vérifiez qu’il a bien été enregistré, puis recommencez."
    if size > settings.MAX_UPLOAD_SIZE:
        return (
            f"Ce fichier dépasse {settings.MAX_UPLOAD_MB} Mo : retirez-en les images ou les annexes "
            "volumineuses, puis recommencez."
        )
    try:
        file.seek(0)
        media_type_of(file.read())
    except Refusal as refusal:
        return refusal.sentence
    return ""


def named(one: Brought, problem: str) -> str:
    """Why one file among others is not taken, in a sentence that says which."""
    return f"« {one.name} » : {problem[:1].lower()}{problem[1:]}"


class BringForm(Form):
    """For whom, under which title, and the files by role."""

    use_required_attribute = False  # one of two boxes is enough, which a browser cannot judge

    organisation = forms.ChoiceField(label="Pour le compte de")
    title = forms.CharField(
        label="Titre",
        max_length=300,
        required=False,
        help_text="Laissez vide : nous le lirons dans le texte.",
    )
    without_text = forms.BooleanField(
        label="Je n’ai pas le texte : garder l’accord sans texte",
        required=False,
        help_text="Vous pourrez l’ajouter plus tard. Donnez alors un titre.",
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        choice = self.fields["organisation"]
        choice.choices = [(key, one.label) for key, one in self.organisations.items()]  # type: ignore[attr-defined]
        if len(self.organisations) == 1:
            choice.widget = forms.HiddenInput()
            choice.initial = next(iter(self.organisations))
        words = "Word, OpenDocument, PDF, texte ou page HTML"
        self._add(DocumentRole.SIGNED_ORIGINAL, "Original signé", f"{words}. C’est lui que nous lisons.")
        told = "Un projet, ou la version modifiable de l’original : nous la lisons à défaut d’original."
        self._add(DocumentRole.WORKING_TEXT, "Texte de travail", told)
        for role, label in PIECES:
            self._add(role, label, "")
        self.accepted: list[Brought] = []
        self.refused: list[tuple[Brought, str]] = []

    def _add(self, role: DocumentRole, label: str, told: str) -> None:
        widget = FilesInput(attrs={"accept": TAKEN})
        self.fields[role.value] = FilesField(label=label, required=role in READ_ROLES, help_text=told, widget=widget)

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The boxes of files that are read."""
        return [self[role.value] for role in READ_ROLES]

    @property
    def piece_fields(self) -> list[forms.BoundField]:
        """The boxes of the other files."""
        return [self[role.value] for role, _label in PIECES]

    @property
    def has_wrong_piece(self) -> bool:
        """Whether a box of the other files is to be mended, and so must be seen."""
        return any(field.errors for field in self.piece_fields)

    def clean(self) -> dict[str, Any]:
        """Sort the files out. As long as one is taken the draft is made, and the others are told beside it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        every = [
            Brought(file, role)
            for role in (*READ_ROLES, *(role for role, _label in PIECES))
            for file in cleaned.get(role.value) or []
        ]
        for one in every:
            if problem := problem_of(one.file):
                self.refused.append((one, problem))
            else:
                self.accepted.append(one)
        if self.refused and not self.accepted:
            for one, problem in self.refused:
                self.add_error(one.role.value, named(one, problem))
        elif not self.refused and to_read(self.accepted) is None:
            self._check_without_text(cleaned)
        return cleaned

    def _check_without_text(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("without_text"):
            self.add_error(DocumentRole.SIGNED_ORIGINAL.value, NOTHING_TO_READ)
        elif not cleaned.get("title"):
            self.add_error("title", "Donnez un titre à cet accord sans texte.")


class ReadAgainForm(Form):
    """Another file to read for a draft: one that is kept already, or a new one."""

    use_required_attribute = False  # one file is enough

    kept = MaybeChoiceField(label="Un fichier déjà gardé", widget=forms.RadioSelect)
    file = OneFileField(
        label="Un autre fichier",
        help_text="Il s’ajoute aux pièces ; aucun fichier n’est remplacé.",
        widget=forms.FileInput(attrs={"accept": TAKEN}),
    )
    role = MaybeChoiceField(
        label="Cet autre fichier est",
        choices=[(role.value, f"un {role.label}") for role in reversed(READ_ROLES)],
    )

    def __init__(self, *args: Any, kept: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = kept  # type: ignore[attr-defined]
        if not kept:
            del self.fields["kept"]

    def clean(self) -> dict[str, Any]:
        """One file: the new one when there is one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("kept"):
            self.add_error("file", "Choisissez le fichier à lire.")
        return cleaned

    @property
    def brought(self) -> Brought | None:
        """The new file in its role."""
        file = self.cleaned_data.get("file")
        return Brought(file, DocumentRole(self.cleaned_data.get("role") or DocumentRole.WORKING_TEXT)) if file else None


class NatureForm(Form):
    """What somebody says that the text is, after reading it themselves."""

    kind = forms.ChoiceField(label="Ce que c’est")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [one for one in AgreementKind.choices if one[0] not in {AgreementKind.REFERENCE, AgreementKind.AUTRE}]
        first = (AgreementKind.AUTRE.value, "Laisser Maillage le lire")
        self.fields["kind"].choices = [first, *kinds]  # type: ignore[attr-defined]
