"""Authority, signatories, signatures and notifications, as an officer writes them down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from maillage.agreements.forms.declared import DeclaredForm
from maillage.agreements.legal_choices import AuthorityKind, DelegationKind, NotificationMeans, SignatoryLevel
from maillage.agreements.models import Fact, Party, Signatory
from maillage.agreements.regimes import Regime, regime_of
from maillage.organisations.forms.base import DayField, Form

SIZE = f"PDF ou image de moins de {settings.MAX_UPLOAD_MB} Mo."


class PieceFileField(forms.FileField):
    """A file that shows a fact, refused when it is too heavy before it is read."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, if there is one."""
        file: UploadedFile[Any] | None = super().clean(data, initial)
        if file and (file.size or 0) > settings.MAX_UPLOAD_SIZE:
            raise forms.ValidationError(
                f"Ce fichier dépasse {settings.MAX_UPLOAD_MB} Mo : allégez-le, puis recommencez."
            )
        return file


class FactForm(DeclaredForm):
    """A fact of a party: new, or completed and corrected (``fact``), which asks why when what was written changes."""

    NAMES: tuple[str, ...] = ()
    reason = forms.CharField(
        label="Pourquoi ce changement",
        required=False,
        max_length=300,
        help_text="À remplir si vous changez ce qui était déjà écrit ; pour compléter, laissez vide.",
    )

    def __init__(self, *args: Any, party: Party, fact: Fact | None = None, declares: bool, **kwargs: Any) -> None:
        known = {name: getattr(fact, name) for name in self.NAMES} if fact is not None else {}
        super().__init__(*args, declares=declares, initial={**known, **kwargs.pop("initial", {})}, **kwargs)
        self.party = party
        if fact is None:
            del self.fields["reason"]
        else:
            self.move_to_end("reason")
            if "declared_by" in self.fields:
                self.fields["declared_by"].initial = fact.declared_by

    def move_to_end(self, name: str) -> None:
        """Put a field last."""
        self.order_fields([*(one for one in self.fields if one != name), name])

    @property
    def values(self) -> dict[str, Any]:
        """The fact itself."""
        return self.given(*(name for name in self.NAMES if name in self.fields))

    @property
    def reason_given(self) -> str:
        """Why what was written changes."""
        return str(self.cleaned_data.get("reason", ""))


class AuthorityForm(FactForm):
    """A délibération with its three dates, or the mandate of an association."""

    NAMES = ("kind", "body", "number", "adopted_on", "published_on", "transmitted_on")
    kind = forms.ChoiceField(label="Nature")
    body = forms.CharField(label="Organe", max_length=200, required=False)
    number = forms.CharField(label="Numéro", max_length=80, required=False)
    adopted_on = DayField(label="Votée le")
    published_on = DayField(
        label="Publiée le",
        required=False,
        help_text="Sur le site de la collectivité. Vous pourrez compléter plus tard.",
    )
    transmitted_on = DayField(
        label="Transmise à l’État le",
        required=False,
        help_text="Le jour que porte l’accusé de réception. Elle est exécutoire au plus tardif de ces deux jours.",
    )
    piece = PieceFileField(label="La délibération", required=False, help_text=SIZE)
    receipt = PieceFileField(label="L’accusé de réception", required=False, help_text=SIZE)

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, party=party, **kwargs)
        is_mandate = regime_of(party) == Regime.MANDATE
        kinds = _MANDATES if is_mandate else _VOTES
        self.fields["kind"].choices = [(one.value, one.label.capitalize()) for one in kinds]  # type: ignore[attr-defined]
        if is_mandate:
            del self.fields["published_on"], self.fields["transmitted_on"], self.fields["receipt"]
            self.fields["adopted_on"].label = "Du"
            self.fields["body"].help_text = "Par exemple : conseil d’administration, bureau, assemblée générale."
            self.fields["piece"].label = "Les statuts ou la décision"
        else:
            self.fields["body"].help_text = "Par exemple : conseil municipal, commission permanente."


_VOTES = (AuthorityKind.RESOLUTION, AuthorityKind.EXECUTIVE_DECISION)
_MANDATES = (AuthorityKind.BOARD_DECISION, AuthorityKind.STATUTES)


class DelegationForm(FactForm):
    """Who else than the representative may sign, from when to when."""

    NAMES = ("kind", "number", "decided_on", "delegate", "capacity", "from_on", "to_on")
    kind = forms.ChoiceField(label="Nature", choices=[(one.value, one.label.capitalize()) for one in DelegationKind])
    delegate = forms.CharField(label="Donnée à", max_length=200, help_text="Prénom et nom, comme dans l’arrêté.")
    capacity = forms.CharField(label="Sa fonction", max_length=300, required=False)
    number = forms.CharField(label="Numéro de l’arrêté ou de la décision", max_length=80, required=False)
    decided_on = DayField(label="Pris le", required=False)
    from_on = DayField(label="Vaut du")
    to_on = DayField(label="Jusqu’au", required=False, help_text="Vide : sans fin connue.")
    piece = PieceFileField(label="L’arrêté ou la décision", required=False, help_text=SIZE)
    field_order = ("kind", "delegate", "capacity", "number", "decided_on", "from_on", "to_on", "piece")


class SignatoryForm(FactForm):
    """Who is to sign, in which quality, in which place of the order."""

    NAMES = ("name", "capacity", "level", "rank")
    name = forms.CharField(label="Prénom et nom", max_length=200)
    capacity = forms.CharField(
        label="Qualité", max_length=300, help_text="Comme dans le texte : « présidente du conseil départemental »."
    )
    level = forms.ChoiceField(
        label="Signe en tant que", choices=[(one.value, one.label.capitalize()) for one in SignatoryLevel]
    )
    rank = forms.IntegerField(
        label="Rang", min_value=1, max_value=99, initial=1, help_text="L’ordre convenu entre toutes les parties."
    )


class SignatureForm(FactForm):
    """A signature given by hand."""

    NAMES = ("name", "capacity", "signed_on", "place")
    signatory = forms.ChoiceField(label="Qui a signé")
    name = forms.CharField(
        label="Prénom et nom", max_length=200, required=False, help_text="Si la personne n’est pas dans la liste."
    )
    capacity = forms.CharField(label="Qualité", max_length=300, required=False)
    signed_on = DayField(label="Signé le")
    place = forms.CharField(label="À", max_length=120, required=False, help_text="Le lieu écrit près de la signature.")
    piece = PieceFileField(
        label="L’exemplaire signé, numérisé",
        required=False,
        help_text=f"{SIZE} Sans lui, la signature est « constatée » et la pièce reste à donner.",
    )

    def __init__(self, *args: Any, signatories: Sequence[Signatory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signatories = {str(one.pk): one for one in signatories}
        named = [(key, str(one)) for key, one in self.signatories.items()]
        self.fields["signatory"].choices = [*named, ("", "Une autre personne")]  # type: ignore[attr-defined]
        self.fields["signatory"].required = False
        if not named:
            del self.fields["signatory"]
            self.fields["name"].help_text = ""

    @property
    def chosen(self) -> Signatory | None:
        """The signatory who was named before."""
        return self.signatories.get(self.cleaned_data.get("signatory", ""))

    def clean(self) -> dict[str, Any]:
        """A name, chosen or written."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = self.signatories.get(said.get("signatory", ""))
        if chosen is not None:
            said["name"], said["capacity"] = chosen.name, chosen.capacity
        elif not said.get("name"):
            self.add_error("name", "Écrivez qui a signé.")
        return said


class NotificationForm(FactForm):
    """A party is sent the signed agreement."""

    NAMES = ("means", "sent_on", "received_on", "reference", "is_unclaimed")
    means = forms.ChoiceField(label="Par", choices=[(one.value, one.label.capitalize()) for one in NotificationMeans])
    sent_on = DayField(label="Envoyée ou remise le")
    received_on = DayField(
        label="Reçue le",
        required=False,
        help_text="La date que porte l’avis de réception. Une remise en main propre est reçue le jour même.",
    )
    reference = forms.CharField(label="Numéro de suivi", max_length=80, required=False)
    is_unclaimed = forms.BooleanField(
        label="Le pli n’a pas été réclamé", required=False, help_text="Aucune date de réception n’en est déduite."
    )
    piece = PieceFileField(label="La preuve", required=False, help_text=f"Avis de réception, récépissé. {SIZE}")

    def clean(self) -> dict[str, Any]:
        """What is handed over is received that day."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("means") == NotificationMeans.HANDED_OVER and not said.get("received_on"):
            said["received_on"] = said.get("sent_on")
        return said


class BringBackForm(Form):
    """A PDF signed electronically."""

    file = PieceFileField(
        label="Le PDF signé",
        help_text="Tel que l’outil de signature l’a produit : ni imprimé, ni réenregistré.",
        error_messages={"required": "Choisissez le PDF signé.", "empty": "Ce fichier est vide."},
    )


class AcceptForm(DeclaredForm):
    """Of which party a signature is, and why it is kept when it is not valid by itself."""

    party = forms.ChoiceField(label="C’est la signature de")
    signed_on = DayField(label="Signé le")
    accepted_reason = forms.CharField(
        label="Pourquoi la retenir",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Par exemple : identité confirmée par téléphone, bordereau de l’outil de signature reçu.",
    )

    def __init__(
        self,
        *args: Any,
        choices: Sequence[tuple[Party, Signatory | None]],
        is_valid_alone: bool,
        silent: Collection[UUID],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, declares=bool(silent), **kwargs)
        self.silent = silent
        self.choices = {_key(party, signatory): (party, signatory) for party, signatory in choices}
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            (key, f"{party.label} : {signatory}" if signatory is not None else party.label)
            for key, (party, signatory) in self.choices.items()
        ]
        if is_valid_alone:
            del self.fields["accepted_reason"]

        if silent:
            self.fields["declared_by"].required = False

    def clean(self) -> dict[str, Any]:
        """Of a party that has nobody in Maillage, somebody declares it."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = self.choices.get(said.get("party", ""))
        if chosen is not None and chosen[0].pk in self.silent and not said.get("declared_by"):
            self.add_error("declared_by", "Dites qui l’a déclaré : cette partie n’a personne dans Maillage.")
        return said

    @property
    def chosen(self) -> tuple[Party, Signatory | None]:
        """The party, and its signatory when they were named."""
        return self.choices[self.cleaned_data["party"]]


def _key(party: Party, signatory: Signatory | None) -> str:
    return f"{party.pk}/{signatory.pk if signatory is not None else ''}"


class SealForm(Form):
    """Seal a version; ``asks_reason``: another one was signed already by somebody."""

    reason = forms.CharField(label="Pourquoi la version précédente est remplacée", max_length=300)

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]
