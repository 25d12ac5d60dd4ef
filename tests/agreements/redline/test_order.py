"""What stays and what moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.redline.order import staying


def test_the_shortest_words_are_those_that_moved() -> None:
    assert staying([1, 0], [900, 20]) == {0}
    assert staying([1, 0], [20, 900]) == {1}
    assert staying([0, 4, 1, 2, 3], [1, 1, 1, 1, 1]) == {0, 2, 3, 4}
    assert staying([], []) == set()


def _best(places: list[int], weights: list[int]) -> int:
    best = [0] * len(places)
    for at, place in enumerate(places):
        best[at] = weights[at] + max((best[i] for i in range(at) if places[i] < place), default=0)
    return max(best, default=0)


@given(st.permutations(range(9)), st.lists(st.integers(1, 50), min_size=9, max_size=9))
def test_what_stays_is_in_order_and_nothing_heavier_is(places: list[int], weights: list[int]) -> None:
    kept = sorted(staying(places, weights))
    assert [places[at] for at in kept] == sorted(places[at] for at in kept)
    assert sum(weights[at] for at in kept) == _best(places, weights)
