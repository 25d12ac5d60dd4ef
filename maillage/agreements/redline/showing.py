"""How a comparison is laid out: changes numbered, what did not change folded, what became of each passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maillage.agreements.redline.comparing import Fate, Line, Passage, Redline

_AROUND = 1  # lines kept on both sides of a change, when only what changes is shown


@dataclass(frozen=True, slots=True)
class Row:
    """A line, with the number of its change if it is one; or, without a line, how many lines are folded there.

    ``says_place``: the first of those that moved together says where to, or where from.
    """

    line: Line | None
    change: int | None = None
    folded: int = 0
    says_place: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """What became of a passage, in a word or a few."""

    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage with its rows. ``anchor`` is its address in the page, ``other`` that of the place that it moved to."""

    anchor: str
    passage: Passage
    tags: tuple[Tag, ...]
    rows: tuple[Row, ...]
    change: int | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """Passages that follow each other and do not change, by their names."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the page shows, in order; ``changes`` counts those that one goes through with the keyboard."""

    parts: tuple[Shown | Folded, ...]
    changes: int


def laid_out(redline: Redline, *, is_whole: bool) -> Layout:
    """``is_whole``: the whole text, else what changes with a line around it."""
    anchors = {one.after.key: f"p-{rank}" for rank, one in enumerate(redline.passages) if one.after and one.lines}
    parts: list[Shown | Folded] = []
    folded: list[str] = []
    counted = 0
    for rank, passage in enumerate(redline.passages):
        if passage.is_same and not is_whole:
            folded.append(passage.unit.label)
            continue
        if folded:
            parts.append(Folded(tuple(folded)))
            folded = []
        rows, counted = _rows(passage, counted, is_whole=is_whole)
        change = None
        if passage.fate is Fate.GONE or (passage.is_moved and not any(row.change for row in rows)):
            counted += 1
            change = counted
        other = anchors.get(passage.after.key, "") if passage.fate is Fate.GONE and passage.after else ""
        parts.append(Shown(f"p-{rank}", passage, tuple(_tags(passage)), rows, change, other))
    if folded:
        parts.append(Folded(tuple(folded)))
    return Layout(tuple(parts), counted)


def _rows(passage: Passage, counted: int, *, is_whole: bool) -> tuple[tuple[Row, ...], int]:
    """A whole passage that came or went is one change; in others, each line that changed."""
    lines = passage.lines
    is_one = passage.fate in (Fate.ADDED, Fate.DROPPED)
    near = _near(lines)
    rows: list[Row] = []
    for place, line in enumerate(lines):
        if place == 0 and line.fate is Fate.SAME and line.block.is_heading and passage.unit.heading:
            continue  # the title of the passage says it
        if not is_whole and not is_one and place not in near:
            last = rows[-1] if rows and rows[-1].line is None else None
            if last is not None:
                rows[-1] = Row(None, folded=last.folded + 1)
            else:
                rows.append(Row(None, folded=1))
            continue
        is_change = place == 0 if is_one else line.fate is not Fate.SAME
        counted += is_change
        above = lines[place - 1] if place else None
        is_with = above is not None and (above.fate, above.elsewhere) == (line.fate, line.elsewhere)
        says_place = line.elsewhere is not None and not is_with
        rows.append(Row(line, counted if is_change else None, says_place=says_place))
    return tuple(rows), counted


def _near(lines: Sequence[Line]) -> set[int]:
    changed = [place for place, line in enumerate(lines) if line.fate is not Fate.SAME]
    return {place + step for place in changed for step in range(-_AROUND, _AROUND + 1)} | {
        place for place, line in enumerate(lines) if line.block.is_heading
    }


def _tags(passage: Passage) -> Iterator[Tag]:
    if passage.fate is Fate.ADDED:
        origin = passage.split_from
        yield Tag(f"détaché de : {origin.label}" if origin else "ajouté", "kept")
    if passage.fate is Fate.DROPPED:
        yield Tag(f"réuni à : {passage.joined_to.label}" if passage.joined_to else "supprimé", "late")
    if passage.fate is Fate.GONE:
        yield Tag("déplacé", "talk")
        return
    if passage.is_reworded:
        yield Tag("modifié", "watch")
    if passage.is_moved:
        yield Tag("déplacé", "talk")
    if passage.is_renumbered and passage.before is not None:
        before = passage.before.number
        yield Tag(f"renuméroté, était {before}" if before else "numéroté", "info")


def names(labels: Sequence[str]) -> str:
    """Names one after the other, "article" said once: "articles 1, 2 et 5"."""
    numbers = [label.removeprefix("article ") for label in labels]
    if len(labels) > 1 and all(label.startswith("article ") for label in labels):
        return f"articles {', '.join(numbers[:-1])} et {numbers[-1]}"
    return ", ".join(labels)
