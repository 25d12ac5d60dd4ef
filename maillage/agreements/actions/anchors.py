"""Finding again, in a new text, all that rests on words of the earlier one: what is gone is said to be reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q

from maillage.agreements.actions import deciding
from maillage.agreements.anchoring import Carried
from maillage.agreements.locating import locate
from maillage.agreements.models import (
    Agreement,
    CommitmentVersion,
    Defect,
    Expression,
    Finding,
    Guarantor,
    Mention,
    Party,
    ProvisionVersion,
    Term,
)
from maillage.agreements.reading_rows import Places
from maillage.organisations.models import User
from maillage.reading.model import Provision as ReadProvision

_ANCHORED = ("expression", "provision", "start", "end", "quote", "is_adrift", "revision")
_FOLLOWED = ("text", "name", "title", "lead_in", "represented_by", "seat")


class Carries(Protocol):
    """What tells where words of the earlier text stand in the new one."""

    def span(self, start: int, end: int) -> Carried | None:
        """Where they stand; None when nothing is left of them."""


@dataclass(frozen=True)
class Changed:
    """A row whose words changed, with those that it had; ``is_lost`` when nothing is left of them."""

    row: Any
    quote: str
    is_lost: bool


@dataclass(frozen=True)
class Anchored:
    """How many findings follow words that changed, and what a person must look at."""

    followed: int
    adrift: int


def anchor_all(
    agreement: Agreement,
    old: Expression,
    new: Expression,
    carrier: Carries,
    provisions: Mapping[str, ProvisionVersion],
    *,
    by: User | None,
    at: dt.datetime,
) -> Anchored:
    """Find again what was read of the text, its defects, and all that was made of it; findings follow their words."""
    changed = _anchor(Finding.objects.filter(agreement=agreement), old, new, carrier, provisions)
    followed, unsure = _follow(agreement, changed, by=by, at=at)
    changed += _anchor(Defect.objects.filter(agreement=agreement), old, new, carrier, provisions)
    lost = sum(one.is_lost for one in changed)
    for rows in (
        Party.objects.filter(agreement=agreement),
        CommitmentVersion.objects.current().filter(agreement=agreement),
        Term.objects.filter(agreement=agreement, superseded_at__isnull=True),
        Mention.objects.filter(agreement=agreement, superseded_at__isnull=True),
        Guarantor.objects.filter(agreement=agreement),
    ):
        _anchor(rows, old, new, carrier, provisions)
    return Anchored(followed, unsure + lost)


def _anchor(
    rows: Any, old: Expression, new: Expression, carrier: Carries, provisions: Mapping[str, ProvisionVersion]
) -> list[Changed]:
    """Find again the words of ``rows`` in the new text; return the rows whose words are no longer the same."""
    places = places_of(provisions)
    changed = []
    found = list(rows.filter(Q(expression=old) | Q(is_adrift=True), start__isnull=False, end__isnull=False))
    for row in found:
        is_here = row.expression_id == old.pk
        place = carrier.span(row.start, row.end) if is_here else None
        place = place or _only_place(new.text, row.quote)
        if is_here and (place is None or not place.is_same):
            changed.append(Changed(row, row.quote, place is None))
        row.revision += 1
        if place is None:
            row.is_adrift = True
            continue
        eid = places.at(place.start)
        row.is_adrift = row.is_adrift and is_here
        row.expression = new
        row.provision_id = provisions[eid].provision_id if eid else None
        row.start, row.end, row.quote = place.start, place.end, new.quote(place.start, place.end)
    rows.model._default_manager.bulk_update(found, _ANCHORED, batch_size=100)  # noqa: SLF001 documented
    return changed


def _only_place(text: str, quote: str) -> Carried | None:
    """Where words that were lost stand, when they stand in one place only."""
    found = locate(text, quote)
    return Carried(*found[0], is_same=True) if len(found) == 1 else None


def places_of(provisions: Mapping[str, ProvisionVersion]) -> Places:
    """Where words stand among provisions, by eId."""
    return Places(
        tuple(
            ReadProvision(one.eid, one.kind, one.number, one.heading, None, (one.start, one.end))
            for one in provisions.values()
        )
    )


def _follow(agreement: Agreement, changed: Sequence[Changed], *, by: User | None, at: dt.datetime) -> tuple[int, int]:
    """Findings that repeat the words mended take the new ones; the others are to be looked at. Counts of both."""
    followed, unsure = [], []
    for one in changed:
        value = followed_value(one.row.value, one.quote, one.row.quote)
        if one.is_lost:
            continue
        if value != one.row.value:
            followed.append((one.row, {"value": value}))
        else:
            unsure.append(one.row.pk)
    if followed:
        deciding.follow(agreement, followed, by=by, at=at)
    Finding.objects.filter(pk__in=unsure).update(is_adrift=True)
    return len(followed), len(unsure)


def followed_value(value: Mapping[str, Any], before: str, after: str) -> dict[str, Any]:
    """``value`` with the words ``after`` wherever it repeats ``before``, spaces aside."""
    wanted, words = " ".join(before.split()), " ".join(after.split())

    def repeats(name: str, one: object) -> bool:
        return name in _FOLLOWED and isinstance(one, str) and bool(wanted) and " ".join(one.split()) == wanted

    return {name: words if repeats(name, one) else one for name, one in value.items()}
