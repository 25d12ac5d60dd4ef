"""Where words of an earlier text stand in the next one, when both are trees of the same provisions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from uuid import UUID

from maillage.agreements.anchoring import Carried, Carrier, edits_between
from maillage.agreements.consolidation.clauses import Place
from maillage.agreements.consolidation.composing import Composed


class Follower:
    """Follows spans provision by provision: words of a provision that moved go with it, whatever changed elsewhere.

    The shape of :class:`~maillage.agreements.anchoring.Carrier`, for texts that instructions changed. Only provisions
    that changed are compared word by word.
    """

    def __init__(self, before: Composed, after: Composed) -> None:
        self._before, self._after = before, after
        self._starts = [place.shape.span[0] for place in before.places]
        self._parents = _parents(before.places)
        self._now = {place.provision: place.shape.span for place in after.places}
        self._carriers: dict[UUID, Carrier | None] = {}

    def span(self, start: int, end: int) -> Carried | None:
        """Where the words between two offsets stand now; None when nothing is left of them."""
        rank = self._holding(start, end)
        while rank is not None:
            place = self._before.places[rank]
            now = self._now.get(place.provision)
            if now is not None:
                return self._within(place, now, start, end)
            rank = self._parents[rank]
        return None

    def _within(self, place: Place, now: tuple[int, int], start: int, end: int) -> Carried | None:
        was = place.shape.span
        carrier = self._carrier(place.provision, was, now)
        if carrier is None:
            return Carried(start - was[0] + now[0], end - was[0] + now[0], is_same=True)
        found = carrier.span(start - was[0], end - was[0])
        return Carried(found.start + now[0], found.end + now[0], found.is_same) if found else None

    def _carrier(self, provision: UUID, was: tuple[int, int], now: tuple[int, int]) -> Carrier | None:
        """What carries within a provision; None when its words are the same."""
        if provision not in self._carriers:
            former, words = self._before.text[slice(*was)], self._after.text[slice(*now)]
            self._carriers[provision] = None if former == words else Carrier(edits_between(former, words))
        return self._carriers[provision]

    def _holding(self, start: int, end: int) -> int | None:
        """The rank of the deepest provision that holds all the words between two offsets."""
        rank: int | None = bisect_right(self._starts, start) - 1
        while rank is not None and rank >= 0:
            if self._before.places[rank].shape.span[1] >= end:
                return rank
            rank = self._parents[rank]
        return None


def _parents(places: Sequence[Place]) -> list[int | None]:
    ranks = {place.shape.eid: rank for rank, place in enumerate(places)}
    return [ranks.get(place.shape.parent or "") for place in places]
