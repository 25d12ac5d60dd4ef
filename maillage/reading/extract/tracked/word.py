"""The tracked changes and the comments of a .docx (ECMA-376, 17.13)."""

from __future__ import annotations

from maillage.foundations.records import dataclass, replace
from maillage.reading.errors import DamagedFile
from maillage.reading.extract.archive import DAMAGED, Archive, Element
from maillage.reading.extract.tracked.model import SENT, Builder, Tracked
from maillage.reading.extract.word.document import Package
from maillage.reading.extract.word.names import ADDED, MC, REMOVED, WRAPPERS, W, value
from maillage.reading.extract.word.numbering import Numbering
from maillage.reading.extract.word.styles import Styles, outline

_ROLES = {"header": "En-tête", "footer": "Pied de page", "footnotes": "Note de bas de page", "endnotes": "Note de fin"}
_DRAWN = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class _State:
    """Where one is: in added words, in dropped ones, in a cell."""

    is_added: bool = False
    is_dropped: bool = False
    is_cell: bool = False


def read(archive: Archive) -> Tracked:
    """Raises DamagedFile, ForbiddenContent, FileTooLarge."""
    package = Package(archive)
    root = archive.xml(package.main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise DamagedFile(DAMAGED)
    reader = _Reader(Styles(package.xml("styles")), Numbering(package.xml("numbering")))
    reader.blocks(body, _State())
    for role, name in _ROLES.items():
        for part in package.all(role):
            reader.aside(part, name)
    comments = {
        one.get(f"{W}id", ""): (one.get(f"{W}author", ""), _said(one))
        for part in package.all("comments")
        for one in part.findall(f"{W}comment")
        if not one.get(f"{W}author", "").endswith(SENT)
    }
    return reader.builder.done(comments)


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.builder = Builder()

    def blocks(self, parent: Element, state: _State) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                self._paragraph(child, state)
            elif tag in (f"{W}tbl", f"{W}tc"):
                self.blocks(child, replace(state, is_cell=True))
            elif tag == f"{W}tr":
                self.blocks(child, self._row(child, state))
            elif tag in WRAPPERS or tag in REMOVED:
                self.blocks(child, self._in(child, state))
            else:
                self._mark(child, state)

    def _row(self, row: Element, state: _State) -> _State:
        """A row that was added or dropped as a whole."""
        properties = row.find(f"{W}trPr")
        for tag in ("ins", "del"):
            change = None if properties is None else properties.find(f"{W}{tag}")
            if change is not None:
                self.builder.author(change.get(f"{W}author", ""))
                state = replace(
                    state, is_added=state.is_added or tag == "ins", is_dropped=state.is_dropped or tag == "del"
                )
        return state

    def _in(self, element: Element, state: _State) -> _State:
        if element.tag in ADDED or element.tag in REMOVED:
            author = element.get(f"{W}author", "")
            if author.endswith(SENT):
                # It was in the document that was sent, and is not of the one who sends it back.
                return replace(state, is_added=True, is_dropped=True) if element.tag in ADDED else state
            self.builder.author(author)
        return replace(
            state,
            is_added=state.is_added or element.tag in ADDED,
            is_dropped=state.is_dropped or element.tag in REMOVED,
        )

    def _paragraph(self, element: Element, state: _State) -> None:
        properties = element.find(f"{W}pPr")
        style = self._styles.get(value(properties, "pStyle"))
        label = self._label(properties, style)
        if label:
            self.builder.words(f"{label} ", is_added=state.is_added, is_dropped=state.is_dropped)
        self._inlines(element, state)
        end = state
        mark = None if properties is None else properties.find(f"{W}rPr")
        for child in () if mark is None else mark:
            end = self._in(child, end)
        own = outline(properties)
        self.builder.end(
            is_added=end.is_added,
            is_dropped=end.is_dropped,
            is_heading=bool(style.heading if own is None else own),
            is_cell=state.is_cell,
        )

    def _label(self, properties: Element | None, style: object) -> str:
        """The number or the bullet that Word draws before a paragraph, as words."""
        numbering = None if properties is None else properties.find(f"{W}numPr")
        num_id = value(numbering, "numId") or getattr(style, "num_id", "")
        if not num_id or num_id == "0":
            return ""
        direct = value(numbering, "ilvl")
        level = int(direct) if direct and direct.isdecimal() else getattr(style, "ilvl", None) or 0
        label = self._numbering.next(num_id, level)
        return label.text if label is not None and label.text else ""

    def _inlines(self, parent: Element, state: _State) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, state)
            elif tag in WRAPPERS or tag in REMOVED:
                self._inlines(child, self._in(child, state))
            elif tag == f"{MC}AlternateContent":
                self._inlines(next(iter(child), child), state)
            else:
                self._mark(child, state)

    def _mark(self, element: Element, state: _State) -> None:
        tag = element.tag
        if tag == f"{W}bookmarkStart":
            name = element.get(f"{W}name", "")
            self.builder.bookmark(name, is_added=state.is_added, is_dropped=state.is_dropped)
        elif tag == f"{W}commentRangeStart":
            self.builder.open(element.get(f"{W}id", ""))
        elif tag == f"{W}commentRangeEnd":
            self.builder.close(element.get(f"{W}id", ""))

    def _run(self, run: Element, state: _State) -> None:
        words = []
        for child in run:
            tag = child.tag
            if tag in (f"{W}t", f"{W}delText"):
                words.append(child.text or "")
            elif tag in _CHARACTERS and child.get(f"{W}type", "textWrapping") == "textWrapping":
                words.append(_CHARACTERS[tag])
            elif tag == f"{W}commentReference":
                self.builder.close(child.get(f"{W}id", ""))
            elif tag in _DRAWN or tag == f"{MC}AlternateContent":
                self._drawing(child)
        if words:
            self.builder.words("".join(words), is_added=state.is_added, is_dropped=state.is_dropped)

    def _drawing(self, element: Element) -> None:
        words = " ".join(_said(box) for box in element.iter(f"{W}txbxContent"))
        self.builder.unread.append(f"Zone de texte : {words}" if words.strip() else "Une image")

    def aside(self, part: Element, name: str) -> None:
        """What stands outside of the text is told when somebody changed it."""
        for paragraph in part.iter(f"{W}p"):
            changed = [one for tag in (*ADDED, *REMOVED) for one in paragraph.iter(tag)]
            if changed:
                for one in changed:
                    self.builder.author(one.get(f"{W}author", ""))
                self.builder.unread.append(f"{name} : {_said(paragraph)}")


def _said(parent: Element) -> str:
    """The words under an element, a line for each paragraph."""
    lines = []
    for paragraph in [parent] if parent.tag == f"{W}p" else list(parent.iter(f"{W}p")):
        words = [one.text or "" for one in paragraph.iter() if one.tag in (f"{W}t", f"{W}delText")]
        lines.append("".join(words).strip())
    return "\n".join(filter(None, lines))
