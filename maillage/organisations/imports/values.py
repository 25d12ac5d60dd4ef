"""The words of a cell as what they mean: a date, a nature, a function. A refusal is a sentence about the cell."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from maillage.base.search import words_of
from maillage.organisations.choices import MandateFunction, OrganisationKind
from maillage.organisations.validators import compact_siret, fold_email, validate_rna, validate_siret

_MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
_FIGURES = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_EARLIEST, _LATEST = 1800, 2150


class BadCell(ValueError):
    """A cell that does not say what its column wants; the sentence tells it."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def date_of(text: str) -> dt.date:
    """A date written 16/09/2024, 16.09.24, 2024-09-16 or "16 septembre 2024"."""
    words = words_of(text)
    try:
        if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text[:10]):
            day = dt.date(*map(int, found.groups()))
        elif found := _FIGURES.fullmatch(text):
            date, month, year = map(int, found.groups())
            century = 0 if len(found[3]) == 4 else 2000 if year < 70 else 1900
            day = dt.date(century + year, month, date)
        elif len(words) == 3 and words[1] in _MONTHS:
            day = dt.date(int(words[2]), _MONTHS.index(words[1]) + 1, int(words[0].removesuffix("er")))
        else:
            raise BadCell(f"« {text} » n’est pas une date. Écrivez-la comme 16/09/2024.")
    except ValueError as error:
        if isinstance(error, BadCell):
            raise
        raise BadCell(f"La date « {text} » n’existe pas. Vérifiez le jour et le mois.") from error
    if not _EARLIEST <= day.year <= _LATEST:
        raise BadCell(f"La date « {text} » n’est pas vraisemblable.")
    return day


_KINDS: dict[str, OrganisationKind] = {
    **{" ".join(words_of(str(kind.label))): kind for kind in OrganisationKind},
    "conseil departemental": OrganisationKind.DEPARTEMENT,
    "collectivite departementale": OrganisationKind.DEPARTEMENT,
    "cd": OrganisationKind.DEPARTEMENT,
    "ville": OrganisationKind.COMMUNE,
    "mairie": OrganisationKind.COMMUNE,
    "centre communal d action sociale": OrganisationKind.CCAS,
    "centre intercommunal d action sociale": OrganisationKind.CIAS,
    "epci": OrganisationKind.EPCI,
    "intercommunalite": OrganisationKind.EPCI,
    "communaute de communes": OrganisationKind.EPCI,
    "communaute d agglomeration": OrganisationKind.EPCI,
    "communaute urbaine": OrganisationKind.EPCI,
    "metropole": OrganisationKind.EPCI,
    "cc": OrganisationKind.EPCI,
    "ca": OrganisationKind.EPCI,
    "association loi 1901": OrganisationKind.ASSOCIATION,
    "asso": OrganisationKind.ASSOCIATION,
    "associations": OrganisationKind.ASSOCIATION,
    "union": OrganisationKind.FEDERATION,
    "etat": OrganisationKind.STATE,
    "service de l etat": OrganisationKind.STATE,
    "prefecture": OrganisationKind.STATE,
    "ddets": OrganisationKind.STATE,
    "education nationale": OrganisationKind.STATE,
    "caf": OrganisationKind.CAF,
    "autre": OrganisationKind.OTHER,
    "etablissement public": OrganisationKind.OTHER,
    "entreprise": OrganisationKind.OTHER,
    "msa": OrganisationKind.OTHER,
    "bailleur": OrganisationKind.OTHER,
    "bailleur social": OrganisationKind.OTHER,
}
_KINDS_BY_NAME = (
    ("ccas", OrganisationKind.CCAS),
    ("centre communal d action sociale", OrganisationKind.CCAS),
    ("cias", OrganisationKind.CIAS),
    ("centre intercommunal d action sociale", OrganisationKind.CIAS),
    ("commune", OrganisationKind.COMMUNE),
    ("ville", OrganisationKind.COMMUNE),
    ("mairie", OrganisationKind.COMMUNE),
    ("departement", OrganisationKind.DEPARTEMENT),
    ("conseil departemental", OrganisationKind.DEPARTEMENT),
    ("communaute de communes", OrganisationKind.EPCI),
    ("communaute d agglomeration", OrganisationKind.EPCI),
    ("association", OrganisationKind.ASSOCIATION),
    ("federation", OrganisationKind.FEDERATION),
    ("caisse d allocations familiales", OrganisationKind.CAF),
    ("caf", OrganisationKind.CAF),
    ("prefecture", OrganisationKind.STATE),
)


def kind_of(text: str) -> OrganisationKind:
    """The nature that a cell names."""
    found = _KINDS.get(" ".join(words_of(text)))
    if found is None:
        raise BadCell(
            f"La nature « {text} » n’est pas connue. Écrivez par exemple CCAS, commune, association ou autre."
        )
    return found


def kind_from_name(name: str) -> OrganisationKind | None:
    """The nature that a name begins with, when no column says it."""
    folded = " ".join(words_of(name))
    return next((kind for words, kind in _KINDS_BY_NAME if f"{folded} ".startswith(f"{words} ")), None)


_FUNCTIONS: tuple[tuple[str, MandateFunction], ...] = (
    ("vice president", MandateFunction.VICE_PRESIDENT),
    ("adjoint au maire", MandateFunction.VICE_PRESIDENT),
    ("adjointe au maire", MandateFunction.VICE_PRESIDENT),
    ("elu referent", MandateFunction.ELECTED_REFERENT),
    ("elue referente", MandateFunction.ELECTED_REFERENT),
    ("president", MandateFunction.PRESIDENT),
    ("maire", MandateFunction.PRESIDENT),
    ("directeur", MandateFunction.DIRECTOR),
    ("directrice", MandateFunction.DIRECTOR),
    ("dgs", MandateFunction.DIRECTOR),
    ("delegue general", MandateFunction.DIRECTOR),
    ("deleguee generale", MandateFunction.DIRECTOR),
    ("responsable", MandateFunction.UNIT_HEAD),
    ("chef", MandateFunction.UNIT_HEAD),
    ("cheffe", MandateFunction.UNIT_HEAD),
    ("conseiller municipal", MandateFunction.ELECTED_MEMBER),
    ("conseillere municipale", MandateFunction.ELECTED_MEMBER),
    ("conseiller departemental", MandateFunction.ELECTED_MEMBER),
    ("conseillere departementale", MandateFunction.ELECTED_MEMBER),
    ("elu", MandateFunction.ELECTED_MEMBER),
    ("elue", MandateFunction.ELECTED_MEMBER),
    ("pilote", MandateFunction.PILOT),
    ("suppleant", MandateFunction.DEPUTY),
    ("signataire", MandateFunction.SIGNATORY),
    ("benevole", MandateFunction.VOLUNTEER),
    ("agent", MandateFunction.AGENT),
)


def function_of(text: str) -> MandateFunction:
    """The function that a cell names; a trade that is none of ours is an agent's, its words stay as the capacity."""
    folded = " ".join(words_of(text))
    exact = next((one for one in MandateFunction if " ".join(words_of(str(one.label))) == folded), None)
    if exact is not None:
        return exact
    for words, function in _FUNCTIONS:
        if f"{folded} ".startswith((f"{words} ", f"{words}e ")):
            return function
    return MandateFunction.AGENT


def siret_of(text: str) -> str:
    """The 14 digits of a SIRET."""
    if re.fullmatch(r"\d[.,]\d+E\+?\d+", text.strip(), re.IGNORECASE):
        raise BadCell(
            f"Le tableur a abrégé ce SIRET ({text}). Mettez la colonne au format texte et écrivez les 14 chiffres."
        )
    digits = compact_siret(text)
    if not digits.isdigit() or len(digits) != 14:
        what = f"{len(digits)} chiffres" if digits.isdigit() else "d’autres signes que des chiffres"
        raise BadCell(f"Le SIRET « {text} » a {what} ; il en faut 14.")
    try:
        validate_siret(digits)
    except ValidationError as error:
        raise BadCell(f"Le SIRET « {text} » n’est pas valable : un chiffre est faux.") from error
    return digits


def rna_of(text: str) -> str:
    """A number of the répertoire national des associations."""
    compact = compact_siret(text).upper()
    try:
        validate_rna(compact)
    except ValidationError as error:
        raise BadCell(f"Le numéro RNA « {text} » n’est pas valable : W suivi de neuf chiffres.") from error
    return compact


def postal_code_of(text: str) -> str:
    """Five figures; a spreadsheet may have eaten the first zero."""
    digits = compact_siret(text)
    if digits.isdigit() and len(digits) in (4, 5):
        return digits.zfill(5)
    raise BadCell(f"Le code postal « {text} » n’a pas cinq chiffres.")


def email_of(text: str) -> str:
    """An e-mail address, in lower case."""
    address = fold_email(text.removeprefix("mailto:"))
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadCell(f"« {text} » n’est pas une adresse électronique.") from error
    return address


def phone_of(text: str) -> str:
    """A telephone number in pairs; a spreadsheet may have eaten the first zero."""
    digits = re.sub(r"[\s.\-/()\u00a0]", "", unicodedata.normalize("NFKC", text))
    if re.fullmatch(r"[1-9]\d{8}", digits):
        digits = f"0{digits}"
    if re.fullmatch(r"0\d{9}", digits):
        return " ".join(digits[at : at + 2] for at in range(0, 10, 2))
    if re.fullmatch(r"\+?\d{2,15}", digits):
        return digits
    raise BadCell(f"« {text} » n’est pas un numéro de téléphone.")
