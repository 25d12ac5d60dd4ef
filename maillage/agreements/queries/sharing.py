"""Who will see an agreement once it is shared, and who agreed to publish it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from maillage.agreements.choices import PartyRole
from maillage.agreements.models import Agreement, Party
from maillage.agreements.models.visibility import tied_findings
from maillage.agreements.queries.voices import readers
from maillage.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Viewer:
    """A party, the organisation that it is tied to, and how many accounts will read for it."""

    name: str
    organisation: Organisation | None
    accounts: int
    party: Party | None
    is_author: bool


def viewers_of(agreement: Agreement, parties: Sequence[Party], *, at: dt.datetime) -> list[Viewer]:
    """Those that sharing opens the agreement to; of a draft, the parties as its reading was tied: two queries."""
    named: list[tuple[str, Organisation | None, Party | None]]
    if agreement.confirmed_at is not None:
        named = [(one.label, one.organisation, one) for one in parties]
    else:
        rows = tied_findings(agreement).select_related("tied_to").order_by("position", "pk")
        named = [(str(one.value.get("short_name") or one.value.get("name")), one.tied_to, None) for one in rows]
    counts = readers([one.pk if one is not None else None for _, one, _ in named], at=at)
    return [
        Viewer(
            name,
            organisation,
            counts.get(organisation.pk, 0) if organisation is not None else 0,
            party,
            organisation is not None and organisation.pk == agreement.brought_by_id,
        )
        for name, organisation, party in named
    ]


def signatories(parties: Sequence[Party], day: dt.date) -> list[Party]:
    """The present parties that must each agree to publish."""
    return [one for one in parties if one.role == PartyRole.PARTY and one.is_at(day)]
