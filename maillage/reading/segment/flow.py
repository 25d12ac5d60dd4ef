"""Third stage, fourth part. Reads: lines. Writes: units with their zone, in reading order."""

from __future__ import annotations

from maillage.reading.normalise import View
from maillage.reading.segment import zones
from maillage.reading.segment.headings import Headings
from maillage.reading.segment.lines import Line
from maillage.reading.segment.scheme import choose_scheme
from maillage.reading.segment.units import Unit
from maillage.reading.segment.walk import Walk

_NUMBERED = ("number", "roman", "capital", "decimal")


class Flow:
    """Turns lines into units, one pass, opening zones on the way."""

    def __init__(self, view: View, lines: list[Line]) -> None:
        self.view = view
        self.walk = Walk(view, lines, choose_scheme(view, lines, _first_of_body(view, lines)))
        self.headings = Headings(self.walk)
        self.parties_open = _unannounced_parties(view, lines)

    def run(self) -> list[Unit]:
        """All the units of the text. Each step takes at least the line at which the walk stands."""
        while self.walk.at < len(self.walk.lines):
            self._step(self.walk.lines[self.walk.at])
        return self.walk.units

    def _step(self, line: Line) -> None:
        """One heading with its lines, or one paragraph, item or cell."""
        walk, (start, end) = self.walk, self.view.trim(line.span)
        if line.hint == "void" or start >= end:
            walk.line(line, "void", walk.zone)
            return
        if walk.zone in ("cover", "contents") and zones.is_contents_line(self.view, start, end):
            walk.line(line, "paragraph", "contents")
            return
        if self.headings.read(line):
            return
        self._open_zone(line)
        numbered = line.habit in _NUMBERED and walk.zone in ("body", "annex", "preamble", "parties")
        if numbered or line.habit in ("bullet", "small", "degree"):
            walk.item(line)
        elif line.hint == "cell":
            walk.line(line, "cell", walk.zone)
        else:
            walk.paragraph(line)

    def _open_zone(self, line: Line) -> None:
        """Enters the parties, the recitals or the preamble when the words of a line open them."""
        walk, folded, start, end = self.walk, self.view.folded, line.body, line.span[1]
        recital = zones.RECITAL.match(folded, start, end)
        if not walk.last_article and self._opens_parties(line):
            walk.zone = "parties"
        elif walk.zone in ("cover", "parties", "preamble", "contents") and recital and not walk.last_article:
            walk.zone = "recital"
        elif walk.zone == "recital" and zones.BETWEEN.match(folded, start, end):
            walk.zone = "parties"
        elif (walk.zone in ("parties", "recital") and zones.AGREED.match(folded, start, end)) or (
            walk.zone == "recital" and not recital and line.habit == "plain"
        ):
            walk.zone = "preamble"

    def _opens_parties(self, line: Line) -> bool:
        """Whether a line before the first article opens the block of parties, which stands once after a preamble."""
        walk, end = self.walk, line.span[1]
        if walk.zone in ("preamble", "recital"):
            if any(unit.zone == "parties" for unit in walk.units):
                return False
        elif walk.zone not in ("cover", "contents"):
            return False
        return (
            zones.BETWEEN.match(self.view.folded, self.view.trim(line.span)[0], end) is not None
            or zones.opens_below(self.view, line.body, end)
            or walk.at == self.parties_open
        )


def _first_of_body(view: View, lines: list[Line]) -> int:
    """The index of the first line after the parties and the recitals, if the text has such a block; else 0."""
    last = 0
    for index, line in enumerate(lines[: max(60, len(lines) // 3)]):
        start, end = view.trim(line.span)
        agreed = zones.AGREED.search(view.folded, start, end)
        if agreed or (zones.RECITAL.match(view.folded, line.body, end) and line.habit == "plain"):
            last = index + 1
    return last


def _unannounced_parties(view: View, lines: list[Line]) -> int:
    """Where a block of parties opens without "entre": the index of a line above the first "d'une part"; -1 if none."""
    for index, line in enumerate(lines[:60]):
        start, end = line.body, line.span[1]
        announced = zones.BETWEEN.match(view.folded, start, end) or zones.opens_below(view, start, end)
        if line.habit == "article" or announced:
            return -1
        if zones.ONE_SIDE.search(view.folded, start, end):
            first = max(0, index - 6)
            above = lines[first : index + 1]
            described = (i for i, near in enumerate(above, first) if _describes(view, near))
            return next(described, index)
    return -1


def _describes(view: View, line: Line) -> bool:
    return zones.DESCRIBED.search(view.folded, line.body, line.span[1]) is not None
