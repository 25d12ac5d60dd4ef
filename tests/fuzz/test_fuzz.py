"""The search for files that break the reader works, and finds nothing at once; ``make fuzz`` goes on for long."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.hunt import hunt
from tests.fuzz.mutations import MOST, mutated
from tests.fuzz.seeds import FORMATS, seeds

FILES = 8


@pytest.mark.parametrize("format", FORMATS)
def test_damaged_files_are_read_or_refused(format: str, tmp_path: Path) -> None:
    found = hunt(format, seconds=60, rng=Random(format), keep=tmp_path, at_most=FILES)
    assert set(found.outcomes) <= {"read", "refused"}, found.failures
    assert found.outcomes["read"]
    assert found.outcomes.total() == FILES


@pytest.mark.parametrize("format", FORMATS)
def test_mutations_are_repeatable_and_small(format: str) -> None:
    stock = seeds(format)
    assert len(stock) >= 3
    for seed in range(40):
        first, again = (mutated(stock[0], format, Random(seed), stock) for _ in range(2))
        assert first == again
        assert len(first) <= max(MOST, len(stock[0])) * 2
