"""What the drawing of an expression is made from: the places of its provisions, and all that rests on its words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models

from maillage.agreements.models import CommitmentVersion, Defect, Expression, Mention, Party, ProvisionVersion, Term
from maillage.agreements.queries.origins import origin_anchors
from maillage.agreements.rendering import Anchor, Place, reference

SORTS: dict[str, type[models.Model]] = {
    "c": CommitmentVersion,
    "t": Term,
    "m": Mention,
    "p": Party,
    "d": Defect,
}
"""What rests on words, by the letter that names it in a drawing."""

_PLACE = ("pk", "provision_id", "eid", "kind", "start", "end", "parent_id", "number", "heading")
_FACTS = ("key", "provision_id", "eid", "kind", "start", "end", "parent", "number", "heading")


def places_of(expression_id: UUID) -> list[Place]:
    """The provisions of an expression, in order; one query."""
    rows = ProvisionVersion.objects.filter(expression_id=expression_id).order_by("position")
    found = []
    for row in rows.values_list(*_PLACE, "heading_start", "heading_end"):
        facts: dict[str, Any] = dict(zip(_FACTS, row, strict=False))
        start, end = row[-2], row[-1]
        span = (start, end) if start is not None and end is not None else None
        found.append(Place(**facts, heading_span=span))
    return found


def anchors_of(expression_id: UUID) -> list[Anchor]:
    """Every row that rests on words of an expression, whatever its state and whoever may see it."""
    found: list[Anchor] = []
    for sort, model in SORTS.items():
        rows: models.QuerySet[Any] = model._default_manager.filter(  # noqa: SLF001 the documented manager of a model
            expression_id=expression_id, start__isnull=False, end__isnull=False, is_adrift=False
        )
        found += [
            Anchor(reference(sort, key, start, end), start, end)
            for key, start, end in rows.order_by("pk").values_list("pk", "start", "end")
        ]
    defects = Defect.objects.filter(standing_in=expression_id).order_by("pk")
    found += [
        Anchor(reference("d", key, start, end), start, end)
        for key, start, end in defects.values_list("pk", "standing_start", "standing_end")
        if start is not None and end is not None
    ]
    sources = Expression.objects.filter(pk=expression_id).values_list("sources", flat=True).first()
    return [*found, *origin_anchors(sources or [])]


def drawn_text(expression_id: UUID) -> str:
    """The words of an expression (its row is read without them: they are long)."""
    text: str = Expression.objects.values_list("text", flat=True).get(pk=expression_id)
    return text
