"""The tree of units of an organisation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from maillage.organisations.models import Organisation, Unit


@dataclass(slots=True)
class Branch:
    """A unit with the branches below it."""

    unit: Unit
    depth: int
    below: list[Branch] = field(default_factory=list)


def unit_tree(organisation: Organisation, *, at: dt.date) -> list[Branch]:
    """The units that are open on a day, top down, in the order of names: one query."""
    rows = Unit.objects.at(at).filter(organisation=organisation).select_related("label", "sector")
    branches = {unit.pk: Branch(unit, 0) for unit in sorted(rows, key=lambda unit: (unit.folded, unit.pk.hex))}
    top: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id) if branch.unit.parent_id else None
        (top if above is None else above.below).append(branch)
    _set_depths(top, 0)
    return top


def flattened(branches: list[Branch]) -> list[Branch]:
    """The tree as a list, each branch after the one above it: for indented lists and choices."""
    return [one for branch in branches for one in (branch, *flattened(branch.below))]


def _set_depths(branches: list[Branch], depth: int) -> None:
    for branch in branches:
        branch.depth = depth
        _set_depths(branch.below, depth + 1)
