"""The words of a paragraph of OpenDocument, with its spaces, fields, notes, pending changes and frames."""

from __future__ import annotations

from collections.abc import Callable

from maillage.foundations import rx
from maillage.foundations.records import dataclass, field
from maillage.reading.extract import marks
from maillage.reading.extract.archive import Element
from maillage.reading.extract.found import Found
from maillage.reading.extract.odf.names import DRAW, OFFICE, SVG, TEXT, count
from maillage.reading.extract.odf.styles import Style, Styles

_BLANK = " ...... "  # what a tab with a leader draws
_WHITE = rx.compile("[ \t\r\n]+")
_SILENT = frozenset(f"{TEXT}{name}" for name in ("ruby-text", "script", "index-entry-span", "tracked-changes"))


@dataclass(slots=True)
class Words:
    """A paragraph being read: its text so far, how many pieces are bold or not, and the frames anchored in it."""

    text: list[str] = field(default_factory=list)
    bold: int = 0
    regular: int = 0
    boxes: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text is shown."""

    bold: bool
    hidden: bool
    leader: bool


class Inlines:
    """Reads paragraphs; ``note`` is called with the body of each note and gives its number."""

    def __init__(self, styles: Styles, found: Found, note: Callable[[Element], int]) -> None:
        self._styles = styles
        self._found = found
        self._note = note
        self._adding: dict[str, None] = {}  # the insertions that are open, the innermost last
        self.inserted: dict[str, list[str]] = {}

    def read(self, element: Element, style: Style) -> Words:
        """The words of ``text:p`` or ``text:h``."""
        words = Words()
        self._walk(element, Look(bool(style.bold), bool(style.hidden), style.leader), words)
        return words

    def change(self, element: Element) -> None:
        """Follow the marks of a pending insertion, which may run over several paragraphs."""
        identifier = element.get(f"{TEXT}change-id", "")
        if identifier not in self.inserted:
            return
        if element.tag == f"{TEXT}change-start":
            self._adding[identifier] = None
        else:
            self._adding.pop(identifier, None)

    def boxes(self, element: Element) -> list[Element]:
        """The text boxes and shapes with text under a drawing; pictures are noted as such."""
        if element.tag == f"{DRAW}text-box" or any(child.tag in (f"{TEXT}p", f"{TEXT}list") for child in element):
            return [element]
        inner = [box for child in element if child.tag.startswith(DRAW) for box in self.boxes(child)]
        pictures = (f"{DRAW}image", f"{DRAW}object", f"{DRAW}object-ole")
        if not inner and element.tag == f"{DRAW}frame" and any(child.tag in pictures for child in element):
            said = [child.text or "" for child in element if child.tag in (f"{SVG}title", f"{SVG}desc")]
            self._found.images.append(" ".join(said))
        return inner

    def _walk(self, element: Element, look: Look, words: Words) -> None:
        self._say(element.text, look, words)
        for child in element:
            self._child(child, look, words)
            self._say(child.tail, look, words)

    def _say(self, text: str | None, look: Look, words: Words) -> None:
        if text:
            self._add(marks.plain(_WHITE.sub(" ", text)), look, words)

    def _add(self, text: str, look: Look, words: Words) -> None:
        if look.hidden:
            self._found.hidden.append(text)
            return
        if self._adding:
            self.inserted[next(reversed(self._adding))].append(text)
        # White space collapses across the pieces of a paragraph (ODF 1.3, 6.1.2).
        if text[0] == " " and words.text and words.text[-1].endswith(" "):
            text = text[1:]
        words.text.append(text)
        if text and not text.isspace():
            words.bold += look.bold
            words.regular += not look.bold

    def _child(self, child: Element, look: Look, words: Words) -> None:
        tag = child.tag
        if tag == f"{TEXT}s":
            self._add(marks.SPACE * max(1, count(child.get(f"{TEXT}c"), 1)), look, words)
        elif tag == f"{TEXT}tab":
            self._add(_BLANK if look.leader else marks.TAB, look, words)
        elif tag == f"{TEXT}line-break":
            self._add("\n", look, words)
        elif tag == f"{TEXT}span":
            style = self._styles.get("text", child.get(f"{TEXT}style-name"))
            bold, hidden = (
                own if (own := getattr(style, name)) is not None else getattr(look, name) for name in ("bold", "hidden")
            )
            self._walk(child, Look(bold, hidden, look.leader), words)
        elif tag == f"{TEXT}note":
            body = child.find(f"{TEXT}note-body")
            if body is not None and not look.hidden:
                words.text.append(marks.note_call(self._note(body)))
        elif tag in (f"{TEXT}change-start", f"{TEXT}change-end"):
            self.change(child)
        elif tag == f"{OFFICE}annotation":
            self._found.comments.append(
                " ".join(text for part in child if part.tag.startswith(TEXT) for text in part.itertext())
            )
        elif tag in (f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"):
            self._found.hidden.append("".join(child.itertext()) or child.get(f"{TEXT}string-value", ""))
        elif tag.startswith(DRAW) and tag != f"{DRAW}a":
            words.boxes += self.boxes(child)
        elif (tag.startswith(TEXT) and tag not in _SILENT) or tag == f"{DRAW}a":
            self._walk(child, look, words)
