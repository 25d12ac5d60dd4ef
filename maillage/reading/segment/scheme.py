"""Which habit a text has for its top-level articles. Reads: lines. Writes: a test that tells the lines that open an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from maillage.foundations import rx
from maillage.foundations.numbers import parse_roman
from maillage.reading.normalise import View
from maillage.reading.segment.lines import Line
from maillage.reading.segment.units import is_title_like

Opens = Callable[[int], bool]


_TITLE = rx.compile(r"(?:chart(?:r)?es?|conventions?|protocole|contrat|statuts|avenant|accord)\b")


@dataclass(slots=True, eq=False, repr=False)
class Scheme:
    """How articles are opened: ``word`` ("Article 1"), or the lines of ``opening`` (indices) when no line says "article"."""

    word: bool
    opening: frozenset[int]


def choose_scheme(view: View, lines: list[Line], first: int) -> Scheme:
    """The scheme of a text whose parties and preamble end before line ``first``.

    Without the word "article", the first habit with at least two headings is taken, in this order: numbers that run from 1 (1. 2., I. II., A. B.),
    styled headings, bold lines, lines in capitals, short lines followed by text.
    """
    if any(line.habit == "article" for line in lines):
        return Scheme(True, frozenset())
    later = range(first, len(lines))
    titles = [i for i in later if _may_open(view, lines, i)]
    for habit in ("roman", "number", "capital"):
        run = _running([i for i in titles if lines[i].habit == habit], lines)
        if len(run) >= 2:
            return Scheme(False, frozenset(run))
    ranks = sorted({lines[i].rank for i in titles if lines[i].rank})
    for rank in ranks:
        styled = [i for i in titles if lines[i].rank == rank and not _is_apart(view, lines[i])]
        if len(styled) >= 2:
            return Scheme(False, frozenset(styled))
    titles = [i for i in titles if i or not _TITLE.match(view.folded, lines[i].body)]
    for test in (_is_bold, _is_capitals, _is_short):
        found = [i for i in titles if test(view, lines[i]) and not _is_apart(view, lines[i]) and lines[i].habit == "plain"]
        if len(found) >= 2:
            return Scheme(False, frozenset(found))
    return Scheme(False, frozenset())


def _may_open(view: View, lines: list[Line], index: int) -> bool:
    line = lines[index]
    if not is_title_like(view, line.body, line.span[1], 120) or view.text[line.span[1] - 1] == ":" and not line.rank and line.habit == "plain":
        return False
    after = lines[index + 1] if index + 1 < len(lines) else None
    if after is None:
        return False
    return line.rank > 0 or after.habit != line.habit or line.habit == "plain"


def _running(candidates: list[int], lines: list[Line]) -> list[int]:
    """Of numbered candidates, those whose numbers run 1, 2, 3 ..."""
    run: list[int] = []
    for index in candidates:
        number = lines[index].number or ""
        value = int(number) if number.isdigit() else (parse_roman(number) if lines[index].habit == "roman" else ord(number[0]) - 64)
        if value == len(run) + 1:
            run.append(index)
    return run


def _is_apart(view: View, line: Line) -> bool:
    folded = view.folded[line.body : line.span[1]].strip()
    return line.habit == "annex" or folded.startswith(("preambule", "sommaire", "signature", "vu ", "considerant", "entre", "expose", "contexte et", "fait a", "table des"))


def _is_bold(view: View, line: Line) -> bool:
    return line.bold


def _is_capitals(view: View, line: Line) -> bool:
    return view.text[line.span[0] : line.span[1]].isupper()


def _is_short(view: View, line: Line) -> bool:
    return line.span[1] - line.span[0] <= 80 and (view.text[line.span[1] - 1].isalnum() or view.text[line.span[1] - 1] == "…")
