"""Lines put back into paragraphs, items and headings, across columns and pages."""

from __future__ import annotations

from collections import Counter, defaultdict

from maillage.foundations import rx
from maillage.foundations.records import dataclass, field
from maillage.reading.extract.canonical import Lines
from maillage.reading.extract.depth import Depth
from maillage.reading.extract.marks import END, NOTE
from maillage.reading.extract.pdf import signs
from maillage.reading.extract.pdf.hyphens import CUT, Hyphens
from maillage.reading.extract.pdf.lines import Line, PageLines

_NOTE_START = rx.compile(rf"{NOTE}?[(\[]?(\d{{1,3}}){END}?")
_LEADER = rx.compile(r"[._…]{4,}\s*$")
_CALL = rx.compile(f"{NOTE}([0-9]+){END}")
_NOTE_SIZE = 0.93  # times the size of the text: smaller, at the foot of a page, a footnote


@dataclass(slots=True)
class Paragraph:
    """Lines that make one paragraph. ``kind`` as in a Hint."""

    lines: list[Line]
    kind: str = ""
    label: str = ""
    body: str = ""
    notes: list[Paragraph] = field(default_factory=list)


class Writer:
    """Lays out the lines of a whole document."""

    def __init__(self, pages: list[PageLines], hyphens: Hyphens) -> None:
        self._pages = pages
        self._hyphens = hyphens
        every = [line for page in pages for line in page.lines]
        sizes: Counter[float] = Counter()
        for line in every:
            sizes[round(line.size * 2) / 2] += len(line.text)
        self._size = sizes.most_common(1)[0][0] if sizes else 10.0
        self._edges = _edges(every)
        self._pitch = _pitch(pages, self._size)
        self._levels = _levels(sizes, self._size)

    def write(self) -> Lines:
        """The text of the document."""
        paragraphs: list[Paragraph] = []
        for page in self._pages:
            body, notes = self._split_notes(page)
            _resolve_calls(body, {number for number, _note in notes})
            for line in body:
                if not paragraphs or not self._joins(paragraphs[-1], line):
                    paragraphs.append(self._begin(line))
                else:
                    paragraphs[-1].lines.append(line)
            if paragraphs:
                paragraphs[-1].notes += [note for _number, note in notes]
        lines, depth = Lines(), Depth()
        row: tuple[int, ...] = ()
        for paragraph in paragraphs:
            cell = paragraph.lines[0].cell
            if cell and cell[:2] != row:
                lines.part()
                row = cell[:2]
            self._lay(paragraph, lines, depth)
        return lines

    def _split_notes(self, page: PageLines) -> tuple[list[Line], list[tuple[str, Paragraph]]]:
        """The lines of a page, and its footnotes by number: small lines at its foot that begin with a number called
        above."""
        start = len(page.lines)
        while start and page.lines[start - 1].size < _NOTE_SIZE * self._size:
            start -= 1
        body = page.lines[:start]
        called = {number for line in body for number in _CALL.findall(line.text)}
        notes: list[tuple[str, Paragraph]] = []
        for line in page.lines[start:]:
            match = _NOTE_START.match(line.text)
            if match and match[1] in called:
                line.text = f"[{match[1]}] {line.text[match.end() :].lstrip(' .)]-')}"
                notes.append((match[1], Paragraph([line], "note")))
            elif notes:
                notes[-1][1].lines.append(line)
            else:
                body = [*body, line]
        return body, notes

    def _begin(self, line: Line) -> Paragraph:
        left = self._edges[line.column][0]
        rest = signs.bullet(line.text, indented=line.x0 > left + 8)
        if rest is not None:
            return Paragraph([line], "item", "- ", rest)
        if signs.is_heading(line.text) or round(line.size * 2) / 2 in self._levels:
            return Paragraph([line], "heading", body=line.text)
        if signs.number(line.text):
            return Paragraph([line], "heading" if line.bold else "item", body=line.text)
        return Paragraph([line], "cell" if line.cell else "", body=line.text)

    def _joins(self, paragraph: Paragraph, line: Line) -> bool:
        """Whether a line goes on with a paragraph rather than starts another."""
        last, text = paragraph.lines[-1], line.text
        if line.cell != last.cell or _is_row(last.text) or _is_row(text):
            return False
        if last.text.endswith(CUT) and text[:1].islower():
            return True
        is_item = signs.bullet(text, indented=line.x0 > self._edges[line.column][0] + 8) is not None
        if is_item or self._looks_apart(last, line):
            return False
        full = self._is_full(last, line)
        goes_on = (signs.starts_low(text) or signs.is_open(last.text)) and paragraph.kind != "heading"
        if signs.is_heading(text):
            return full and signs.is_open(last.text)
        if signs.number(text) and not (full and goes_on):
            return False
        if (line.page, line.column) != (last.page, last.column):
            return goes_on or (full and not signs.is_closed(last.text))
        return self._joins_below(paragraph, line, full=full, goes_on=goes_on)

    def _joins_below(self, paragraph: Paragraph, line: Line, *, full: bool, goes_on: bool) -> bool:
        """The same for a line just below the paragraph: the white between them and the first line set in tell."""
        last = paragraph.lines[-1]
        gap = line.top - last.top
        if gap < 0 or gap > 1.45 * self._pitch * max(line.size, last.size) / self._size:
            return full and goes_on and 0 <= gap < 2.2 * self._pitch
        if line.x0 > last.x0 + 6 and len(paragraph.lines) > 1 and not (full and goes_on):
            return False
        return full or (goes_on and not signs.is_closed(last.text))

    def _looks_apart(self, last: Line, line: Line) -> bool:
        if not 0.9 < line.size / last.size < 1.11:
            return True
        return line.bold != last.bold and not (signs.starts_low(line.text) and signs.is_open(last.text))

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether the first word of ``line`` had no room left on the line before it; a dotted line to fill in ends
        where it likes."""
        if _LEADER.search(last.text):
            return False
        right = self._edges[last.column][1]
        return last.x1 + 0.25 * last.size + line.first_word > right - 0.5 * last.size

    def _lay(self, paragraph: Paragraph, lines: Lines, depth: Depth) -> None:
        text = paragraph.body or paragraph.lines[0].text
        for line in paragraph.lines[1:]:
            text = self._hyphens.join(text, line.text)
        text = paragraph.label + self._hyphens.plain(text)
        bold = ("bold",) if all(line.bold for line in paragraph.lines) else ()
        first = paragraph.lines[0]
        if first.cell and paragraph.kind != "cell":
            bold = ("cell", *bold)
        if paragraph.kind == "item":
            left = self._edges[first.column][0]
            level = depth.item(f"{first.x0 - left:.0f}", 0, int(20 * (first.x0 - left)))
            lines.add(text, "item", level, marks=bold)
        elif paragraph.kind == "heading":
            depth.heading()
            lines.add(text, "heading", self._levels.get(round(first.size * 2) / 2, len(self._levels) + 1), marks=bold)
        else:
            depth.text()
            lines.add(text, paragraph.kind, marks=bold)
        for note in paragraph.notes:
            self._lay(note, lines, depth)


def _is_row(text: str) -> bool:
    """Whether a line holds several things side by side, as the row of a table does: a tab past a bullet or a number."""
    return "\t" in text[5:]


def _resolve_calls(lines: list[Line], numbers: set[str]) -> None:
    """Write the calls of the notes of a page as "[1]"; other raised digits ("m²") stay as they are."""
    for line in lines:
        if NOTE in line.text:
            line.text = _CALL.sub(lambda match: f"[{match[1]}]" if match[1] in numbers else match[1], line.text)


def _edges(lines: list[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """The left and right edges of each column, over all pages; a few stray lines do not move them."""
    starts: dict[tuple[int, int], list[float]] = defaultdict(list)
    ends: dict[tuple[int, int], list[float]] = defaultdict(list)
    for line in lines:
        starts[line.column].append(line.x0)
        ends[line.column].append(line.x1)
    return {
        column: (sorted(starts[column])[len(lefts) // 20], sorted(ends[column])[-1 - len(lefts) // 50])
        for column, lefts in starts.items()
    }


def _pitch(pages: list[PageLines], size: float) -> float:
    """The usual distance from one line of text to the next."""
    gaps: Counter[float] = Counter()
    for page in pages:
        for last, line in zip(page.lines, page.lines[1:], strict=False):
            gap = line.top - last.top
            if last.column == line.column and 0.8 * size < gap < 3 * size:
                gaps[round(gap)] += 1
    if not gaps:
        return 1.2 * size
    most = max(gaps.values())
    return min(gap for gap, count in gaps.items() if count > 0.4 * most)


def _levels(sizes: Counter[float], size: float) -> dict[float, int]:
    """The level of heading of each size clearly larger than the text, unless it is nearly as common."""
    total = sum(sizes.values())
    larger = sorted((one for one, count in sizes.items() if one > 1.12 * size and count < 0.2 * total), reverse=True)
    return {one: min(level, 6) for level, one in enumerate(larger, 1)}
