"""The words of a cell as what they mean; a refusal is a sentence about the cell."""

from __future__ import annotations

import re

from maillage.agreements.choices import AgreementKind
from maillage.base.search import words_of
from maillage.foundations.folding import fold
from maillage.foundations.periods import find_period
from maillage.organisations.imports.values import BadCell

_KINDS = {
    **{" ".join(words_of(str(kind.label))): kind for kind in AgreementKind},
    "protocole local": AgreementKind.PROTOCOLE,
    "protocole d accord": AgreementKind.PROTOCOLE,
    "convention de partenariat": AgreementKind.CONVENTION,
    "convention cadre": AgreementKind.CONVENTION,
    "cpo": AgreementKind.COM,
    "com": AgreementKind.COM,
    "convention pluriannuelle d objectifs": AgreementKind.COM,
    "convention d objectifs": AgreementKind.COM,
    "projet social": AgreementKind.PST,
    "pst": AgreementKind.PST,
    "convention constitutive": AgreementKind.STATUTS,
    "charte de partenariat": AgreementKind.CHARTE,
}
_PARTY_SIGNS = re.compile(r"\s*(?:[;/\n|+]|,(?!\d))\s*")
_NO = frozenset("non aucune aucun sans neant".split())


def kind_of(text: str) -> AgreementKind:
    """The kind that a cell names, by its whole or by its first word."""
    words = words_of(text)
    found = _KINDS.get(" ".join(words)) or next(
        (kind for size in (3, 2, 1) if (kind := _KINDS.get(" ".join(words[:size])))), None
    )
    if found is None:
        raise BadCell(f"« {text} » n’est pas un genre connu : charte, convention, protocole, contrat, avenant…")
    return found


def kind_from_title(title: str) -> AgreementKind:
    """The kind that a title begins with, when no column says it."""
    try:
        return kind_of(" ".join(words_of(title)[:4]))
    except BadCell:
        return AgreementKind.AUTRE


def parties_of(text: str) -> list[str]:
    """The organisations that a cell names, between semicolons, slashes, commas or lines."""
    return [name for one in _PARTY_SIGNS.split(text) if (name := " ".join(one.split()).strip(" .-–•"))]


def duration_of(text: str) -> str:
    """A duration as ISO 8601: "3 ans", "trois ans", "18 mois", or a bare number of years."""
    found = find_period(fold(text))
    if found:
        return found[0]
    if re.fullmatch(r"\d{1,2}", text.strip()):
        return f"P{int(text)}Y"
    raise BadCell(f"« {text} » n’est pas une durée. Écrivez-la comme « 3 ans » ou « 18 mois ».")


def renewal_of(text: str) -> str:
    """``tacit``, ``express`` or ``none``."""
    words = set(words_of(text))
    if words & _NO:
        return "none"
    if words & {"tacite", "tacitement", "automatique", "oui"}:
        return "tacit"
    if words & {"expresse", "express", "avenant"}:
        return "express"
    raise BadCell(f"« {text} » ne dit pas si la reconduction est tacite, expresse, ou s’il n’y en a pas.")
