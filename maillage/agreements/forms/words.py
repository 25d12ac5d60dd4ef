"""Words of the text in a form: selected in the page, or typed and found by the software; periods in plain French."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from maillage.agreements.locating import around, locate
from maillage.foundations.folding import fold
from maillage.foundations.periods import find_period, find_rhythm
from maillage.organisations.forms.base import Form
from maillage.reading.output.words import period, rhythm

Span = tuple[int, int]


class Lines(forms.Textarea):
    """A box of a few lines; ends of lines come as the text has them, not as browsers send them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, with LF."""
        typed = super().value_from_datadict(data, files, name)
        return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed


class WordsForm(Form):
    """A form that rests on words of ``whole``, the text. ``span`` is where they stand once it is valid.

    ``start`` and ``end`` are filled by a selection in the page; without it the words are searched, and when they stand
    in several places the form comes back with ``place`` to choose one. With ``quote``, the words that it rests on now,
    leaving them as they are gives no span. A form on words that were chosen already drops the fields: ``keep_words``.
    """

    words = forms.CharField(
        label="Mots du texte",
        widget=Lines(attrs={"rows": 2}),
        max_length=20_000,
        required=False,
        help_text="Collez-les ou tapez-les : le logiciel les retrouve dans le texte.",
    )
    place = forms.ChoiceField(label="À quel endroit", required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, whole: str, quote: str = "", are_needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = whole
        self.quote = quote
        self.span: Span | None = None
        self.fields["words"].required = are_needed
        self.fields["words"].initial = quote or None
        self.places: list[Span] = []

    def full_clean(self) -> None:
        """The places to choose among are known before the choice is judged."""
        if self.is_bound and "place" in self.fields:
            self.places = self._places()
            choices = [(f"{start}-{end}", _told(self.whole, (start, end))) for start, end in self.places]
            self.fields["place"].choices = choices  # type: ignore[attr-defined]
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Where the words stand."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        typed = values.get("words") or ""
        if not typed.strip() or _same(typed, self.quote):
            return values
        if values.get("place"):
            start, _, end = values["place"].partition("-")
            self.span = (int(start), int(end))
        elif (chosen := self._selected(typed)) is not None:
            self.span = chosen
        elif len(self.places) == 1 or (self.places and self.takes_all):
            self.span = self.places[0]
        elif self.places:
            self.fields["place"].widget = forms.RadioSelect(choices=self.fields["place"].choices)  # type: ignore[attr-defined]
            self.add_error("place", "Ces mots sont à plusieurs endroits : choisissez le bon.")
        else:
            self.add_error("words", "Ces mots ne sont pas dans le texte : copiez-les tels qu’il les écrit.")
        return values

    def keep_words(self) -> None:
        """Ask nothing of the words: they were chosen before."""
        for name in WordsForm.base_fields:
            if name != "revision":
                self.fields.pop(name, None)

    @property
    def takes_all(self) -> bool:
        """Whether several places are no question."""
        return False

    def _places(self) -> list[Span]:
        typed = str(self.data.get(self.add_prefix("words")) or "")
        return [] if _same(typed, self.quote) else locate(self.whole, typed)

    def _selected(self, typed: str) -> Span | None:
        """The selection of the page, when it is that of the words."""
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start is None or end is None or not 0 <= start < end <= len(self.whole):
            return None
        words = self.whole[start:end]
        if not _same(words, typed):
            return None
        start += len(words) - len(words.lstrip())
        return (start, start + len(words.strip()))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def _told(text: str, span: Span) -> str:
    before, words, after = around(text, span)
    shown = words if len(words) < 60 else words[:57] + "…"
    return f"… {before} [{shown}] {after} …"


class PeriodField(forms.CharField):
    """A period typed as people say it ("3 ans", "six mois"), held as ISO 8601; of a rhythm, "tous les 2 ans" too."""

    def __init__(self, *, is_rhythm: bool = False, **kwargs: Any) -> None:
        example = "Par exemple : chaque année, tous les 6 mois." if is_rhythm else "Par exemple : 3 ans, 18 mois."
        super().__init__(help_text=example, max_length=60, **kwargs)
        self.is_rhythm = is_rhythm

    def prepare_value(self, value: Any) -> Any:
        """ISO 8601 in plain words; what was typed stays."""
        if not isinstance(value, str):
            return value
        return rhythm(value) if self.is_rhythm else period(value)

    def to_python(self, value: Any) -> str:
        """ISO 8601."""
        typed = fold(super().to_python(value) or "")
        if not typed:
            return ""
        found = (find_rhythm(typed) if self.is_rhythm else None) or find_period(typed)
        if found is None or find_period(typed, found[1][1]) is not None:
            raise ValidationError("Écrivez une seule durée, comme « 3 ans » ou « 18 mois ».", code="invalid")
        return found[0]
