"""The review ("relecture"): rules that find the defects of an agreement. Reads: a reading and its structure.
Writes: defects.
"""

from __future__ import annotations

from maillage.reading.model import Defect, Reading
from maillage.reading.review import (
    authority,
    blanks,
    bodies,
    courts,
    data,
    exits,
    grants,
    money,
    names,
    numbering,
    parties,
    references,
    term,
)
from maillage.reading.review.case import Case
from maillage.reading.review.registry import RULES, Rule
from maillage.reading.segment.units import Structure

__all__ = ["RULES", "Rule", "review"]
FAMILIES = (authority, term, exits, courts, references, numbering, names, parties, data, bodies, grants, money, blanks)


def review(reading: Reading, structure: Structure) -> tuple[Defect, ...]:
    """The defects of the agreement ``reading``, in the order of the text then of the codes, each once.

    ``structure`` is the segmented text from which ``reading`` was made.
    """
    case = Case(reading, structure)
    found = {
        Defect(rule.code, rule.severity, message, span, rule.source)
        for rule in RULES.values()
        for span, message in rule.check(case)
    }
    return tuple(sorted(found, key=lambda defect: (defect.span, defect.code, defect.message)))
