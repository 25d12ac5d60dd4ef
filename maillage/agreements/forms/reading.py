"""What the page of a reading asks: what to show, to accept at once, to add, to set aside, to contest, to settle."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.agreements.choices import FindingSort, MentionKind, TermName
from maillage.agreements.forms.words import Lines, WordsForm
from maillage.agreements.models import Party
from maillage.agreements.queries.sheet import DEFECTS, GROUPS, Chosen
from maillage.organisations.forms.base import Form
from maillage.organisations.forms.choosers import OrganisationField

THRESHOLDS = (
    ("0.95", "à 95 % au moins"),
    ("0.9", "à 90 % au moins"),
    ("0.8", "à 80 % au moins"),
    ("0.7", "à 70 % au moins"),
    ("", "à tout degré"),
)
_STATES = [
    ("", "Tous"),
    ("waiting", "À vérifier"),
    ("accepted", "Confirmés"),
    ("corrected", "Corrigés"),
    ("added", "Ajoutés"),
    ("set_aside", "Écartés"),
    ("contested", "Contestés"),
    ("adrift", "À revoir"),
]
WHAT = [
    ("", "Choisissez"),
    ("Ce qui engage", [("party", "Partie"), ("commitment", "Engagement"), ("signatory", "Signataire")]),
    ("Clause", [(f"term:{one.value}", str(one.label).capitalize()) for one in TermName]),
    ("Repère", [(f"mention:{one.value}", str(one.label).capitalize()) for one in MentionKind]),
]


class Filters(forms.Form):
    """What the list shows; the address keeps it."""

    nature = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *GROUPS.items()])
    etat = forms.ChoiceField(label="État", required=False, choices=_STATES)
    confiance = forms.ChoiceField(
        label="Lecture",
        required=False,
        choices=[("", "Toutes"), ("sure", "Sûre à 90 % et plus"), ("unsure", "Moins sûre")],
    )
    ordre = forms.ChoiceField(
        label="Ranger", required=False, choices=[("", "Par nature"), ("texte", "Dans l’ordre du texte")]
    )

    def chosen(self) -> Chosen:
        """What is asked for; a choice that makes no sense is none."""
        self.is_valid()
        given = self.cleaned_data
        return Chosen(
            group=given.get("nature", ""),
            state=given.get("etat", ""),
            confidence=given.get("confiance", ""),
            by_text=given.get("ordre") == "texte",
        )


class AcceptAllForm(forms.Form):
    """How sure the machine must have been, and of what."""

    seuil = forms.ChoiceField(label="Lecture sûre", choices=THRESHOLDS, required=False, initial="0.9")
    nature = forms.ChoiceField(
        label="Nature",
        required=False,
        choices=[("", "Toutes"), *((name, label) for name, label in GROUPS.items() if name != DEFECTS)],
    )

    @property
    def least(self) -> float | None:
        """The threshold; None takes all."""
        written = self.cleaned_data.get("seuil")
        return float(written) if written else None


class AddForm(WordsForm):
    """What to add, and on which words."""

    what = forms.ChoiceField(label="C’est", choices=WHAT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, are_needed=True, **kwargs)

    def sort(self) -> tuple[str, dict[str, Any]]:
        """The sort of finding, and what its value begins with: the words themselves."""
        return begun(self.cleaned_data["what"], self.whole[slice(*self.span)] if self.span else "")


def begun(what: str, words: str) -> tuple[str, dict[str, Any]]:
    """The sort that ``what`` names, and a first value on ``words``."""
    sort, _, name = what.partition(":")
    said = " ".join(words.split())
    if sort == FindingSort.TERM:
        return sort, {"name": name}
    if sort == FindingSort.MENTION:
        return sort, {"kind": name, "text": said[:2000], "value": "", "details": {}}
    if sort == FindingSort.PARTY:
        return sort, {"name": said[:300], "nature": "public"}
    return sort, {"text": words} if sort == FindingSort.COMMITMENT else {"name": said[:200]}


class TieForm(Form):
    """The organisation that a party is, when it is not among those proposed."""

    organisation = OrganisationField(label="Organisation")


class ReasonForm(Form):
    """Why a defect is set aside."""

    reason = forms.CharField(
        label="Pourquoi vous l’écartez",
        max_length=500,
        widget=Lines(attrs={"rows": 2}),
        help_text="Le motif reste écrit.",
    )


class ContestForm(Form):
    """What a party contests, and for which party one speaks."""

    party = forms.ModelChoiceField(label="Au nom de", queryset=Party.objects.none(), empty_label=None)
    reason = forms.CharField(
        label="Ce que vous contestez",
        max_length=2000,
        widget=Lines(attrs={"rows": 3}),
        help_text="Dites ce que le texte dit selon vous.",
    )

    def __init__(self, *args: Any, parties: tuple[Party, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_for(self, parties)


class ApproveForm(Form):
    """For which party one confirms the reading."""

    party = forms.ModelChoiceField(label="Au nom de", queryset=Party.objects.none(), empty_label=None)

    def __init__(self, *args: Any, parties: tuple[Party, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_for(self, parties)


def speak_for(form: Form, parties: tuple[Party, ...]) -> None:
    """Offer only these parties; a single one is not asked."""
    field: Any = form.fields["party"]
    field.queryset = Party.objects.filter(pk__in=[one.pk for one in parties]).in_order()
    if len(parties) == 1:
        field.initial = parties[0].pk
        field.widget = forms.HiddenInput()


class SettleForm(Form):
    """How an objection ends."""

    ending = forms.ChoiceField(
        label="Comment la contestation se règle",
        widget=forms.RadioSelect,
        choices=[("corrected", "La lecture a été corrigée"), ("kept", "La lecture est gardée telle quelle")],
    )
    outcome = forms.CharField(
        label="En une phrase",
        max_length=1900,
        widget=Lines(attrs={"rows": 3}),
        help_text="La partie qui conteste la lira.",
    )


class MendForm(WordsForm):
    """Words that were misread, and those that the file bears."""

    right = forms.CharField(
        label="Mots du fichier",
        widget=Lines(attrs={"rows": 2}),
        max_length=20_000,
        required=False,
        strip=False,
        help_text="Tels que le fichier signé les porte. Laissez vide pour retirer des mots qui n’y sont pas.",
    )
    everywhere = forms.BooleanField(label="Partout où ces mots se trouvent", required=False)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, are_needed=True, **kwargs)
        self.fields["words"].label = "Mots mal lus"
        self.fields["words"].help_text = "Tels qu’ils sont dans le texte ci-contre."
        self.order_fields(["words", "place", "right", "everywhere"])

    @property
    def takes_all(self) -> bool:
        """With "everywhere", several places are no question."""
        return bool(self.cleaned_data.get("everywhere"))

    def spans(self) -> list[tuple[int, int]]:
        """The places to mend."""
        return self.places if self.takes_all else [self.span] if self.span else []
