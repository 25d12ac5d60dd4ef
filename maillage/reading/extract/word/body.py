"""The text of a Word document as it is shown, paragraph by paragraph, written again as plain WordprocessingML (see
``marks.py``)."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations.records import dataclass, field
from maillage.reading.extract import marks
from maillage.reading.extract.archive import Element
from maillage.reading.extract.depth import Depth
from maillage.reading.extract.found import Found
from maillage.reading.extract.word.names import ADDED, MC, REMOVED, VAL, WRAPPERS, M, W, value
from maillage.reading.extract.word.numbering import Label, Numbering
from maillage.reading.extract.word.runs import run_text
from maillage.reading.extract.word.styles import Style, Styles, has_leader, indent, outline

_NOTES = {f"{W}footnoteReference": "foot", f"{W}endnoteReference": "end"}


@dataclass(slots=True)
class Paragraph:
    """A paragraph being read: its text so far, and the boxes anchored in it."""

    style: Style
    leader: bool = False
    words: list[str] = field(default_factory=list)
    bold: int = 0
    regular: int = 0
    boxes: list[Element] = field(default_factory=list)


class Body:
    """Reads blocks in order; ``found`` gathers what is to be told, ``notes`` the blocks of the notes called, by
    number."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: dict[tuple[str, str], Element]) -> None:
        self._styles = styles
        self._numbering = numbering
        self._sources = notes
        self._depth = Depth()
        self._boxes = 0
        self._fields: list[bool] = []  # for each open field, whether its result has begun
        self._joined: Paragraph | None = None  # a paragraph whose end is deleted: the next one goes on with it
        self.found = Found()
        self.notes: dict[int, str] = {}

    def blocks(self, parent: Element) -> Iterator[str]:
        """The blocks under ``parent`` (body, cell, note or text box) as plain WordprocessingML."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child)
            elif tag == f"{W}tbl":
                yield marks.table(self._rows(child))
            elif tag in ADDED:
                yield from self.blocks(child)
            elif tag in REMOVED:
                self.found.deleted.append("".join(child.itertext()))
            elif tag in WRAPPERS:
                yield from self.blocks(child)
            elif tag == f"{MC}AlternateContent":
                yield from self.blocks(_choice(child))

    def _rows(self, table: Element) -> Iterator[list[str]]:
        for row in _inside(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self.found.deleted.append(" ".join(row.itertext()))
                continue
            yield ["".join(self.blocks(cell)) for cell in _inside(row, f"{W}tc") if not _continues(cell)]

    def _paragraph(self, element: Element) -> Iterator[str]:
        ppr = element.find(f"{W}pPr")
        style = self._styles.get(value(ppr, "pStyle"))
        paragraph = self._joined or Paragraph(style, leader=style.leader or has_leader(ppr))
        self._joined = None
        self._inlines(element, paragraph, added=False)
        if ppr is not None and ppr.find(f"{W}rPr/{W}del") is not None:
            self._joined = paragraph
        else:
            yield self._written(paragraph, ppr)
        boxes, paragraph.boxes = paragraph.boxes, []
        for box in boxes:
            self._boxes += 1
            yield from self.blocks(box)
            self._boxes -= 1

    def _written(self, paragraph: Paragraph, ppr: Element | None) -> str:
        text = "".join(paragraph.words)
        own = outline(ppr)
        heading = paragraph.style.heading if own is None else own or None
        label = self._label(paragraph.style, ppr, is_blank=not text.strip())
        if not text.strip() and label is None:
            return ""
        codes = ["x"] if self._boxes else []
        if paragraph.bold and not paragraph.regular:
            codes.append("b")
        if heading or (label and label.is_heading):
            codes.insert(0, f"h{heading or (label.ilvl + 1 if label else 1)}")
            self._depth.heading()
        elif label and label.text:
            codes.insert(0, f"i{self._item_depth(label, paragraph.style, ppr)}")
        else:
            self._depth.text()
        start = f"{marks.plain(label.text)} " if label and label.text else ""
        return marks.paragraph(start + text.lstrip() if start else text, codes)

    def _label(self, style: Style, ppr: Element | None, *, is_blank: bool) -> Label | None:
        numbering = None if ppr is None else ppr.find(f"{W}numPr")
        num_id = value(numbering, "numId") or style.num_id
        if not num_id or num_id == "0":
            return None
        direct = value(numbering, "ilvl")
        if direct and direct.isdecimal():
            ilvl = int(direct)
        else:
            ilvl = style.ilvl if style.ilvl is not None else self._numbering.level_of(num_id, style.id)
        label = self._numbering.next(num_id, ilvl)  # an empty numbered paragraph counts too
        return None if is_blank and (label is None or not label.is_heading) else label

    def _item_depth(self, label: Label, style: Style, ppr: Element | None) -> int:
        own = indent(ppr)
        shown = next((left for left in (own, label.indent, style.indent) if left is not None), 0)
        return self._depth.item(label.list_id, label.ilvl, shown)

    def _inlines(self, parent: Element, paragraph: Paragraph, *, added: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, paragraph, added=added)
            elif tag in REMOVED:
                self.found.deleted.append("".join(child.itertext()))
            elif tag in WRAPPERS:
                self._inlines(child, paragraph, added=added or tag in ADDED)
            elif tag == f"{MC}AlternateContent":
                self._inlines(_choice(child), paragraph, added=added)
            elif tag.startswith(M):
                paragraph.words.append(marks.plain("".join(child.itertext())))

    def _run(self, run: Element, paragraph: Paragraph, *, added: bool) -> None:
        properties = run.find(f"{W}rPr")
        text = run_text(run, paragraph.leader, self._fields, paragraph.boxes, self.found)
        for tag, kind in _NOTES.items():
            for call in run.findall(tag):
                text += self._note(kind, call.get(f"{W}id", ""))
        if not text:
            return
        if self._styles.is_hidden(properties, paragraph.style):
            self.found.hidden.append(text)
            return
        if added:
            self.found.inserted.append(text)
        paragraph.words.append(text)
        if not text.isspace():
            if self._styles.is_bold(properties, paragraph.style):
                paragraph.bold += 1
            else:
                paragraph.regular += 1

    def _note(self, kind: str, identifier: str) -> str:
        source = self._sources.get((kind, identifier))
        if source is None:
            return ""
        depth, self._depth = self._depth, Depth()
        number = len(self.notes) + 1
        self.notes[number] = ""  # a note that calls itself ends here
        del self._sources[kind, identifier]
        self.notes[number] = "".join(self.blocks(source)) or "<w:p/>"
        self._depth = depth
        return marks.note_call(number)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, through the wrappers that content controls put around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _inside(child, tag)


def _continues(cell: Element) -> bool:
    """Whether a cell only goes on with the one above it: Word does not show its own text."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(VAL, "continue") == "continue"


def _choice(alternate: Element) -> Element:
    """The branch of ``mc:AlternateContent`` to read: they hold the same text twice."""
    return next(iter(alternate), alternate)
