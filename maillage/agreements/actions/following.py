"""What was read follows its words when they change, or is said to be reviewed ("à revoir")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.agreements.actions import deciding
from maillage.agreements.actions.anchors import Carries, Changed, anchor, anchor_made
from maillage.agreements.models import Agreement, Defect, Expression, Finding, ProvisionVersion
from maillage.organisations.models import User

_FOLLOWED = ("text", "name", "title", "lead_in", "represented_by", "seat")


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
    changed = anchor(Finding.objects.filter(agreement=agreement), old, new, carrier, provisions)
    followed, unsure = _follow(agreement, changed, by=by, at=at)
    changed += anchor(Defect.objects.filter(agreement=agreement), old, new, carrier, provisions)
    lost = sum(one.is_lost for one in changed)
    anchor_made(agreement, old, new, carrier, provisions)
    return Anchored(followed, unsure + lost)


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
