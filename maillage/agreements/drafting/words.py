"""French as the texts need it: articles before names, numbers and periods in words, blanks to fill in by hand."""

from __future__ import annotations

import datetime as dt

from maillage.base.days import written
from maillage.organisations.choices import PRIVATE_KINDS, OrganisationKind

NUMBERS = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze".split()
BLANK = "………………"
_ARTICLES = {
    OrganisationKind.DEPARTEMENT: "le ",
    OrganisationKind.COMMUNE: "la ",
    OrganisationKind.CCAS: "le ",
    OrganisationKind.CIAS: "le ",
    OrganisationKind.EPCI: "la ",
    OrganisationKind.FEDERATION: "la ",
    OrganisationKind.CAF: "la ",
    OrganisationKind.STATE: "la ",
}
_SHORT = {
    OrganisationKind.DEPARTEMENT: "le Département",
    OrganisationKind.COMMUNE: "la Commune",
    OrganisationKind.CCAS: "le CCAS",
    OrganisationKind.CIAS: "le CIAS",
    OrganisationKind.EPCI: "l’Intercommunalité",
    OrganisationKind.ASSOCIATION: "l’Association",
    OrganisationKind.FEDERATION: "la Fédération",
    OrganisationKind.STATE: "l’État",
    OrganisationKind.CAF: "la Caf",
}
BODIES = {
    OrganisationKind.DEPARTEMENT: "la commission permanente",
    OrganisationKind.COMMUNE: "le conseil municipal",
    OrganisationKind.CCAS: "le conseil d’administration",
    OrganisationKind.CIAS: "le conseil d’administration",
    OrganisationKind.EPCI: "le conseil communautaire",
    OrganisationKind.ASSOCIATION: "le conseil d’administration",
    OrganisationKind.FEDERATION: "le conseil d’administration",
    OrganisationKind.CAF: "le conseil d’administration",
}
"""Who authorises the signature, by nature of organisation."""

CAPACITIES = {
    OrganisationKind.DEPARTEMENT: "président du conseil départemental",
    OrganisationKind.COMMUNE: "maire",
    OrganisationKind.CCAS: "président du CCAS",
    OrganisationKind.CIAS: "président du CIAS",
    OrganisationKind.EPCI: "président",
    OrganisationKind.STATE: "préfet",
    OrganisationKind.CAF: "directeur",
}
_FEMININE = ("la ", "l’association", "l'association", "l’union", "l’agence", "l’intercommunalité", "l’entraide")
_VOWELS = "aâàeéèêëiîïoôuûhAÂÀEÉÈÊËIÎÏOÔUÛH"


def with_article(name: str, kind: str) -> str:
    """How a text names an organisation: "le CCAS de Montclair", "l’association Trampoline"."""
    lowered = name.casefold()
    if lowered.startswith(("le ", "la ", "les ", "l’", "l'")):
        return name
    if kind == OrganisationKind.ASSOCIATION:
        return f"l’{name[:1].lower()}{name[1:]}" if lowered.startswith("association") else f"l’association {name}"
    article = _ARTICLES.get(OrganisationKind(kind), "")
    return f"l’{name}" if article and name[:1] in _VOWELS else f"{article}{name}"


def short_name(name: str, kind: str, taken: set[str]) -> str:
    """The short name that the text gives; the name itself when another party has taken the usual one."""
    usual = _SHORT.get(OrganisationKind(kind), "")
    return usual if usual and usual not in taken else with_article(name, kind)


def is_feminine(name: str) -> bool:
    """Whether "dénommée" agrees with a name that bears its article."""
    return name.casefold().startswith(_FEMININE)


def is_private(kind: str) -> bool:
    """Whether no délibération is to be cited, but a mandate."""
    return kind in PRIVATE_KINDS


def of(name: str) -> str:
    """ "de" before a name that bears its article: "du CCAS", "de la Ville", "de l’Association"."""
    for article, told in (("le ", "du "), ("les ", "des ")):
        if name.casefold().startswith(article):
            return told + name[len(article) :]
    return ("d’" if name[:1] in _VOWELS else "de ") + name


def years(count: int) -> str:
    """ "un an", "trois ans"."""
    return f"{NUMBERS[count]} an{'s' if count > 1 else ''}"


def months(count: int) -> str:
    """ "un mois", "trois mois"."""
    return f"{NUMBERS[count]} mois"


def times(count: int) -> str:
    """ "une fois", "deux fois"."""
    return f"{'une' if count == 1 else NUMBERS[count]} fois"


def day(on: dt.date | None) -> str:
    """ "1er janvier 2026", or a blank."""
    return written(on) if on else BLANK


def euros(amount: int) -> str:
    """ "12 500 €"."""
    return f"{amount:,}".replace(",", "\u00a0") + "\u00a0€"
