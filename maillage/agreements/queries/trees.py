"""A version of a text as a tree of clauses, from its rows."""

from __future__ import annotations

from uuid import UUID

from maillage.agreements.consolidation import Composed, Place, Text, build
from maillage.agreements.consolidation.building import Source
from maillage.agreements.models import Expression, ProvisionVersion
from maillage.reading.model import Provision


def composed_of(expression: Expression) -> Composed:
    """The text of a version with the places of its provisions, as ``consolidation.compose`` gives them; one query."""
    return Composed(expression.text, tuple(_places(expression.pk)), tuple(_sources(expression)))


def _sources(expression: Expression) -> list[Source]:
    """Where words come from; lines that follow each other and come from one origin are one stretch."""
    made: list[Source] = []
    for start, end, key, *_ in expression.sources:
        source = UUID(key)
        if made and made[-1][1:] == (start, source):
            made[-1] = (made[-1][0], end, source)
        else:
            made.append((start, end, source))
    return made


def tree_of(expression: Expression) -> Text:
    """The tree of a version; one query."""
    whole = composed_of(expression)
    return build(whole.text, whole.places, whole.sources)


def _places(expression_id: UUID) -> list[Place]:
    rows = ProvisionVersion.objects.filter(expression_id=expression_id).order_by("position").select_related("parent")
    return [Place(row.provision_id, shape_of(row)) for row in rows]


def shape_of(row: ProvisionVersion) -> Provision:
    """A provision as the reader gives it."""
    whole = row.heading_start is not None and row.heading_end is not None
    heading = (row.heading_start or 0, row.heading_end or 0) if whole else None
    parent = row.parent.eid if row.parent is not None else None
    return Provision(row.eid, row.kind, row.number or None, row.heading or None, parent, (row.start, row.end), heading)
