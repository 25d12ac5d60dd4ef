"""By what rules a party commits itself: an assembly that votes, statutes that give a mandate, or neither."""

from __future__ import annotations

from enum import StrEnum

from maillage.agreements.choices import PartyNature
from maillage.agreements.models import Party
from maillage.organisations.choices import OrganisationKind

_Kind = OrganisationKind
AUTHORITIES: dict[str, str] = {
    _Kind.DEPARTEMENT: "CGCT L3211-2, L3221-1",
    _Kind.COMMUNE: "CGCT L2121-29, L2122-21",
    _Kind.CCAS: "CASF L123-8",
    _Kind.CIAS: "CASF L123-8",
    _Kind.EPCI: "CGCT L5211-1, L2121-29",
}
"""The bodies that a délibération must authorise, and by what rule; other public bodies follow rules of their own."""
TRANSMISSION: dict[str, str] = {
    _Kind.DEPARTEMENT: "CGCT L3131-1, L3131-2",
    _Kind.COMMUNE: "CGCT L2131-1, L2131-2",
    _Kind.CCAS: "CGCT L2131-1, L2131-12",
    _Kind.CIAS: "CGCT L2131-1, L2131-12",
    _Kind.EPCI: "CGCT L5211-3, L2131-1",
}
DELEGATION: dict[str, str] = {
    _Kind.DEPARTEMENT: "CGCT L3221-3",
    _Kind.COMMUNE: "CGCT L2122-18, L2122-19",
    _Kind.CCAS: "CASF R123-23",
    _Kind.CIAS: "CASF R123-23",
    _Kind.EPCI: "CGCT L5211-9",
}
MANDATE = "C. civ. 1153, 1156"
"""Who acts for another binds it within their powers alone; an association gives them by its statutes or a decision."""


class Regime(StrEnum):
    """How a party authorises its signature."""

    RESOLUTION = "resolution"
    MANDATE = "mandate"
    NONE = "none"


def regime_of(party: Party) -> Regime:
    """A délibération for local bodies (and for a public party tied to none), a mandate for an association."""
    if party.nature == PartyNature.ASSOCIATION:
        return Regime.MANDATE
    if party.is_public and authority_source(party):
        return Regime.RESOLUTION
    return Regime.NONE


def authority_source(party: Party) -> str:
    """The article that asks for its délibération; nothing for bodies that follow rules of their own."""
    return "CGCT L2121-29, L3211-2" if party.organisation is None else AUTHORITIES.get(party.organisation.kind, "")


def transmission_source(party: Party) -> str:
    """The article that makes its délibération enforceable."""
    return "CGCT L2131-1, L3131-1" if party.organisation is None else TRANSMISSION.get(party.organisation.kind, "")


def delegation_source(party: Party) -> str:
    """The article on delegations of its representative."""
    if regime_of(party) == Regime.MANDATE:
        return MANDATE
    known = "" if party.organisation is None else DELEGATION.get(party.organisation.kind, "")
    return known or "CGCT L2122-18, L3221-3"
