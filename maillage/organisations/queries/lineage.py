"""Former bodies and heirs, and the whole history of an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal
from uuid import UUID

from maillage.journal.models import EventQuerySet
from maillage.journal.queries import history_of
from maillage.organisations.models import Merge, Organisation, Person, Succession

_MOST_STEPS = 20  # no body has changed its status more often: a ring of mistakes ends there


def former_bodies(organisation_ids: Iterable[UUID]) -> frozenset[UUID]:
    """The ids of all bodies that these came out of, themselves excluded: what a former body held, its heir may read."""
    return _follow(organisation_ids, "successor", "predecessor")


def heirs(organisation_ids: Iterable[UUID]) -> frozenset[UUID]:
    """The ids of all bodies that came out of these, themselves excluded."""
    return _follow(organisation_ids, "predecessor", "successor")


def farther(organisation: Organisation, direct: Sequence[Succession]) -> tuple[list[Organisation], list[Organisation]]:
    """Former bodies of its former bodies, and heirs of its heirs, by name; ``direct`` are its own successions."""
    before = {one.predecessor_id for one in direct if one.successor_id == organisation.pk}
    after = {one.successor_id for one in direct if one.predecessor_id == organisation.pk}
    found = former_bodies(before) - before if before else frozenset()
    coming = heirs(after) - after if after else frozenset()
    if not found | coming:
        return [], []
    rows = Organisation.objects.filter(pk__in=(found | coming) - {organisation.pk}).by_name()
    return [row for row in rows if row.pk in found], [row for row in rows if row.pk in coming]


def story_of(row: Organisation | Person) -> EventQuerySet:
    """What happened to an organisation or a person, also under the rows that were merged into it."""
    dropped = Merge.objects.standing().filter(kept_id=row.pk).values_list("dropped_id", flat=True)
    return history_of(row, *type(row)._base_manager.filter(pk__in=list(dropped)))  # noqa: SLF001 sees every row


def _follow(
    start: Iterable[UUID],
    known: Literal["predecessor", "successor"],
    wanted: Literal["predecessor", "successor"],
) -> frozenset[UUID]:
    origin = frozenset(start)
    found: frozenset[UUID] = frozenset()
    edge = origin
    for _step in range(_MOST_STEPS):
        rows = Succession.objects.filter(**{f"{known}_id__in": list(edge)}).values_list(f"{wanted}_id", flat=True)
        edge = frozenset(rows) - found - origin
        if not edge:
            break
        found |= edge
    return found
