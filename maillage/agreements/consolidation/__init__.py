"""Texts as trees of clauses, and the instructions that change them: pure, without the database.

``build`` makes a tree of a text and of its provisions, ``compose`` makes the text and the provisions again, and loses
nothing: ``compose(build(text, places)) == (text, places)``. ``apply`` makes another tree of one instruction, or raises
:class:`CannotApply`. Each word knows the instruction that wrote it (``Run.source``).
"""

from maillage.agreements.consolidation.applying import apply
from maillage.agreements.consolidation.building import build
from maillage.agreements.consolidation.clauses import Clause, Place, Run, Text
from maillage.agreements.consolidation.composing import Composed, compose
from maillage.agreements.consolidation.cutting import cut
from maillage.agreements.consolidation.following import Follower
from maillage.agreements.consolidation.instructions import (
    CannotApply,
    InsertAfter,
    Instruction,
    Move,
    Renumber,
    Replace,
    ReplaceHeading,
    ReplaceWords,
    Strike,
    Where,
)
from maillage.agreements.consolidation.over_time import Consolidated, Step, Version, consolidate

__all__ = [
    "CannotApply",
    "Clause",
    "Composed",
    "Consolidated",
    "Follower",
    "InsertAfter",
    "Instruction",
    "Move",
    "Place",
    "Renumber",
    "Replace",
    "ReplaceHeading",
    "ReplaceWords",
    "Run",
    "Step",
    "Strike",
    "Text",
    "Version",
    "Where",
    "apply",
    "build",
    "compose",
    "consolidate",
    "cut",
]
