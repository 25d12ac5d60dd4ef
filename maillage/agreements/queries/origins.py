"""Where the words of a version come from, as notes beside them: the original, or an avenant and its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from maillage.agreements.models import Expression, Instruction
from maillage.agreements.rendering import Anchor, Note, reference
from maillage.reading.output import words

NBSP = "\u00a0"
KIND = "avenants"


def origin_anchors(sources: Sequence[Sequence[Any]]) -> list[Anchor]:
    """The words that are not of the original, a line each."""
    return [Anchor(reference("a", UUID(key), start, end), start, end) for start, end, key in sources]


def origin_notes(expression: Expression) -> list[Note]:
    """A note for each line that an avenant wrote: one query, and none for an original text."""
    if not expression.sources:
        return []
    keys = {key for _, _, key in expression.sources}
    rows = Instruction.objects.filter(pk__in=keys).select_related("amendment")
    known = {str(row.pk): row for row in rows}
    return [_note(known[key], start, end, expression) for start, end, key in expression.sources if key in known]


def _note(row: Instruction, start: int, end: int, expression: Expression) -> Note:
    day = row.day
    return Note(
        ref=reference("a", row.pk, start, end),
        kind=KIND,
        icon="i-pencil",
        tone="info",
        title=words.capital(row.amendment.label),
        address=reverse("agreements:amendment", args=[expression.agreement_id, row.amendment_id]),
        lines=(f"En vigueur depuis le {words.date(day.isoformat())}",) if day is not None else (),
        is_minor=True,
    )
