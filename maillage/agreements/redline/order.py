"""What moved: among pairs that changed their order, the fewest words that had to move for the others to stay."""

from __future__ import annotations

from collections.abc import Sequence


def staying(places: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Which of ``places`` (all different) stay: the increasing subsequence that weighs the most; by rank.

    A Fenwick tree of the best chain that ends below each value, so that a thousand articles take a moment.
    """
    ranks = {value: rank for rank, value in enumerate(sorted(places), start=1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(places) + 1)
    before: list[int] = []
    top = (0, -1)
    for place, value in enumerate(places):
        at, found = ranks[value] - 1, (0, -1)
        while at:
            found = max(found, best[at], key=lambda one: one[0])
            at -= at & -at
        before.append(found[1])
        here = (found[0] + max(weights[place], 1), place)
        top = max(top, here, key=lambda one: one[0])
        at = ranks[value]
        while at <= len(places):
            best[at] = max(best[at], here, key=lambda one: one[0])
            at += at & -at
    kept, at = set(), top[1]
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
