"""What an import would do, line by line, before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from maillage.organisations.imports.columns import Sort

OTHER, SKIP = "other", "skip"


class Outcome(StrEnum):
    """What becomes of a line."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    DOUBT = "doubt"
    ERROR = "error"
    SKIP = "skip"


OUTCOMES: dict[Outcome, tuple[str, str, str]] = {  # word, icon, tone
    Outcome.ERROR: ("À corriger", "k-flaw", "late"),
    Outcome.DOUBT: ("Doublon possible", "k-due", "watch"),
    Outcome.CREATE: ("À créer", "i-plus-lg", "kept"),
    Outcome.CHANGE: ("À modifier", "k-fixed", "info"),
    Outcome.SAME: ("Inchangé", "k-kept", "quiet"),
    Outcome.SKIP: ("Laissé de côté", "k-waived", "quiet"),
}


@dataclass(frozen=True)
class Ref:
    """A row: one that the database holds (``id``), or one that a line will make (``key``)."""

    id: UUID | None = None
    key: str = ""
    label: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, or with the whole line when ``column`` is empty."""

    sentence: str
    column: str = ""


@dataclass(frozen=True)
class Change:
    """A value that the import would write over another, in words."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Candidate:
    """A row that may be the same as the line, and why one may think so."""

    id: UUID
    label: str
    detail: str
    reason: str
    address: str


@dataclass
class Line:
    """A line of a table and what becomes of it. ``values`` are what is written, ``key`` names it in the whole file."""

    key: str
    line: int
    sort: Sort
    title: str = ""
    outcome: Outcome = Outcome.CREATE
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    choice: str = ""
    target: Ref | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def refuse(self, sentence: str, column: str = "") -> None:
        """Add a problem; the line is not imported."""
        self.problems.append(Problem(sentence, column))
        self.outcome = Outcome.ERROR

    @property
    def writes(self) -> bool:
        """Whether the import writes something for this line."""
        return self.outcome in (Outcome.CREATE, Outcome.CHANGE)

    @property
    def state(self) -> dict[str, str]:
        """The outcome as the component "state" draws it."""
        word, icon, tone = OUTCOMES[self.outcome]
        return {"word": word, "icon": icon, "tone": tone}

    @property
    def anchor(self) -> str:
        """An identifier for the page."""
        return "ligne-" + self.key.replace(":", "-")


@dataclass
class Sheet:
    """The lines of one table."""

    place: int
    name: str
    sort: Sort
    lines: list[Line] = field(default_factory=list)


@dataclass
class Plan:
    """All lines of a file, and how many of each outcome."""

    sheets: list[Sheet] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """Every line, in the order of writing."""
        return [line for sheet in self.sheets for line in sheet.lines]

    @property
    def counts(self) -> Counter[Outcome]:
        """How many lines have each outcome."""
        return Counter(line.outcome for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """Changes whenever what would be written changes: what was confirmed is what is written."""
        import hashlib

        told = "\n".join(
            f"{line.key} {line.outcome} {line.target} {[(one.field, one.before, one.after) for one in line.changes]} "
            f"{sorted((name, str(value)) for name, value in line.values.items())}"
            for line in self.lines
        )
        return hashlib.sha256(told.encode()).hexdigest()[:32]
