"""What an avenant asks, from its rows to the engine and to words that people read."""

from __future__ import annotations

from uuid import UUID

from maillage.agreements import consolidation as pure
from maillage.agreements.choices import InstructionVerb
from maillage.agreements.models import Instruction


def pure_of(row: Instruction) -> pure.Instruction:
    """The instruction as the engine applies it; its key is the origin of the words that it writes."""
    target = row.target_id or UUID(int=0)
    where = pure.Where(row.place) if row.place else pure.Where.AFTER
    match row.verb:
        case InstructionVerb.REPLACE:
            return pure.Replace(target, row.words, row.pk)
        case InstructionVerb.HEADING:
            return pure.ReplaceHeading(target, row.heading, row.pk)
        case InstructionVerb.WORDS:
            return pure.ReplaceWords(target, row.former, row.words, row.pk, row.is_everywhere)
        case InstructionVerb.INSERT:
            return pure.InsertAfter(row.target_id, row.words, row.pk, where)
        case InstructionVerb.STRIKE:
            return pure.Strike(target)
        case InstructionVerb.MOVE:
            return pure.Move(target, row.beside_id, where)
        case InstructionVerb.RENUMBER:
            return pure.Renumber(target, row.number, row.pk)
    raise ValueError(f"{row.verb} asks nothing of the text")
