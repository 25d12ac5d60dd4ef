"""The text on every day: the original, then what the instructions of each day make of it, in legal order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from maillage.agreements.consolidation.applying import apply
from maillage.agreements.consolidation.clauses import Text
from maillage.agreements.consolidation.instructions import CannotApply, InsertAfter, Instruction


@dataclass(frozen=True, slots=True)
class Step:
    """An instruction with what orders it: its effect, then the signature, the number and the place in its avenant.

    ``amendment`` names the avenant in the sentence of a doubt. ``is_settled``: a person looked at it and said that it
    applies as it stands.
    """

    key: UUID
    instruction: Instruction
    effect_on: dt.date
    signed_on: dt.date | None
    number: int
    position: int
    amendment: str
    is_settled: bool = False

    @property
    def rank(self) -> tuple[dt.date, dt.date, int, int, str]:
        """Its place in legal time: never that of its recording."""
        return self.effect_on, self.signed_on or self.effect_on, self.number, self.position, str(self.key)


@dataclass(frozen=True, slots=True)
class Version:
    """The text from a day on."""

    valid_from: dt.date
    text: Text


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The versions after the original, by day; what a person must look at, by instruction; what was applied."""

    versions: tuple[Version, ...] = ()
    problems: dict[UUID, str] = field(default_factory=dict)
    applied: tuple[UUID, ...] = ()


def consolidate(original: Text, steps: Iterable[Step]) -> Consolidated:
    """Apply all steps in legal order, whatever the order in which they are given.

    A step that cannot apply leaves the text as it is and is told with its reason. One that bears on what another
    avenant changed the same day applies after it, and is told too: a person decides.
    """
    text, versions, applied = original, list[Version](), list[UUID]()
    problems: dict[UUID, str] = {}
    ordered = sorted(steps, key=lambda step: step.rank)
    for day, group in groupby(ordered, key=lambda step: step.effect_on):
        morning, done = text, list[Step]()
        for step in group:
            try:
                text = apply(text, step.instruction)
            except CannotApply as refusal:
                problems[step.key] = refusal.reason
                continue
            if not step.is_settled and (other := _meets(morning, step, done)) is not None:
                problems[step.key] = _doubt(other, day)
            done.append(step)
            applied.append(step.key)
        if done:
            versions.append(Version(day, text))
    return Consolidated(tuple(versions), problems, tuple(applied))


def _doubt(other: Step, day: dt.date) -> str:
    return (
        f"L’{other.amendment} change la même disposition le même jour ({day:%d/%m/%Y}). "
        "Celle-ci s’applique après : dites si c’est bien ainsi."
    )


def _meets(morning: Text, step: Step, done: Sequence[Step]) -> Step | None:
    """The step of another avenant, the same day, that already changed what this one bears on."""
    own = _reach(morning, step.instruction)
    for other in done:
        if other.number == step.number and other.amendment == step.amendment:
            continue
        reach = _reach(morning, other.instruction)
        if own and reach and (own[-1] in reach or reach[-1] in own) and _is_change(step, other):
            return other
    return None


def _is_change(step: Step, other: Step) -> bool:
    """Whether both change the provision, or both put something at the same place."""
    inserts = isinstance(step.instruction, InsertAfter), isinstance(other.instruction, InsertAfter)
    return inserts[0] == inserts[1]


def _reach(text: Text, instruction: Instruction) -> tuple[UUID, ...]:
    """The provisions that hold the target, then the target."""
    target = instruction.target
    if target is None:
        return ()
    return (*(clause.provision for clause in text.above(target)), target)
