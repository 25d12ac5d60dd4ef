"""How sure each sort of finding has proved on annotated agreements (``bench/calibration.py`` prints the table).

Measured in November 2026 on fifty-five annotated texts, thirty-six of them annotated by readers who had not seen the
rules. The share of right findings is smoothed (one right and one wrong are added), so that what was seen once is not
held for sure.
"""

from __future__ import annotations

MEASURED: dict[tuple[str, str], float] = {
    ("article", "numbered"): 0.99,  # of 499
    ("article", "unnumbered"): 0.94,  # of 14
    ("body", "group"): 0.79,  # of 32
    ("body", "meeting"): 0.94,  # of 14
    ("commitment", "act"): 0.88,  # of 176
    ("commitment", "also"): 0.83,  # of 4
    ("commitment", "charge"): 0.33,  # of 7
    ("commitment", "duty"): 0.8,  # of 139
    ("commitment", "duty between"): 0.67,  # of 1
    ("commitment", "duty by agent"): 0.5,  # of 4
    ("commitment", "duty of the agent"): 0.5,  # of 2
    ("commitment", "il lui appartient"): 0.67,  # of 1
    ("commitment", "listed"): 0.99,  # of 252
    ("commitment", "means"): 0.67,  # of 1
    ("commitment", "nobody's duty"): 0.75,  # of 30
    ("commitment", "passive between"): 0.67,  # of 4
    ("commitment", "passive by agent"): 0.67,  # of 34
    ("commitment", "prohibition"): 0.71,  # of 5
    ("commitment", "pronoun act"): 0.71,  # of 29
    ("commitment", "pronoun duty"): 0.55,  # of 20
    ("commitment", "pronoun prohibition"): 0.33,  # of 1
    ("commitment", "relative"): 0.29,  # of 5
    ("commitment", "under heading"): 0.9,  # of 8
    ("term", "amendment"): 0.91,  # of 20
    ("term", "amendment rhythm"): 0.5,  # of 2
    ("term", "amicable"): 0.92,  # of 11
    ("term", "court"): 0.85,  # of 11
    ("term", "duration"): 0.91,  # of 20
    ("term", "effect"): 0.96,  # of 24
    ("term", "effect, blank"): 0.71,  # of 5
    ("term", "effect, other"): 0.75,  # of 2
    ("term", "end date"): 0.75,  # of 2
    ("term", "evaluation"): 0.94,  # of 16
    ("term", "notice"): 0.93,  # of 25
    ("term", "notice form"): 0.94,  # of 16
    ("term", "notice form, written"): 0.89,  # of 7
    ("term", "renewal express"): 0.8,  # of 3
    ("term", "renewal period"): 0.89,  # of 7
    ("term", "renewal tacit"): 0.94,  # of 16
}
DEFAULT = 0.7


def confidence(kind: str, rule: str) -> float:
    """The share of findings of a kind by a rule that were right; :data:`DEFAULT` when too few were seen."""
    return MEASURED.get((kind, rule), DEFAULT)
