"""The characters of a run of Word, and what hangs on them: fields, symbols, check boxes, drawings."""

from __future__ import annotations

from maillage.reading.extract import marks
from maillage.reading.extract.archive import Element
from maillage.reading.extract.found import Found
from maillage.reading.extract.word.names import MC, VAL, W

_BOX = f"{W}txbxContent"
_DRAWN = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_BLANK = "......"  # what a tab with a leader draws
# Check boxes and arrows of the symbol fonts that French forms use (Wingdings, Wingdings 2); other symbols are bullets
# or ornaments.
_SYMBOLS = {
    0xA8: "☐",
    0x6F: "☐",
    0x71: "☐",
    0xFE: "☒",
    0xFD: "☒",
    0x78: "☒",
    0x52: "☒",
    0x54: "☒",
    0xA3: "☐",
    0xE0: "→",
    0xF0: "⇨",
    0xFC: "✓",
}


def run_text(run: Element, leader: bool, fields: list[bool], boxes: list[Element], found: Found) -> str:
    """The text of a run.

    ``fields`` is the stack of open fields; the text boxes met go to ``boxes``, images without text to ``found``.
    """
    words: list[str] = []
    for child in run:
        tag = child.tag
        if tag == f"{W}fldChar":
            words.append(_field(child, fields))
        elif tag in _DRAWN or tag == f"{MC}AlternateContent":
            _drawing(child, boxes, found)
        elif tag == f"{W}ruby":
            words += [text.text or "" for base in child.iter(f"{W}rubyBase") for text in base.iter(f"{W}t")]
        elif all(fields):  # not between the code of a field and its result
            words.append(_character(child, leader))
    return "".join(words)


def _character(child: Element, leader: bool) -> str:
    tag = child.tag
    if tag == f"{W}t":
        return marks.plain(child.text or "")
    if tag in (f"{W}tab", f"{W}ptab"):
        return f" {_BLANK} " if leader else marks.TAB
    if tag == f"{W}cr" or (tag == f"{W}br" and child.get(f"{W}type", "textWrapping") == "textWrapping"):
        return "\n"
    if tag == f"{W}noBreakHyphen":
        return "\u2011"
    if tag == f"{W}sym":
        return _symbol(child)
    return ""


def _symbol(child: Element) -> str:
    try:
        code = int(child.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if not 0xF000 <= code <= 0xF0FF:
        return marks.plain(chr(code)) if 0x20 <= code < 0xD800 else ""
    return _SYMBOLS.get(code - 0xF000, "•")


def _field(child: Element, fields: list[bool]) -> str:
    """Follow the marks of a field: its code is not text, its result is. A check box has no result but its state."""
    kind = child.get(f"{W}fldCharType")
    if kind == "begin":
        fields.append(False)
        box = child.find(f"{W}ffData/{W}checkBox")
        if box is not None:
            state = box.find(f"{W}checked")
            state = box.find(f"{W}default") if state is None else state
            checked = state is not None and state.get(VAL, "1") not in ("0", "false", "off")
            return "☒" if checked else "☐"
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()
    return ""


def _drawing(child: Element, boxes: list[Element], found: Found) -> None:
    branch = next(iter(child), child) if child.tag == f"{MC}AlternateContent" else child
    inner = _outermost(branch)
    if inner:
        boxes += inner
        return
    for element in branch.iter():
        if element.tag.endswith(("}docPr", "}imagedata")):
            found.images.append(
                element.get("descr")
                or element.get("title")
                or element.get("{urn:schemas-microsoft-com:office:office}title")
                or ""
            )


def _outermost(element: Element) -> list[Element]:
    """The text boxes under an element that are not within one another: each is read with those that it holds."""
    if element.tag == _BOX:
        return [element]
    return [box for child in element for box in _outermost(child)]
