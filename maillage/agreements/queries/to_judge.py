"""What a party judges: its own commitments, those of the others, or what it has not judged yet."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from maillage.agreements.models import Party
from maillage.agreements.queries.commitments import Owed
from maillage.agreements.queries.knots import Board
from maillage.agreements.queries.verdicts import Opinion


class Choice(StrEnum):
    """Which commitments are shown; the value stands in the address."""

    ALL = ""
    OURS = "les-notres"
    THEIRS = "les-leurs"
    TO_JUDGE = "a-juger"

    @classmethod
    def of(cls, word: str) -> Choice:
        """The choice that the address names, all when it names none."""
        return cls(word) if word in set(cls) else cls.ALL


LABELS = {
    Choice.ALL: "Tous",
    Choice.OURS: "Les nôtres",
    Choice.THEIRS: "Ceux des autres",
    Choice.TO_JUDGE: "Pas encore jugés",
}


def own_opinions(board: Board, party: Party) -> dict[UUID, Opinion]:
    """The last word of ``party`` on each commitment, private ones too: for its own people."""
    found = {key: opinions.of(party.pk) for key, opinions in board.opinions.items()}
    return {key: opinion for key, opinion in found.items() if opinion is not None}


def to_judge(board: Board, party: Party, opinions: dict[UUID, Opinion], choice: Choice) -> list[Owed]:
    """The commitments of the day that ``choice`` keeps, in the order of the text."""
    rows = list(board.owing.rows)
    if choice == Choice.OURS:
        return [one for one in rows if one.is_owed_by(party.pk)]
    if choice == Choice.THEIRS:
        return [one for one in rows if any(other.pk != party.pk for other in one.parties)]
    if choice == Choice.TO_JUDGE:
        return [one for one in rows if one.commitment_id not in opinions]
    return rows
