"""The matrix: a line for each theme, a column for each party and one for all, knots where they cross."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.models import Party
from maillage.agreements.queries.commitments import Owed, Owing
from maillage.agreements.queries.knots import Board, KnotRow
from maillage.reading.output.words import capital

TOGETHER, NOBODY, NO_THEME = "ensemble", "personne", "aucun"
"""What stands in an address for all parties, for none that the text names, for no theme."""


@dataclass(frozen=True, slots=True)
class Column:
    """Who owes: a party, or all, or nobody that the text names. ``key`` stands for it in an address."""

    key: str
    title: str
    party: Party | None
    count: int
    knots: KnotRow | None


@dataclass(frozen=True, slots=True)
class Cell:
    """The commitments where a theme and a party cross."""

    column: Column
    count: int
    knots: KnotRow | None


@dataclass(frozen=True, slots=True)
class Line:
    """A theme, and a cell for each column."""

    key: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who owes what, by theme."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def keys_of(owed: Owed) -> tuple[str, ...]:
    """The columns in which a commitment stands."""
    if owed.is_for_all:
        return (TOGETHER,)
    return tuple(str(party.pk) for party in owed.parties) or (NOBODY,)


def theme_key(theme_id: UUID | None) -> str:
    """What stands for a theme in an address."""
    return str(theme_id) if theme_id else NO_THEME


def columns_of(owing: Owing) -> list[tuple[str, str, Party | None]]:
    """Key, title and party of each column that holds something."""
    held = {key for one in owing.rows for key in keys_of(one)}
    known: list[tuple[str, str, Party | None]] = [(str(one.pk), capital(one.label), one) for one in owing.bearers]
    known += [(TOGETHER, "Ensemble", None), (NOBODY, "Le texte ne dit pas qui", None)]
    return [one for one in known if one[0] in held]


def matrix_of(board: Board) -> Matrix:
    """The matrix of all the commitments of the board."""
    crossing: dict[tuple[str, str], list[Owed]] = defaultdict(list)
    under: dict[str, list[Owed]] = defaultdict(list)
    for one in board.owing.rows:
        for key in keys_of(one):
            crossing[theme_key(one.theme_id), key].append(one)
            under[key].append(one)
    columns = tuple(
        Column(key, title, party, len(under[key]), board.row_of(under[key]))
        for key, title, party in columns_of(board.owing)
    )
    lines = []
    for theme in board.owing.by_theme():
        key = theme_key(theme.theme_id)
        cells = [(column, crossing.get((key, column.key), [])) for column in columns]
        lines.append(
            Line(key, theme.title, tuple(Cell(column, len(rows), board.row_of(rows)) for column, rows in cells))
        )
    return Matrix(columns, tuple(lines))
