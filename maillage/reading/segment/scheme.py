"""Which habit a text has for its top-level articles. Reads: lines. Writes: which of them open an article."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.numbers import parse_roman
from maillage.foundations.records import dataclass
from maillage.reading.normalise import View
from maillage.reading.segment import zones
from maillage.reading.segment.lines import Line
from maillage.reading.segment.units import is_title_like

_TITLE = rx.compile(r"(?:chart(?:r)?es?|conventions?|protocole|contrat|statuts|avenant|accord)\b")
# Headings that stand beside the articles of a text, not among them.
_APART = (
    "preambule", "sommaire", "signature", "vu ", "considerant", "entre", "expose", "contexte et", "fait a", "table des",
)  # fmt: skip


@dataclass(slots=True, eq=False, repr=False)
class Scheme:
    """How articles are opened: by the word "article" when ``word``, else by the lines of ``opening`` (indices)."""

    word: bool
    opening: frozenset[int]


def choose_scheme(view: View, lines: list[Line], first: int) -> Scheme:
    """The scheme of a text whose parties and preamble end before line ``first``.

    Without the word "article", the first habit with at least two headings is taken, in this order: numbers that run
    from 1 (I. II., 1. 2., A. B.), styled headings, bold lines, lines in capitals, short lines followed by text.
    """
    if any(line.habit == "article" for line in lines):
        return Scheme(True, frozenset())
    end = range(max(first, 2 * len(lines) // 3), len(lines))
    last = next((i for i in end if zones.closes(view, lines[i].body, lines[i].span[1])), len(lines))
    titles = [index for index in range(first, last) if _may_open(view, lines, index)]
    for habit in ("roman", "number", "capital"):
        run = _running([index for index in titles if lines[index].habit == habit], lines)
        if len(run) >= 2:
            return Scheme(False, frozenset(run))
    among = [index for index in titles if not _is_apart(view, lines[index])]
    for rank in sorted({lines[index].rank for index in titles if lines[index].rank}):
        styled = [index for index in among if lines[index].rank == rank]
        if len(styled) >= 2:
            return Scheme(False, frozenset(styled))
    plain = [i for i in among if lines[i].habit == "plain" and (i or not _TITLE.match(view.folded, lines[i].body))]
    for stands_out in (_is_bold, _is_capitals, _is_short):
        found = [index for index in plain if stands_out(view, lines[index])]
        if len(found) >= 2:
            return Scheme(False, frozenset(found))
    return Scheme(False, frozenset())


def _may_open(view: View, lines: list[Line], index: int) -> bool:
    """Whether a line may be the heading of an article: title-like, and the line below is not of its sort."""
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    if after is None or not is_title_like(view, line.body, line.span[1], 120):
        return False
    if view.text[line.span[1] - 1] == ":" and not line.rank and line.habit == "plain":
        return False
    return line.rank > 0 or after.habit != line.habit or line.habit == "plain"


def _running(candidates: list[int], lines: list[Line]) -> list[int]:
    """Of numbered candidates, those whose numbers run 1, 2, 3 ..."""
    run: list[int] = []
    for index in candidates:
        if _value(lines[index]) == len(run) + 1:
            run.append(index)
    return run


def _value(line: Line) -> int | None:
    number = line.number or ""
    if number.isdigit():
        return int(number)
    return parse_roman(number) if line.habit == "roman" else ord(number[0]) - ord("A") + 1


def _is_apart(view: View, line: Line) -> bool:
    return line.habit == "annex" or view.folded[line.body : line.span[1]].strip().startswith(_APART)


def _is_bold(_: View, line: Line) -> bool:
    return line.bold


def _is_capitals(view: View, line: Line) -> bool:
    return view.text[slice(*line.span)].isupper()


def _is_short(view: View, line: Line) -> bool:
    last = view.text[line.span[1] - 1]
    return line.span[1] - line.span[0] <= 80 and (last.isalnum() or last == "…")
