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
    """The words that are not of the original; those of one line and of one origin have one note."""
    return [Anchor(_ref(*row), row[0], row[1]) for row in sources]


def _ref(start: int, end: int, key: str, line: int | None = None) -> str:
    return reference("a", UUID(key), start if line is None else line, end if line is None else line)


def origin_notes(expression: Expression) -> list[Note]:
    """A note for each line that an avenant wrote: one query, and none for an original text."""
    if not expression.sources:
        return []
    keys = {row[2] for row in expression.sources}
    rows = Instruction.objects.filter(pk__in=keys).select_related("amendment")
    known = {str(row.pk): row for row in rows}
    wanted = {_ref(*row): row[2] for row in expression.sources if row[2] in known}
    return [_note(known[key], ref, expression) for ref, key in wanted.items()]


def _note(row: Instruction, ref: str, expression: Expression) -> Note:
    day = row.day
    return Note(
        ref=ref,
        kind=KIND,
        icon="i-pencil",
        tone="info",
        title=words.capital(row.amendment.label),
        address=reverse("agreements:amendment", args=[expression.agreement_id, row.amendment_id]),
        lines=(f"En vigueur depuis le {words.date(day.isoformat())}",) if day is not None else (),
        is_minor=True,
    )
