"""How sure each sort of finding has proved on annotated agreements (``bench/calibration.py`` prints the table)."""

from __future__ import annotations

MEASURED: dict[tuple[str, str], float] = {}
DEFAULT = 0.7


def confidence(kind: str, rule: str) -> float:
    """The share of findings of a kind by a rule that were right; :data:`DEFAULT` when too few were seen."""
    return MEASURED.get((kind, rule), DEFAULT)
