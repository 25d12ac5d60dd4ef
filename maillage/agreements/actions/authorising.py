"""What authorises a party to sign: its délibération or mandate, its delegations, and who signs for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.agreements.actions.facts import (
    Piece,
    Writer,
    check_allowed,
    check_past,
    correct,
    given,
    opened_for,
    record,
    still_standing,
)
from maillage.agreements.choices import DocumentRole
from maillage.agreements.legal_choices import AuthorityKind, LegalAct
from maillage.agreements.models import Authorisation, Delegation, Party, Signatory
from maillage.organisations.models import User

_SAID = {"adopted_on": "Le vote", "published_on": "La publication", "transmitted_on": "La transmission"}


@transaction.atomic
def authorise(
    *,
    party: Party,
    values: Mapping[str, Any],
    piece: Piece | None = None,
    receipt: Piece | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Authorisation:
    """Record the act by which a party decided to commit itself (``values``: kind, body, number, its three dates)."""
    writer = Writer(by, at, declared_by)
    agreement = opened_for(party)
    _check_days(values, at)
    check_allowed(agreement, LegalAct.ADOPT, values["adopted_on"], "adopted_on")
    fact = Authorisation(party=party, **values)
    on = fact.adopted_on
    fact.document = given(piece, party, agreement, role=_role(fact.kind), title=_title(fact), on=on, writer=writer)
    fact.receipt = given(
        receipt, party, agreement, role=DocumentRole.RECEIPT, title="", on=fact.transmitted_on, writer=writer
    )
    return record(fact, agreement, "authority-recorded", writer)


@transaction.atomic
def correct_authorisation(
    *,
    fact: Authorisation,
    values: Mapping[str, Any],
    piece: Piece | None = None,
    receipt: Piece | None = None,
    reason: str = "",
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Authorisation:
    """Complete it (published, transmitted) or correct it: the former record stays to be read."""
    writer = Writer(by, at, declared_by)
    agreement = opened_for(fact.party)
    still_standing(fact)
    _check_days(values, at)
    check_allowed(agreement, LegalAct.ADOPT, values["adopted_on"], "adopted_on")
    new = dict(values)
    kind, on = values.get("kind", fact.kind), values.get("adopted_on")
    if piece is not None:
        new["document"] = given(piece, fact.party, agreement, role=_role(kind), title="", on=on, writer=writer)
    if receipt is not None:
        sent_on = values.get("transmitted_on")
        new["receipt"] = given(
            receipt, fact.party, agreement, role=DocumentRole.RECEIPT, title="", on=sent_on, writer=writer
        )
    return correct(fact, agreement, new, "authority-corrected", reason=reason, writer=writer)


@transaction.atomic
def delegate(
    *,
    party: Party,
    values: Mapping[str, Any],
    piece: Piece | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Delegation:
    """Record who else than the representative may sign for a party, and from when to when."""
    writer = Writer(by, at, declared_by)
    agreement = opened_for(party)
    check_past(values.get("decided_on"), at, "decided_on", "La décision")
    fact = Delegation(party=party, **values)
    fact.document = given(
        piece, party, agreement, role=DocumentRole.MANDATE, title="", on=fact.decided_on, writer=writer
    )
    return record(fact, agreement, "delegation-recorded", writer)


@transaction.atomic
def correct_delegation(
    *,
    fact: Delegation,
    values: Mapping[str, Any],
    piece: Piece | None = None,
    reason: str = "",
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Delegation:
    """Complete or correct a delegation."""
    writer = Writer(by, at, declared_by)
    agreement = opened_for(fact.party)
    still_standing(fact)
    check_past(values.get("decided_on"), at, "decided_on", "La décision")
    new = dict(values)
    if piece is not None:
        on = values.get("decided_on")
        new["document"] = given(piece, fact.party, agreement, role=DocumentRole.MANDATE, title="", on=on, writer=writer)
    return correct(fact, agreement, new, "delegation-corrected", reason=reason, writer=writer)


@transaction.atomic
def name_signatory(
    *, party: Party, values: Mapping[str, Any], declared_by: str = "", by: User | None, at: dt.datetime
) -> Signatory:
    """Say who is to sign for a party (``values``: name, capacity, level, and rank in the order that was agreed)."""
    agreement = opened_for(party)
    return record(Signatory(party=party, **values), agreement, "signatory-recorded", Writer(by, at, declared_by))


@transaction.atomic
def correct_signatory(
    *,
    fact: Signatory,
    values: Mapping[str, Any],
    reason: str = "",
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Signatory:
    """Correct who is to sign, their capacity or their place."""
    writer = Writer(by, at, declared_by)
    agreement = opened_for(fact.party)
    return correct(fact, agreement, values, "signatory-corrected", reason=reason, writer=writer)


def _check_days(values: Mapping[str, Any], at: dt.datetime) -> None:
    for name, said in _SAID.items():
        check_past(values.get(name), at, name, said)


def _role(kind: str) -> DocumentRole:
    is_vote = kind in {AuthorityKind.RESOLUTION, AuthorityKind.EXECUTIVE_DECISION}
    return DocumentRole.RESOLUTION if is_vote else DocumentRole.MANDATE


def _title(fact: Authorisation) -> str:
    named = f"{fact.get_kind_display().partition(' (')[0].capitalize()}"
    number = f" n° {fact.number}" if fact.number else ""
    return f"{named}{number} du {fact.adopted_on:%d/%m/%Y}"
