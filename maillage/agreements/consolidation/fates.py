"""What becomes of commitments when the words that they rest on change: proposed, for a person to confirm."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.consolidation.composing import Composed
from maillage.agreements.consolidation.following import Follower
from maillage.reading.model import Commitment

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bound:
    """A commitment that holds before: its key, and the words of the earlier text on which it rests."""

    key: UUID
    span: Span


@dataclass(frozen=True, slots=True)
class Fate:
    """``kind`` is a value of ``choices.CommitmentFate``; what held before, and what is read in the new text."""

    kind: str
    before: tuple[UUID, ...]
    after: tuple[Commitment, ...]


def fates_of(
    before: Composed, after: Composed, bound: Sequence[Bound], read: Iterable[Commitment], seeds: Collection[UUID]
) -> list[Fate]:
    """The commitments that changed, were split, merged, ended, or are new; those that are kept are not told.

    ``read`` are those that the reader finds in the later text, ``seeds`` the instructions whose words are looked at.
    A commitment goes on where its words went; one whose words are all gone ends, unless others stand in their place.
    """
    follower = Follower(before, after)
    touched: dict[UUID, Span | None] = {}
    kept: list[Span] = []
    for one in bound:
        place = follower.span(*one.span)
        if place is not None and place.is_same:
            kept.append((place.start, place.end))
        else:
            touched[one.key] = (place.start, place.end) if place is not None else None
    written = [(start, end) for start, end, source in after.sources if source in seeds]
    written += [span for span in touched.values() if span is not None]
    fresh = [one for one in read if any(_meet(one.span, span) for span in written)]
    fresh = [one for one in fresh if not any(_meet(one.span, span) for span in kept)]
    return list(_grouped(touched, fresh))


def _grouped(touched: dict[UUID, Span | None], fresh: list[Commitment]) -> Iterable[Fate]:
    """Those that share words are one fate: one for one is a change, one for several a split, else a merger."""
    left = dict(touched)
    rest = list(fresh)
    while left:
        keys = [next(iter(left))]
        found: list[Commitment] = []
        grows = True
        while grows:
            spans = [span for key in keys if (span := touched[key]) is not None]
            more = [one for one in rest if one not in found and any(_meet(one.span, span) for span in spans)]
            found += more
            others = [
                key
                for key, span in left.items()
                if key not in keys and span is not None and any(_meet(one.span, span) for one in found)
            ]
            keys += others
            grows = bool(more or others)
        for key in keys:
            del left[key]
        rest = [one for one in rest if one not in found]
        yield Fate(_kind(len(keys), len(found)), tuple(keys), tuple(found))
    yield from (Fate("new", (), (one,)) for one in rest)


def _kind(before: int, after: int) -> str:
    if after == 0:
        return "ended"
    if before > 1:
        return "merged"
    return "changed" if after == 1 else "split"


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
