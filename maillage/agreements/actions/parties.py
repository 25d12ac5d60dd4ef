"""Parties and actors of an agreement: tied to an organisation, edited as signed, joining, leaving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.agreements.actions.sharing import unpublish_unless_all_agree
from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.choices import PartyNature
from maillage.agreements.models import Agreement, Party
from maillage.base.refusals import Refusal
from maillage.organisations.actions.organisations import create as create_organisation
from maillage.organisations.actions.writing import change, keep, locked
from maillage.organisations.choices import PRIVATE_KINDS
from maillage.organisations.models import Organisation, User
from maillage.organisations.permissions import day_of

EDITABLE = frozenset(
    {
        "name", "short_name", "nature", "side", "seat", "represented_by", "capacity",
        "authority", "authority_body", "authority_number", "authority_on",
    }
)  # fmt: skip
NAMES_LENGTH = 1000


class AlreadyThere(Refusal):
    """An organisation is once in an agreement at a time."""

    sentence = "Cette organisation est déjà dans cet accord."


@transaction.atomic
def tie(
    *, party: Party, organisation: Organisation | None, revision: int | None = None, by: User | None, at: dt.datetime
) -> Party:
    """Say which organisation a party is, or that it is none: once the agreement is shared, its people read it."""
    agreement = opened(party.agreement)
    row = locked(party)
    former = row.organisation_id
    if organisation is not None and former != organisation.pk:
        _check_absent(agreement, organisation, at=at)
    if change(row, {"organisation": organisation}, revision=revision):
        touch(agreement)
        tell("party-edited", agreement, by=by, at=at, also=[former] if former else [])
    return row


@transaction.atomic
def tie_to_new(*, party: Party, values: Mapping[str, Any], by: User | None, at: dt.datetime) -> Party:
    """Add an organisation to the register (``values``: those of its own action) and say that a party is that one."""
    organisation = create_organisation(**values, by=by, at=at)
    return tie(party=party, organisation=organisation, by=by, at=at)


@transaction.atomic
def edit(
    *, party: Party, values: Mapping[str, Any], revision: int | None = None, by: User | None, at: dt.datetime
) -> Party:
    """Correct how a party is written: as it was signed, whatever the organisation became."""
    if unknown := set(values) - EDITABLE:
        raise TypeError(f"These are not edited here: {sorted(unknown)}.")
    agreement = opened(party.agreement)
    row = locked(party)
    if change(row, values, revision=revision):
        write_names(agreement)
        touch(agreement)
        tell("party-edited", agreement, by=by, at=at)
    return row


@transaction.atomic
def join(
    *,
    agreement: Agreement,
    organisation: Organisation,
    role: str,
    from_on: dt.date,
    to_on: dt.date | None = None,
    side: int | None = None,
    represented_by: str = "",
    capacity: str = "",
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Party:
    """Add a party, an associated actor or a beneficiary; what is published closes until a new party agrees too."""
    row = opened(agreement)
    if row.confirmed_at is None:
        raise Refusal("Confirmez d’abord la lecture : elle dit qui sont les parties.")
    _check_absent(row, organisation, at=at, from_on=from_on)
    last = Party.objects.filter(agreement=row).aggregate(last=Max("order"))["last"]
    party = keep(
        Party(
            agreement=row,
            organisation=organisation,
            role=role,
            order=0 if last is None else last + 1,
            side=side,
            name=organisation.name,
            short_name=organisation.short_name,
            nature=PartyNature.ASSOCIATION if organisation.kind in PRIVATE_KINDS else PartyNature.PUBLIC,
            represented_by=represented_by,
            capacity=capacity,
            from_on=from_on,
            to_on=to_on,
            declared_by=declared_by,
        )
    )
    write_names(row)
    touch(row)
    tell("party-added", row, by=by, at=at, also=[organisation.pk])
    unpublish_unless_all_agree(row, by=by, at=at)
    return party


@transaction.atomic
def leave(*, party: Party, last_day_on: dt.date, declared_by: str = "", by: User | None, at: dt.datetime) -> Party:
    """Record the last day of a party or an actor: its people then read what stood until that day."""
    agreement = opened(party.agreement)
    row = locked(party)
    if row.to_on is not None and row.to_on < day_of(at):
        raise Refusal(f"Ce départ est déjà enregistré, au {row.to_on:%d/%m/%Y}.", field="last_day_on")
    if row.from_on is not None and last_day_on < row.from_on:
        raise Refusal(f"Le départ ne peut pas précéder l’arrivée ({row.from_on:%d/%m/%Y}).", field="last_day_on")
    change(row, {"to_on": last_day_on, "declared_by": declared_by or row.declared_by})
    touch(agreement)
    tell("party-left", agreement, by=by, at=at, also=[row.organisation_id] if row.organisation_id else [])
    return row


def write_names(agreement: Agreement) -> None:
    """The names of the parties, which lists and the search read, as they are written now."""
    rows = Party.objects.bound().filter(agreement=agreement).in_order()
    agreement.names = " · ".join(row.label for row in rows)[:NAMES_LENGTH]
    agreement.save(update_fields=["names", "folded"])


def _check_absent(
    agreement: Agreement, organisation: Organisation, *, at: dt.datetime, from_on: dt.date | None = None
) -> None:
    day = max(from_on or day_of(at), day_of(at))
    if Party.objects.at(day).filter(agreement=agreement, organisation=organisation).exists():
        raise AlreadyThere(field="organisation")
