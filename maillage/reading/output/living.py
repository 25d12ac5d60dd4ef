"""The text of a reading as HTML: provisions in order, each with its permalink, marked words and the notes beside it.

Whatever of the text lies in no provision is written too, so that nothing is lost when the tree is poor or absent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, pairwise

from maillage.foundations.records import replace
from maillage.reading.model import Provision, Reading
from maillage.reading.output import words
from maillage.reading.output.inline import Marker, call, drawn, safe
from maillage.reading.output.notes import Note

_BULLET = re.compile(r"\s*[-–—―‒−•●▪■◦·∙○o➢➤✓✔→⇒►»*+§][\s\xa0]+(?=\S)")
_BLANK_LINES = re.compile(r"\n[ \t\xa0]*\n\s*")
_SEPARATORS = " \t\n\xa0.:–—-*#_/)"
_ROW = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"[\s|:-]+")
MARKS = {
    "commitment": "engagement",
    "flaw": "défaut",
    "term": "terme",
    "body": "instance",
    "party": "partie",
    "point": "repère",
}
_PLURAL = {"body": "instances et garants"}


class Living:
    """Writes the text once, in order; ``headings`` (eId, level, words, offset) fills on the way, for the contents."""

    def __init__(self, reading: Reading, notes: tuple[Note, ...]) -> None:
        self.text = reading.text
        self.marker = Marker(reading.text, notes)
        self._done = 0
        self.headings: list[tuple[str, int, str, int]] = []
        self._children: dict[str | None, list[Provision]] = defaultdict(list)
        known = {provision.eid for provision in reading.provisions}
        for provision in sorted(reading.provisions, key=lambda p: p.span[0]):
            self._children[provision.parent if provision.parent in known else None].append(provision)

    def html(self) -> str:
        written = "".join(self._between(None, 0, len(self.text), 3))
        rest = self.marker.rest()
        calls = "".join(call(note, named=True) for note in rest)
        return written + (f'<div class="prov"><p class="t">{calls}</p>{_beside(rest)}</div>' if rest else "")

    def _between(self, parent: str | None, start: int, end: int, level: int) -> Iterator[str]:
        """The children of a provision and the text around them; lists open and close as items come."""
        in_list = False
        for child in self._joined(self._children.get(parent, [])):
            if child.span[0] > start:
                gap = "".join(self._paragraphs(start, child.span[0]))
                yield "</ul>" if in_list and gap else ""
                in_list = in_list and not gap
                yield gap
            is_item = child.kind == "item"
            if is_item != in_list:
                yield f'<ul class="items{self._marked(child)}" role="list">' if is_item else "</ul>"
                in_list = is_item
            yield from self._provision(child, level)
            start = max(start, child.span[1])
        yield "</ul>" if in_list else ""
        yield from self._paragraphs(start, end)

    def _is_cell(self, provision: Provision) -> bool:
        return provision.kind == "table" and provision.eid not in self._children

    def _joined(self, children: list[Provision]) -> Iterator[Provision]:
        """The children, with the cells that follow one another joined into one table under the name of the first."""
        for _, run in groupby(children, key=self._is_cell):
            cells = list(run)
            if self._is_cell(cells[0]):
                yield replace(cells[0], span=(cells[0].span[0], cells[-1].span[1]))
            else:
                yield from cells

    def _marked(self, item: Provision) -> str:
        """Items that bear a number keep it; the others get a dash."""
        return "" if _BULLET.match(self.text, *item.span) else " items--own"

    def _provision(self, provision: Provision, level: int) -> Iterator[str]:
        eid, (start, end) = safe(provision.eid), provision.span
        if self._is_cell(provision):
            yield self._table(provision)
        elif provision.kind == "item":
            yield f'<li class="prov" id="{eid}">'
            bullet = _BULLET.match(self.text, start, end)
            yield from self._leaf(provision, bullet.end() if bullet else start, end, level)
            yield "</li>"
        elif provision.heading_span:
            yield f'<section class="part part--{safe(provision.kind)}" id="{eid}">'
            yield from self._heading(provision, level)
            yield from self._between(provision.eid, max(start, provision.heading_span[1]), end, min(level + 1, 6))
            yield "</section>"
        elif self._children.get(provision.eid):
            yield f'<div class="part part--{safe(provision.kind)}" id="{eid}">'
            yield from self._between(provision.eid, start, end, level)
            yield "</div>"
        else:
            yield f'<div class="prov prov--{safe(provision.kind)}" id="{eid}">'
            yield from self._paragraphs(start, end, provision.eid, wrapped=False)
            yield "</div>"

    def _leaf(self, provision: Provision, start: int, end: int, level: int) -> Iterator[str]:
        children = self._children.get(provision.eid, ())
        own_end = children[0].span[0] if children else end
        yield from self._paragraphs(start, own_end, provision.eid, wrapped=False)
        if children:
            yield from self._between(provision.eid, own_end, end, level)

    def _heading(self, provision: Provision, level: int) -> Iterator[str]:
        start, end = self._trimmed(*(provision.heading_span or provision.span))
        said = self.text[start:end]
        at = said.find(provision.heading) if provision.heading and provision.number else 0
        number, number_notes = self._block(start, start + len(said[: max(at, 0)].rstrip(_SEPARATORS)))
        title, title_notes = self._block(start + max(at, 0), end)
        eid = safe(provision.eid)
        label = f'<a class="number" href="#{eid}">{number}</a> ' if at > 0 else ""
        pin = f' <a class="pin" href="#{eid}">{eid}</a>'
        yield f'<h{level} id="h-{eid}">{label}{title}{pin}</h{level}>'
        yield _beside(number_notes + title_notes)
        self.headings.append((provision.eid, level, _entry(provision, said), start))

    def _block(self, start: int, end: int) -> tuple[str, list[Note]]:
        """A stretch of text and its notes; what is written already is not written again, whatever the tree says."""
        start = max(start, self._done)
        if start >= end:
            return "", []
        self._done = end
        return self.marker.block(start, end)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        said = self.text[start:end]
        return start + len(said) - len(said.lstrip()), start + max(len(said.rstrip()), len(said) - len(said.lstrip()))

    def _paragraphs(self, start: int, end: int, eid: str | None = None, *, wrapped: bool = True) -> Iterator[str]:
        """Paragraphs, cut at blank lines, each followed by its notes; the first ends with the permalink."""
        cuts = [(match.start(), match.end()) for match in _BLANK_LINES.finditer(self.text, start, end)]
        for begin, stop in zip(
            [start, *(after for _, after in cuts)], [*(before for before, _ in cuts), end], strict=True
        ):
            begin, stop = self._trimmed(begin, stop)
            if begin >= stop:
                continue
            html, notes = self._block(begin, stop)
            pin = f' <a class="pin" href="#{safe(eid)}">{safe(eid)}</a>' if eid else ""
            eid = None
            block = f'<p class="t">{html}{pin}</p>{_beside(notes)}'
            yield f'<div class="prov">{block}</div>' if wrapped else block

    def _table(self, provision: Provision) -> str:
        """A table: a line is a cell and a blank line ends a row, unless bars part the cells of each line."""
        rows, notes, at = [""], [], provision.span[0]
        for line in self.text[slice(*provision.span)].split("\n"):
            start, at = at, at + len(line) + 1
            barred = _ROW.fullmatch(line) is not None
            if (barred or not line.strip()) and rows[-1]:
                rows.append("")
            if line.strip() and not _RULE.fullmatch(line):
                cells, found = self._cells(start, line, barred=barred)
                rows[-1] += cells
                notes += found
        eid = safe(provision.eid)
        table = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows if row)}</table>"
        scroll = f'<div class="scroll t" tabindex="0" role="group" aria-label="Tableau {eid}">{table}</div>'
        return f'<div class="prov prov--table" id="{eid}">{scroll}{_beside(notes)}</div>'

    def _cells(self, start: int, line: str, *, barred: bool) -> tuple[str, list[Note]]:
        bars = [at for at, sign in enumerate(line) if sign == "|"] if barred else []
        edges = list(pairwise(bars)) or [(-1, len(line))]
        html, notes = "", []
        for before, after in edges:
            cell, found = self._block(*self._trimmed(start + before + 1, start + after))
            html += f"<td>{cell}</td>"
            notes += found
        return html, notes


def _entry(provision: Provision, said: str) -> str:
    """The words of a provision in the list of contents: "3. Simplifier les démarches"."""
    heading = words.shorten(re.sub(r"\*\*|#+ ", "", provision.heading or said), 60)
    bare = provision.number and provision.heading and not provision.heading.startswith(provision.number)
    return f"{provision.number}. {heading}" if bare else heading


def _beside(notes: list[Note]) -> str:
    """The notes of a block: folded on a phone, spread where there is a margin; many minor ones stay folded."""
    if not notes:
        return ""
    major = [note for note in notes if not note.minor]
    minor = [note for note in notes if note.minor]
    body = "".join(_note(note) for note in major)
    if len(minor) > 2:
        summary, inside = f"{_numbers(minor)} {_named(minor)}", "".join(map(_note, minor))
        body += (
            f'<details class="minor" data-kind="point" data-tone="quiet"><summary>{summary}</summary>{inside}</details>'
        )
    else:
        body += "".join(_note(note) for note in minor)
    tone = next(
        (tone for tone in ("late", "watch") if any(note.tone == tone for note in major)), "info" if major else "quiet"
    )
    return f'<details class="notes" data-tone="{tone}"><summary>{_counts(notes)}</summary>{body}</details>'


def _numbers(notes: list[Note]) -> str:
    numbers = [str(note.number) for note in notes]
    said = ", ".join(numbers) if len(numbers) < 5 else f"{numbers[0]}, {numbers[1]} … {numbers[-1]}"
    return f'<span class="n">{said}</span>'


def _named(notes: list[Note]) -> str:
    labels = list(dict.fromkeys(note.title.split(" :")[0].lower() for note in notes))
    return safe(words.capital(words.enumeration(labels[:3] if len(labels) < 4 else [*labels[:2], "autres"])))


def _counts(notes: list[Note]) -> str:
    """What a fold holds: the titles of one or two notes, the counts of more."""
    if len(notes) < 3:
        return safe(" · ".join(note.title for note in notes))
    counts = {kind: sum(note.kind == kind for note in notes) for kind in MARKS}
    parts = [words.count(number, MARKS[kind], _PLURAL.get(kind)) for kind, number in counts.items() if number]
    return safe(words.enumeration(parts))


def _note(note: Note) -> str:
    lines = f'<p class="said">{safe(note.state)}</p>' if note.state else ""
    lines += "".join(f"<p>{safe(line)}</p>" for line in note.lines)
    weaves = "".join(
        f'<span data-weave="{number}">{drawn(f"weave-{number}", "weave")}</span>' for number in note.weaves
    )
    knot = drawn(f"m-{note.mark}", "knot")
    lighter = " note--minor" if note.minor else ""
    number = note.number
    return (
        f'<div class="note{lighter}" role="note" id="n-{number}" data-kind="{note.kind}" data-tone="{note.tone}">{knot}'
        f'<p class="note__title"><a href="#w-{number}"><span class="n">{number}</span> {safe(note.title)}</a>'
        f"{weaves}</p>{lines}</div>"
    )
