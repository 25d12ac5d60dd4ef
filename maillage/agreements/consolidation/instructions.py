"""What an avenant, or a proposal on a draft, may ask of a text. Pure records; ``apply`` does what they say.

``seed`` is the identity of whoever asks (an instruction, a proposal): it names the origin of the new words, and the new
provisions take identities that follow from it, so that computing a text again gives the same provisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class CannotApply(Exception):
    """An instruction that the text does not admit; ``reason`` is a French sentence for a person to decide."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Where(StrEnum):
    """Where a clause goes: beside another one, or within it."""

    AFTER = "after"
    BEFORE = "before"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Replace:
    """A whole provision is written anew; its heading stays unless the new words begin with one."""

    target: UUID
    words: str
    seed: UUID


@dataclass(frozen=True, slots=True)
class ReplaceHeading:
    """The heading of a provision, without its number, is written anew."""

    target: UUID
    heading: str
    seed: UUID


@dataclass(frozen=True, slots=True)
class ReplaceWords:
    """Words within a provision give way to others (none: they are struck); ``everywhere`` when they stand twice."""

    target: UUID
    former: str
    words: str
    seed: UUID
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class InsertAfter:
    """New provisions after another one, or first or last within it; without a target, within the whole text."""

    target: UUID | None
    words: str
    seed: UUID
    where: Where = Where.AFTER


@dataclass(frozen=True, slots=True)
class Strike:
    """A provision goes, with all that it holds."""

    target: UUID


@dataclass(frozen=True, slots=True)
class Move:
    """A provision goes elsewhere, with all that it holds: its words stay those of who wrote them."""

    target: UUID
    beside: UUID | None
    where: Where = Where.AFTER


@dataclass(frozen=True, slots=True)
class Renumber:
    """A provision takes another number."""

    target: UUID
    number: str
    seed: UUID


Instruction = Replace | ReplaceHeading | ReplaceWords | InsertAfter | Strike | Move | Renumber
