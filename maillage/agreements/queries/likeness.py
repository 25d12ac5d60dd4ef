"""Which organisation a party may be: by its name, its SIRET, its town."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from maillage.agreements.choices import PartyNature
from maillage.base.search import words_of
from maillage.organisations.choices import OrganisationKind
from maillage.organisations.models import Organisation
from maillage.organisations.queries.duplicates import likely_duplicates
from maillage.organisations.validators import compact_siret

MOST = 3
STRONG = 0.9
_SIRET = re.compile(r"(?<!\d)\d{3}[\s\u00a0\u202f.]?\d{3}[\s\u00a0\u202f.]?\d{3}[\s\u00a0\u202f.]?\d{5}(?!\d)")
_POSTAL_CODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_AROUND = 400  # characters after the name of a party in which its SIRET is looked for
_ARTICLE = re.compile(r"^(?:l[’']|le |la |les )\s*", re.IGNORECASE)
_NATURES = (
    ("departement", OrganisationKind.DEPARTEMENT),
    ("ccas", OrganisationKind.CCAS),
    ("communal d action sociale", OrganisationKind.CCAS),
    ("cias", OrganisationKind.CIAS),
    ("communaute", OrganisationKind.EPCI),
    ("metropole", OrganisationKind.EPCI),
    ("caf", OrganisationKind.CAF),
    ("allocations familiales", OrganisationKind.CAF),
    ("prefecture", OrganisationKind.STATE),
    ("etat", OrganisationKind.STATE),
    ("federation", OrganisationKind.FEDERATION),
    ("commune", OrganisationKind.COMMUNE),
    ("ville", OrganisationKind.COMMUNE),
    ("mairie", OrganisationKind.COMMUNE),
)


@dataclass(frozen=True)
class Described:
    """What the text says of a party, as the register would hold it."""

    name: str
    kind: str
    siret: str
    address: str
    postal_code: str
    city: str


@dataclass(frozen=True)
class Proposal:
    """An organisation that the party may be, how much (0 to 1), and why, in French."""

    organisation: Organisation
    score: float
    reasons: tuple[str, ...]

    @property
    def is_strong(self) -> bool:
        """Whether it is chosen beforehand: a person still confirms it."""
        return self.score >= STRONG


def described(value: Mapping[str, Any], text: str = "", start: int | None = None) -> Described:
    """The party of a finding as the register would hold it; its SIRET is looked for in the text that follows it."""
    seat = str(value.get("seat") or "")
    near = text[start : start + _AROUND] if start is not None else ""
    found = next((code for one in _SIRET.findall(f"{seat} {near}") if _is_siret(code := compact_siret(one))), "")
    postal = _POSTAL_CODE.search(seat)
    town = seat[postal.end() :] if postal else re.split(r"\bà\b", seat)[-1] if re.search(r"\bà\b", seat) else ""
    return Described(
        name=_ARTICLE.sub("", str(value.get("name") or "")).strip()[:200],
        kind=kind_of(value),
        siret=found,
        address=seat[:200],
        postal_code=postal[0] if postal else "",
        city=" ".join(town.split()).strip(" ,.;")[:100],
    )


def kind_of(value: Mapping[str, Any]) -> str:
    """The nature that the name of a party tells; what nothing tells is another body."""
    if value.get("nature") == PartyNature.ASSOCIATION:
        is_federation = "federation" in words_of(str(value.get("name") or ""))
        return OrganisationKind.FEDERATION if is_federation else OrganisationKind.ASSOCIATION
    name = f" {' '.join(words_of(str(value.get('name') or '')))} "
    return next((kind for word, kind in _NATURES if f" {word} " in name), OrganisationKind.OTHER)


def proposals(wanted: Described) -> list[Proposal]:
    """The organisations that may be the one described, the most alike first: two queries."""
    alike = likely_duplicates(
        kind=wanted.kind,
        name=wanted.name,
        siret=wanted.siret,
        address=wanted.address,
        postal_code=wanted.postal_code,
    )
    found = [Proposal(row, likeness.score, likeness.reasons) for row, likeness in alike if row.is_active]
    if wanted.city:
        found = [_with_town(one, wanted.city) for one in found]
    return sorted(found, key=lambda one: (-one.score, one.organisation.pk.hex))[:MOST]


def _with_town(proposal: Proposal, city: str) -> Proposal:
    """The same town makes two names that are alike more so; another town makes them less so."""
    theirs = words_of(proposal.organisation.city)
    if not theirs or "même SIRET" in proposal.reasons:
        return proposal
    if theirs == words_of(city):
        return replace(proposal, score=min(1.0, proposal.score + 0.1), reasons=(*proposal.reasons, "même ville"))
    return replace(proposal, score=proposal.score - 0.2, reasons=(*proposal.reasons, "autre ville"))


def _is_siret(code: str) -> bool:
    return len(code) == 14 and code.isdigit()
