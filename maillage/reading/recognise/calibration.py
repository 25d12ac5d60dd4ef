"""How sure each sort of finding has proved, measured on annotated agreements (``bench/calibration.py`` prints the table)."""

from __future__ import annotations

MEASURED: dict[tuple[str, str], float] = {}
DEFAULT = 0.7


def confidence(kind: str, rule: str) -> float:
    """The share of findings of this ``kind`` by this ``rule`` that were right when measured; :data:`DEFAULT` when too few were seen."""
    return MEASURED.get((kind, rule), DEFAULT)
