"""Facts of a signature for the tests: what a party decided, who signs, what was signed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from maillage.agreements.actions import authorising, signing
from maillage.agreements.actions.facts import Piece
from maillage.agreements.models import (
    Agreement,
    Authorisation,
    Expression,
    Party,
    SealedVersion,
    Signatory,
    Signature,
)
from tests.agreements.pades.kit import blank_pdf
from tests.cast import NOW

VOTED, TRANSMITTED, SIGNED = dt.date(2026, 1, 12), dt.date(2026, 1, 20), dt.date(2026, 2, 10)


def party(agreement: Agreement, organisation: Any) -> Party:
    """A party with what the actions read of it."""
    return Party.objects.select_related("agreement", "organisation").get(agreement=agreement, organisation=organisation)


def voted(one: Party, *, by: Any = None, at: dt.datetime = NOW, **values: Any) -> Authorisation:
    """A délibération that is enforceable, unless ``values`` say otherwise."""
    known = {
        "kind": "resolution",
        "body": "conseil d’administration",
        "number": "2026-3",
        "adopted_on": VOTED,
        "published_on": VOTED,
        "transmitted_on": TRANSMITTED,
    }
    return authorising.authorise(party=one, values={**known, **values}, by=by, at=at)


def named(one: Party, name: str = "Nadia Ferrand", *, by: Any = None, **values: Any) -> Signatory:
    """Somebody who is to sign."""
    known = {"name": name, "capacity": "présidente", "level": "representative", "rank": 1}
    return authorising.name_signatory(party=one, values={**known, **values}, by=by, at=NOW)


def signed_by_hand(
    one: Party,
    name: str = "Nadia Ferrand",
    on: dt.date = SIGNED,
    *,
    signatory: Signatory | None = None,
    scan: bytes | None = None,
    by: Any = None,
    at: dt.datetime = NOW,
) -> Signature:
    """A signature, with its scan when there is one."""
    piece = Piece(scan, "scan.pdf", one.organisation_id or one.agreement.brought_by_id) if scan is not None else None
    values = {"name": name, "capacity": "présidente", "signed_on": on, "place": "Montclair"}
    return signing.sign(party=one, values=values, signatory=signatory, piece=piece, by=by, at=at)


def sealed(
    agreement: Agreement, *, content: bytes | None = None, by: Any = None, at: dt.datetime = NOW
) -> SealedVersion:
    """The current text sealed, as a PDF of the tests."""
    expression = Expression.objects.current().get(agreement=agreement)
    return signing.seal(agreement=agreement, expression=expression, content=content or blank_pdf(), by=by, at=at)
