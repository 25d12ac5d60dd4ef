"""Third stage, second part. Reads: lines. Writes: paragraphs and items; holds what a walk over the lines carries."""

from __future__ import annotations

from itertools import pairwise

from maillage.reading.model import Span
from maillage.reading.normalise import View
from maillage.reading.segment import zones
from maillage.reading.segment.lines import Line
from maillage.reading.segment.scheme import Scheme
from maillage.reading.segment.units import Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from maillage.reading.segment.units import Kind, Zone


class Walk:
    """A walk over the lines of a text: where it stands, in which zone, after which article, and the units made so far.

    ``at`` is the index of the line to be read next; ``last_article`` the number of the last article met, 0 before.
    """

    def __init__(self, view: View, lines: list[Line], scheme: Scheme) -> None:
        self.view = view
        self.lines = lines
        self.scheme = scheme
        self.wrapped = _is_wrapped(lines)
        self.units: list[Unit] = []
        self.zone: Zone = "cover"
        self.at = 0
        self.last_article = 0

    def below(self) -> Line | None:
        """The line below the one at which the walk stands; None at the end."""
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    def is_capitals(self, span: Span) -> bool:
        """Whether the words at ``span`` are all in capitals."""
        return self.view.text[slice(*span)].isupper()

    def line(self, line: Line, kind: Kind, zone: Zone) -> None:
        """One line as a unit of its own."""
        self.units.append(Unit(line.span, line.body, kind, zone))
        self.at += 1

    def heading(self, span: Span, body: int, level: int, number: str | None, words: str | None, word: str) -> None:
        """A heading; its lines are taken by who calls."""
        self.units.append(Unit(span, body, "heading", self.zone, number, words, level, word=word))

    def item(self, line: Line) -> None:
        """An item of a list, with the lines that it runs over."""
        sign, number = (line.number, None) if line.habit == "bullet" else (line.habit, line.number)
        span = (line.span[0], self._take_continuation(line))
        self.units.append(Unit(span, line.body, "item", self.zone, number, depth=line.indent, sign=sign))

    def paragraph(self, line: Line) -> None:
        """A paragraph, with the lines that it runs over; "il est convenu ce qui suit" ends the block of parties."""
        start, end = line.span[0], self._take_continuation(line)
        body = self.view.trim((line.body, end))[0]
        self.units.append(Unit((start, end), body, "paragraph", self.zone, depth=line.indent))
        if self.zone == "parties" and zones.AGREED.search(self.view.folded, start, end):
            self.zone = "preamble"

    def _take_continuation(self, line: Line) -> int:
        """Joins the lines that the paragraph runs over; returns where it ends. Moves past them."""
        end = line.span[1]
        self.at += 1
        while self.at < len(self.lines) and self._goes_on(self.lines[self.at], (line.span[0], end)):
            end = self.lines[self.at].span[1]
            self.at += 1
        return end

    def _goes_on(self, after: Line, so_far: Span) -> bool:
        """Whether line ``after`` goes on with the paragraph whose lines so far are at ``so_far``."""
        view = self.view
        if after.habit != "plain" or after.gap or after.rank or self.at in self.scheme.opening:
            return False
        if after.hint in ("void", "cell", "note", "heading"):
            return False
        head = view.text[after.body : after.body + 1]
        small = head.islower() or (head != "" and head in ",;:)»")
        open_bold = view.text[slice(*so_far)].count("**") % 2 == 1
        if not (small or self.wrapped or open_bold) or (after.bold and not small):
            return False
        names_parties = zones.BETWEEN.match(view.folded, after.body, after.span[1])
        return not (self.zone in ("parties", "cover") and names_parties)


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether the text was cut into lines of like width, so that a line feed does not end a paragraph."""
    runs = [a.span[1] - a.span[0] for a, b in pairwise(lines) if not b.gap and b.habit == "plain"]
    wide = [length for length in runs if 55 <= length <= 120]
    return len(runs) >= 8 and len(wide) >= 0.7 * len(runs) and sum(line.gap for line in lines) >= 4
