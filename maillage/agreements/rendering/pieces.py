"""What a drawing is made from: the places of provisions in the text, and the anchors of what rests on its words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A provision in one expression: ``key`` is its place in the tree, ``parent`` the key of what holds it."""

    key: UUID
    provision_id: UUID
    eid: str
    kind: str
    start: int
    end: int
    parent: UUID | None = None
    number: str = ""
    heading: str = ""
    heading_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words on which a row rests: ``ref`` names the row and these words (:func:`reference`)."""

    ref: str
    start: int
    end: int


def reference(sort: str, key: UUID, start: int, end: int) -> str:
    """How a drawing names a row and the words that it rests on: one letter, the key, the offsets."""
    return f"{sort}{key.hex}.{start}.{end}"
