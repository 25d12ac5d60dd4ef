"""The one task of a request, as a form that holds on a telephone; an officer who declares fills in the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from maillage.agreements.choices import Verdict
from maillage.agreements.queries.points import Point
from maillage.agreements.queries.recorded import Stand
from maillage.organisations.forms.base import DayField, Form

NAME_LENGTH = 60
NO_POINT = ""


def one_line(text: str) -> str:
    """Words as one types them on a line, whatever was sent."""
    return " ".join(text.split())


class NamedForm(Form):
    """A form in which whoever has no account says who they are. ``is_named``: false behind the doors."""

    answerer = forms.CharField(
        label="Vos prénom et nom", max_length=NAME_LENGTH, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    answerer_function = forms.CharField(
        label="Votre fonction",
        max_length=NAME_LENGTH,
        help_text="Par exemple : directrice, secrétaire de mairie.",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    def __init__(self, *args: Any, is_named: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_named:
            del self.fields["answerer"], self.fields["answerer_function"]

    @property
    def named(self) -> str:
        """Who answers, on one line."""
        given = (self.cleaned_data.get(name, "") for name in ("answerer", "answerer_function"))
        return ", ".join(one_line(one) for one in given if one)

    @property
    def who(self) -> list[forms.BoundField]:
        """The fields that say who answers."""
        return [self[name] for name in ("answerer", "answerer_function") if name in self.fields]


class ReadingForm(NamedForm):
    """All is exact, or one point is not and why. Which button was pressed is the answer."""

    finding = forms.ChoiceField(label="Le point inexact", required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Ce qui est inexact, et ce que dit le texte",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.ChoiceField(choices=[("approve", "Tout est exact"), ("contest", "Contester")])

    def __init__(self, *args: Any, points: Iterable[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(one.finding_id), one.words) for one in points if one.finding_id]
        self._field("finding").choices = [(NO_POINT, "Aucun"), *known]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What is contested says which point and why; what is exact contests nothing."""
        said = super().clean() or self.cleaned_data
        if said.get("answer") == "contest":
            if not said.get("finding"):
                self.add_error("finding", "Cochez, plus haut, le point qui est inexact.")
            if not said.get("reason"):
                self.add_error("reason", "Écrivez ce qui est inexact : les autres parties le liront.")
        elif said.get("finding"):
            self.add_error("finding", "Vous avez coché un point : envoyez votre contestation, ou cochez « Aucun ».")
        return said

    @property
    def is_exact(self) -> bool:
        """Whether all was found exact."""
        return bool(self.cleaned_data["answer"] == "approve")

    @property
    def chosen(self) -> str:
        """The point that is ticked, for the boxes that the page draws beside each."""
        return str(self["finding"].value() or NO_POINT)


class JudgeLine(NamedTuple):
    """A commitment with its fields."""

    asked: Stand
    verdict: forms.BoundField
    word: forms.BoundField


class JudgeForm(NamedForm):
    """Where each commitment stands, and a word. ``asks_sharing``: a party says who may read it, a member need not."""

    is_shared = forms.ChoiceField(
        label="Qui peut lire vos réponses",
        choices=[
            ("yes", "Les autres parties de l’accord"),
            ("no", "Votre organisation seule, tant qu’elle ne les partage pas"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, asked: Sequence[Stand], asks_sharing: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        if not asks_sharing:
            del self.fields["is_shared"]
        for number, one in enumerate(asked, start=1):
            self.fields[f"verdict-{one.commitment_id}"] = forms.ChoiceField(
                label=f"Où en est l’engagement {number}",
                choices=Verdict.choices,
                required=False,
                initial=one.verdict,
                widget=forms.RadioSelect,
            )
            self.fields[f"word-{one.commitment_id}"] = forms.CharField(
                label="Un mot d’explication",
                required=False,
                max_length=2000,
                initial=one.word,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """A word without a verdict would be lost; nothing at all is no answer."""
        said = super().clean() or self.cleaned_data
        for one in self.asked:
            if said.get(f"word-{one.commitment_id}") and not said.get(f"verdict-{one.commitment_id}"):
                self.add_error(f"verdict-{one.commitment_id}", "Choisissez aussi une réponse.")
        if not any(said.get(f"verdict-{one.commitment_id}") for one in self.asked):
            self.add_error(None, "Dites où en est un engagement au moins.")
        return said

    @property
    def lines(self) -> Iterator[JudgeLine]:
        """The commitments, each with its two fields."""
        for one in self.asked:
            yield JudgeLine(one, self[f"verdict-{one.commitment_id}"], self[f"word-{one.commitment_id}"])

    @property
    def verdicts(self) -> dict[UUID, tuple[str, str]]:
        """What was answered, by commitment."""
        said = self.cleaned_data
        return {
            one.commitment_id: (said[f"verdict-{one.commitment_id}"], said[f"word-{one.commitment_id}"])
            for one in self.asked
            if said.get(f"verdict-{one.commitment_id}")
        }


class PieceForm(NamedForm):
    """A file, what it is called and its date."""

    file = forms.FileField(label="La pièce", allow_empty_file=True)
    title = forms.CharField(label="Intitulé", max_length=200, required=False)
    dated_on = DayField(label="Datée du", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"PDF, texte, image ou tableur, {settings.MAX_UPLOAD_MB}\u00a0Mo au plus."

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse more than what is kept."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.MAX_UPLOAD_SIZE:
            raise forms.ValidationError(
                f"Ce fichier dépasse {settings.MAX_UPLOAD_MB} Mo : réduisez-le, ou envoyez-le en plusieurs parties."
            )
        return file


class ReadForm(Form):
    """Nothing to fill in: pressing the button says that it was read."""
