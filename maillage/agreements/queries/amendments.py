"""Avenants of an agreement, and the text as they make it: on a day, as known on another, or while one is prepared."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.amending_words import pure_of
from maillage.agreements.choices import TEXT_VERBS, InstructionDecision
from maillage.agreements.consolidation import Consolidated, Step, Text, consolidate
from maillage.agreements.models import Agreement, Amendment, Expression, Instruction
from maillage.agreements.queries.trees import tree_of

SOMEDAY = dt.date(9999, 12, 31)
"""The day of a preparation that has none yet: after all that is known."""


def standing_instructions(agreement: Agreement) -> list[Instruction]:
    """What avenants that stand ask of the text, confirmed and not set aside: one query."""
    rows = Instruction.objects.filter(
        amendment__agreement=agreement,
        amendment__recorded_at__isnull=False,
        amendment__withdrawn_at__isnull=True,
        confirmed_at__isnull=False,
        verb__in=TEXT_VERBS,
    ).exclude(decision=InstructionDecision.SET_ASIDE)
    return list(rows.select_related("amendment").order_by("pk"))


def step_of(row: Instruction) -> Step:
    """An instruction as the computing takes it."""
    return Step(
        row.pk,
        pure_of(row),
        row.day or SOMEDAY,
        row.amendment.signed_on,
        row.amendment.number,
        row.position,
        row.amendment.label,
        row.decision == InstructionDecision.STANDS,
    )


@dataclass(frozen=True)
class Preview:
    """The text that an avenant changes and the one that it makes, with what cannot be applied."""

    before: Text
    after: Text
    problems: dict[UUID, str]


def preview_of(amendment: Amendment, *, but: UUID | None = None) -> Preview | None:
    """The text on the day of an avenant, without it and with it; None when the agreement has no text.

    ``but`` leaves one of its instructions out: the one that is being written again.
    """
    original = Expression.objects.filter(agreement=amendment.agreement).original().first()
    if original is None:
        return None
    tree = tree_of(original)
    own = amendment.instructions.filter(confirmed_at__isnull=False, verb__in=TEXT_VERBS)
    mine = list(own.exclude(decision=InstructionDecision.SET_ASIDE).select_related("amendment").order_by("position"))
    mine = [row for row in mine if row.pk != but]
    others = [row for row in standing_instructions(amendment.agreement) if row.amendment_id != amendment.pk]
    without = consolidate(tree, map(step_of, others))
    made = consolidate(tree, map(step_of, [*others, *mine]))
    day = max([amendment.effect_on or SOMEDAY, *(row.day or SOMEDAY for row in mine)])
    keys = {row.pk for row in mine}
    problems = {key: reason for key, reason in made.problems.items() if key in keys}
    return Preview(_on(tree, without, day), _on(tree, made, day), problems)


def _on(original: Text, made: Consolidated, day: dt.date) -> Text:
    texts = [version.text for version in made.versions if version.valid_from <= day]
    return texts[-1] if texts else original
