"""Former bodies and heirs, and the whole history of an organisation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from maillage.journal.models import EventQuerySet
from maillage.journal.queries import history_of
from maillage.organisations.models import Merge, Organisation, Succession

_MOST_STEPS = 20  # no body has changed its status more often: a ring of mistakes ends there


def former_bodies(organisation_ids: Iterable[UUID]) -> frozenset[UUID]:
    """The ids of all bodies that these came out of, themselves excluded: what a former body held, its heir may read."""
    return _follow(organisation_ids, "successor", "predecessor")


def heirs(organisation_ids: Iterable[UUID]) -> frozenset[UUID]:
    """The ids of all bodies that came out of these, themselves excluded."""
    return _follow(organisation_ids, "predecessor", "successor")


def story_of(organisation: Organisation) -> EventQuerySet:
    """What happened to an organisation, also under the rows that were merged into it."""
    dropped = Merge.objects.standing().filter(kept_id=organisation.pk).values_list("dropped_id", flat=True)
    return history_of(organisation, *Organisation.objects.filter(pk__in=list(dropped)))


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
