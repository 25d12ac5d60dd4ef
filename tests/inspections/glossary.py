"""Reads docs/glossary.md: its rows (French term, names in code, meaning) and its list of plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    french: str
    names: tuple[str, ...]
    meaning: str


def rows(path: Path) -> list[Row]:
    """The rows of all tables of the page, in its order."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[0] != "French" and not set(cells[0]) <= set("-"):
            found.append(Row(cells[0], tuple(re.findall(r"`([^`]+)`", cells[1])), cells[2]))
    return found


def plain_words(path: Path) -> set[str]:
    """The names that the page declares to be ordinary words."""
    return set(re.findall(r"`([^`]+)`", path.read_text(encoding="utf-8").partition("## Plain words")[2]))
