"""The text of an OpenDocument text as it is shown, written again as plain WordprocessingML (see ``marks.py``)."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.reading.extract import marks
from maillage.reading.extract.archive import Element
from maillage.reading.extract.depth import Depth
from maillage.reading.extract.found import Found
from maillage.reading.extract.odf.inlines import Inlines, Words
from maillage.reading.extract.odf.lists import Label, Lists, Open
from maillage.reading.extract.odf.names import DRAW, OFFICE, TABLE, TEXT, count
from maillage.reading.extract.odf.styles import Style, Styles

# What holds blocks and shows them; an index has its own title and body, and templates that are not text.
_HOLDERS = frozenset(
    f"{TEXT}{name}"
    for name in (
        "section", "index-body", "index-title", "table-of-content", "illustration-index", "table-index", "object-index",
        "user-index", "alphabetical-index", "bibliography",
    )
)  # fmt: skip
_ROW_GROUPS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))


class Body:
    """Reads blocks in order; ``found`` gathers what is to be told, ``notes`` the blocks of the notes called, by
    number."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._lists = Lists(styles)
        self._depth = Depth()
        self._boxes = 0
        self.found = Found()
        self.notes: dict[int, str] = {}
        self._inlines = Inlines(styles, self.found, self._note)

    @property
    def changes(self) -> dict[str, list[str]]:
        """The words inserted by each pending change, by its identifier."""
        return self._inlines.inserted

    def blocks(self, parent: Element) -> Iterator[str]:
        """The blocks under ``parent`` as plain WordprocessingML."""
        for child in parent:
            tag = child.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child, self._outline_label(child) if tag == f"{TEXT}h" else None)
            elif tag == f"{TEXT}list":
                yield from self._list(child, None, 1)
            elif tag == f"{TEXT}numbered-paragraph":
                yield from self._numbered(child)
            elif tag == f"{TABLE}table":
                yield marks.table(self._rows(child))
            elif tag in _HOLDERS:
                if child.get(f"{TEXT}display") == "none":
                    self.found.hidden.append(" ".join(child.itertext()))
                else:
                    yield from self.blocks(child)
            elif tag.startswith(DRAW):
                yield from self._boxed(self._inlines.boxes(child))
            elif tag in (f"{TEXT}change-start", f"{TEXT}change-end"):
                self._inlines.change(child)

    def _list(self, element: Element, parent: Open | None, level: int) -> Iterator[str]:
        opened = self._lists.open(element, parent)
        for item in element:
            is_item = item.tag == f"{TEXT}list-item"
            if not is_item and item.tag != f"{TEXT}list-header":
                continue
            numbered = False
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, opened, level + 1)
                elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    label = None
                    if is_item and not numbered and child.get(f"{TEXT}is-list-header") != "true":
                        fallback = self._style(child).list_name
                        label = self._lists.next(opened, level, start=item.get(f"{TEXT}start-value"), fallback=fallback)
                    numbered = True
                    yield from self._paragraph(child, label)

    def _numbered(self, element: Element) -> Iterator[str]:
        opened = self._lists.open(element, None)
        label = self._lists.next(opened, count(element.get(f"{TEXT}level"), 1), start=element.get(f"{TEXT}start-value"))
        for child in element:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child, label)

    def _rows(self, table: Element) -> Iterator[list[str]]:
        for child in table:
            if child.tag in _ROW_GROUPS:
                yield from self._rows(child)
            elif child.tag == f"{TABLE}table-row":
                yield ["".join(self.blocks(cell)) for cell in child if cell.tag == f"{TABLE}table-cell"]

    def _style(self, element: Element) -> Style:
        return self._styles.get("paragraph", element.get(f"{TEXT}style-name"))

    def _outline_label(self, element: Element) -> Label | None:
        """The number of a heading outside of any list, unless its style refuses it."""
        if element.get(f"{TEXT}is-list-header") == "true" or self._style(element).list_name == "":
            return None
        start = element.get(f"{TEXT}start-value") if element.get(f"{TEXT}restart-numbering") == "true" else None
        return self._lists.next(self._lists.outline, count(element.get(f"{TEXT}outline-level"), 1), start=start)

    def _paragraph(self, element: Element, label: Label | None) -> Iterator[str]:
        style = self._style(element)
        words = self._inlines.read(element, style)
        yield self._written(element, words, label, style)
        yield from self._boxed(words.boxes)

    def _boxed(self, boxes: list[Element]) -> Iterator[str]:
        for box in boxes:
            self._boxes += 1
            yield from self.blocks(box)
            self._boxes -= 1

    def _written(self, element: Element, words: Words, label: Label | None, style: Style) -> str:
        text = "".join(words.text)
        if not text.strip() and not (label and label.is_heading):
            return ""
        codes = ["x"] if self._boxes else []
        if words.bold and not words.regular:
            codes.append("b")
        level = count(element.get(f"{TEXT}outline-level"), 1)
        if element.tag == f"{TEXT}h" or style.is_title or (label and label.is_heading):
            codes.insert(0, f"h{level}")
            self._depth.heading()
        elif label and label.text:
            codes.insert(0, f"i{self._depth.item(label.list_id, label.level, label.indent)}")
        else:
            self._depth.text()
        return marks.paragraph(f"{marks.plain(label.text)} {text.lstrip()}" if label and label.text else text, codes)

    def _note(self, body: Element) -> int:
        depth, self._depth = self._depth, Depth()
        number = len(self.notes) + 1
        self.notes[number] = ""  # keeps its place: a note may call another
        self.notes[number] = "".join(self.blocks(body)) or "<w:p/>"
        self._depth = depth
        return number


def content_of(root: Element) -> Element | None:
    """The element that holds the blocks of ``content.xml``."""
    return root.find(f"{OFFICE}body/{OFFICE}text")
