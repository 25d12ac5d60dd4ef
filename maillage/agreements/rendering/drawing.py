"""The text drawn once: sections, paragraphs, lists and tables in order, whatever the tree of provisions says.

Everything is written from one cursor that only goes forward, so that each character stands in the page once, in its
place, even when places overlap, leave holes or are not there at all.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from uuid import UUID

from maillage.agreements.rendering.inline import Inline, slot
from maillage.agreements.rendering.pieces import Anchor, Place, Span
from maillage.reading.output.inline import safe, shown

EDITION = 1
"""To be raised when this module draws otherwise: what was kept before is then drawn again."""

_BLANK = " \t\n"
_BULLET = re.compile(r"[ \t]*[-–—―‒−•●▪■◦·∙○o➢➤✓✔→⇒►»*+§][ \t\xa0]+(?=\S)")
_BLANK_LINES = re.compile(r"\n[ \t]*\n[ \t\n]*")
_SEPARATORS = " \t\n\xa0.:–—-*#_/)"
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_RULE = re.compile(r"[\s|:-]+")
_TOP, _DEEPEST = 2, 6


def draw(text: str, places: Sequence[Place], anchors: Iterable[Anchor] = (), marks: Sequence[Span] = ()) -> str:
    """``text`` as HTML that depends on no reader: the comments that it holds are filled by ``dress``.

    ``marks`` are stretches to set off, in order and apart (what somebody looked for): a drawing with marks is not kept.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_head(digest)}{_Drawing(text, places, tuple(anchors), marks).whole()}"


def is_drawing_of(html: str, sha256: str) -> bool:
    """Whether ``html`` was drawn from the text that has this digest (``Expression.sha256``), as it is drawn today."""
    return html.startswith(_head(sha256))


def _head(sha256: str) -> str:
    return f"<!--t {EDITION}.{sha256}-->"


class _Drawing:
    def __init__(self, text: str, places: Sequence[Place], anchors: Sequence[Anchor], marks: Sequence[Span]) -> None:
        self._text = text
        self._at = 0
        self._words = Inline(text, anchors, marks)
        self._ids: set[str] = set()
        self._children: dict[UUID | None, list[Place]] = defaultdict(list)
        known = {place.key for place in places}
        for place in sorted(places, key=lambda one: (one.start, -one.end)):
            self._children[place.parent if place.parent in known else None].append(place)

    def whole(self) -> str:
        """The text from its first character to its last, then what found no words to stand by."""
        html = "".join(self._inside(None, len(self._text), _TOP))
        lost = self._words.lost()
        return html + (f"<!--u {' '.join(lost)}-->" if lost else "")

    def _inside(self, parent: UUID | None, end: int, level: int) -> Iterator[str]:
        """What a provision holds, and the text around it; lists open and close as their items come."""
        in_list = False
        for is_cells, run in groupby(self._children.pop(parent, []), key=self._is_cell):
            together = list(run)
            for child in together[:1] if is_cells else together:
                gap = "".join(self._upto(min(child.start, end)))
                if in_list and (child.kind != "item" or gap.strip()):
                    in_list = False
                    yield "</ul>"
                yield gap
                if child.kind == "item" and not in_list:
                    in_list = True
                    yield '<ul class="items" role="list">'
                last = max(one.end for one in together) if is_cells else child.end
                yield from self._provision(child, min(last, end), level)
        yield "</ul>" if in_list else ""
        yield from self._upto(end)

    def _is_cell(self, place: Place) -> bool:
        return place.kind == "table" and place.key not in self._children

    def _provision(self, place: Place, end: int, level: int) -> Iterator[str]:
        if self._is_cell(place):
            yield from self._table(place, end)
        elif place.kind == "item":
            yield f'<li class="provision"{self._id(place)}>'
            held = self._children.get(place.key)
            own_end = min(held[0].start, end) if held else end
            yield from self._upto(own_end, place, is_item=True)
            if held:
                yield '<div class="article">'
                yield from self._inside(place.key, end, level)
                yield "</div>"
            yield "</li>"
        elif place.heading_span and self._at < place.heading_span[1] <= end:
            named = self._id(place)
            label = named.replace(' id="', ' aria-labelledby="h-', 1)
            yield f'<section class="article article--{safe(place.kind)}"{named}{label}>'
            yield from self._upto(place.heading_span[0])
            yield from self._heading(place, place.heading_span[1], level, named.replace(' id="', ' id="h-', 1))
            yield from self._inside(place.key, end, min(level + 1, _DEEPEST))
            yield "</section>"
        elif place.key in self._children:
            yield f'<div class="article article--{safe(place.kind)}"{self._id(place)}>'
            yield from self._inside(place.key, end, level)
            yield "</div>"
        else:
            yield from self._upto(end, place)

    def _id(self, place: Place) -> str:
        """The address of a provision: given once, whatever the tree says."""
        if place.eid in self._ids:
            return ""
        self._ids.add(place.eid)
        return f' id="{safe(place.eid)}"'

    def _heading(self, place: Place, end: int, level: int, name: str) -> Iterator[str]:
        """A heading: its number on a line of its own, what parts it from the title kept out of sight."""
        yield self._blanks(end)
        said = self._text[self._at : end].rstrip(_BLANK)
        if not said:
            return
        stop = self._at + len(said)
        at = max(said.find(place.heading), 0) if place.heading and place.number else 0
        number, title = self._at + len(said[:at].rstrip(_SEPARATORS)), self._at + at
        label = f'<span class="anchor">{self._stretch(number)}</span>' if number > self._at else ""
        parting = f'<span class="parting" hidden>{self._stretch(title)}</span>' if title > self._at else ""
        heading = f"<h{level}{name}>{label}{parting}{self._stretch(stop)}</h{level}>"
        yield f'<div class="provision provision--heading">{heading}{_pin(place)}{self._beside(len(said))}</div>'
        yield self._blanks(end)

    def _stretch(self, end: int) -> str:
        start, self._at = self._at, max(self._at, end)
        return self._words.write(start, self._at) if start < self._at else ""

    def _blanks(self, end: int) -> str:
        """The white space that comes next, as it is."""
        part = self._text[self._at : end]
        blank = part[: len(part) - len(part.lstrip(_BLANK))]
        self._at += len(blank)
        return blank

    def _beside(self, length: int) -> str:
        """Where the notes of a paragraph of ``length`` characters will stand."""
        arrived = self._words.arrivals()
        return f"<!--n {length} {' '.join(arrived)}-->" if arrived else ""

    def _upto(self, end: int, place: Place | None = None, *, is_item: bool = False) -> Iterator[str]:
        """The text from the cursor to ``end``, a block for each paragraph; the first is the address of ``place``."""
        cuts = [found.start() for found in _BLANK_LINES.finditer(self._text, self._at, max(end, self._at))]
        for stop in [*cuts, end]:
            yield self._blanks(stop)
            if self._at >= stop:
                continue
            last = self._at + len(self._text[self._at : stop].rstrip(_BLANK))
            pin = _pin(place) if place else ""
            if is_item:
                yield self._paragraph(last, pin, bulleted=place is not None)
            else:
                name = self._id(place) if place else ""
                yield f'<div class="provision"{name}>{self._paragraph(last, pin, bulleted=False)}</div>'
            place = None
            yield self._blanks(stop)
        if place is not None and not is_item and (name := self._id(place)):
            yield f'<div class="provision"{name}></div>'

    def _paragraph(self, end: int, pin: str, *, bulleted: bool) -> str:
        length, bullet = end - self._at, ""
        if bulleted and (found := _BULLET.match(self._text, self._at, end)):
            bullet = f'<span class="bullet">{self._stretch(found.end())}</span>'
        return f'<p class="provision__text">{bullet}{self._stretch(end)}{pin}</p>{self._beside(length)}'

    def _table(self, place: Place, end: int) -> Iterator[str]:
        """A table: a line is a cell and a blank line ends a row, unless bars part the cells of each line."""
        if end <= self._at:
            yield from self._upto(end, place)
            return
        length = end - self._at
        yield f'<div class="provision"{self._id(place)}>'
        yield '<div class="provision__text scroll" role="group" aria-label="Tableau" tabindex="0"><table>'
        in_row = False
        while self._at < end:
            line_end = self._text.find("\n", self._at, end)
            line_end = end if line_end < 0 else line_end
            line = self._text[self._at : line_end]
            barred = _ROW.fullmatch(line) is not None
            if in_row and (barred or not line.strip(_BLANK)):
                in_row = False
                yield "</tr>"
            if line.strip(_BLANK):
                if not in_row:
                    in_row = True
                    yield "<tr hidden>" if _RULE.fullmatch(line) else "<tr>"
                yield from self._cells(line_end, barred=barred)
            yield self._blanks(min(line_end + 1, end))
        yield f"{'</tr>' if in_row else ''}</table></div>{_pin(place)}{self._beside(length)}</div>"

    def _cells(self, end: int, *, barred: bool) -> Iterator[str]:
        start = self._at
        bars = [start + at for at, sign in enumerate(self._text[start:end]) if sign == "|"] if barred else []
        if len(bars) < 2:
            yield f"<td>{self._stretch(end)}</td>"
            return
        for bar, following in pairwise(bars):
            hidden = shown(self._text[self._at : bar + 1])
            self._at = bar + 1
            closing = ""
            words = self._stretch(following)
            if following == bars[-1]:
                closing = f"<span hidden>{safe(self._text[following:end])}</span>"
                self._at = end
            yield f"<td><span hidden>{safe(hidden)}</span>{words}{closing}</td>"


def _pin(place: Place) -> str:
    """Where the permanent address of a provision is shown, to whoever asks for it."""
    return f"<!--p {place.provision_id.hex} {slot(place.eid)}-->"
