"""A web page or a document saved as HTML: its own text, without the furniture of the site around it."""

from __future__ import annotations

import re

from maillage.foundations.records import dataclass, field
from maillage.reading.errors import UnknownFormat
from maillage.reading.extract.canonical import Lines
from maillage.reading.extract.found import Found
from maillage.reading.extract.numerals import written
from maillage.reading.extract.plain import decode, is_binary
from maillage.reading.extract.tags import tags
from maillage.reading.model import Extract, Notice

_SILENT = frozenset(
    "script style noscript template svg iframe object canvas audio video head select button datalist dialog textarea "
    "title rt".split()
)
_FURNITURE = frozenset(("nav", "header", "footer", "aside"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog"))
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr "
    "html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OWN_SIGN = re.compile(r"(?:[-–—•●▪◦*·→]|\d{1,3}\s?[°.)]|[a-zA-Z][.)]|[ivxIVX]+[.)])\s?")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,40})", re.I)
_ENOUGH = 200  # characters in <main> that make the rest of the page furniture


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str = "decimal"
    count: int = 0


@dataclass(slots=True)
class _Block:
    """The block being read."""

    words: list[str] = field(default_factory=list)
    bold: int = 0
    regular: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    kind: str
    level: int
    marks: tuple[str, ...]
    main: bool
    row: int


def read(data: bytes) -> Extract:
    """The text of a page; headings, items and cells are hints. Raises UnknownFormat when it is binary, EmptyFile."""
    page = _decode(data)
    if is_binary(page):
        raise UnknownFormat(
            "Cette page est illisible : enregistrez-la de nouveau depuis votre navigateur, puis recommencez."
        )
    reader = Page()
    reader.read(page)
    if not any(line.text for line in reader.lines):  # furniture that nothing closes, or a page made of nothing else
        reader = Page(furniture=frozenset(), roles=frozenset())
        reader.read(page)
    kept, dropped = _main(reader.lines)
    lines, row = Lines(), 0
    for line in kept:
        if line.row != row:
            lines.part()
            row = line.row
        lines.add(line.text, line.kind, line.level, marks=line.marks)
    reader.found.furniture += [line.text for line in dropped]
    return lines.extract("text/html", _notices(reader.found))


def _notices(found: Found) -> list[Notice]:
    message = "La navigation et l'habillage de la page ne sont pas lus dans le texte."
    return [Notice(n.code, message, n.quotes) if n.code == "running-header" else n for n in found.notices()]


def _decode(data: bytes) -> str:
    """By mark or zeros, UTF-8, then what the page declares; ISO-8859-1 means Windows-1252 (Encoding standard, 4.2)."""
    text, encoding = decode(data)
    declared = _CHARSET.search(data[:2048])
    if encoding != "cp1252" or declared is None or declared[1].lower() not in (b"iso-8859-15", b"macintosh"):
        return text
    return data.decode("mac-roman" if declared[1].lower() == b"macintosh" else "iso-8859-15", "replace")


def _main(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The lines of ``<main>`` when the page has one with text in it, and the others."""
    if sum(len(line.text) for line in lines if line.main) < _ENOUGH:
        return lines, []
    return [line for line in lines if line.main], [line for line in lines if not line.main]


class Page:
    """Reads the tags of a page: any start or end of a block ends the line being read, so that bad nesting does no
    harm."""

    def __init__(self, furniture: frozenset[str] = _FURNITURE, roles: frozenset[str] = _ROLES) -> None:
        self._furniture = furniture
        self._roles = roles
        self.lines: list[_Line] = []
        self.found = Found()
        self._block = _Block()
        self._heading = 0
        self._lists: list[_List] = []
        self._label = ""
        self._cells = 0
        self._bold = 0
        self._pre = 0
        self._main = 0
        self._row = 0
        self._skipped: tuple[str, list[str] | None, list[str]] | None = None
        self._depth = 0

    def read(self, page: str) -> None:
        """Read the whole page."""
        for kind, name, attributes in tags(page):
            if self._skipped is not None:
                self._skip(kind, name)
            elif kind == "text":
                self._text(name)
            elif kind == "start":
                self._start(name, attributes)
            else:
                self._end(name)
        self._flush()
        if self._skipped is not None and self._skipped[0] in (*self._furniture, "div", "section"):
            self.lines.clear()  # an element left open took the rest of the page: read it all

    def _skip(self, kind: str, name: str) -> None:
        element, where, words = self._skipped or ("", None, [])
        if kind == "text":
            words.append(_WHITE.sub(" ", name))
        elif name in _BLOCKS:
            words.append("\n")
        if kind != "text" and name == element:
            self._depth += 1 if kind == "start" else -1
            if self._depth == 0:
                if where is not None:
                    where += "".join(words).split("\n")
                self._skipped = None

    def _text(self, words: str) -> None:
        text = words if self._pre else _WHITE.sub(" ", words)
        if (
            not self._pre
            and text.startswith(" ")
            and (not self._block.words or self._block.words[-1].endswith((" ", "\n")))
        ):
            text = text[1:]
        if not text:
            return
        self._block.words.append(text)
        if not text.isspace():
            self._block.bold += self._bold > 0
            self._block.regular += self._bold == 0

    def _leave(self, name: str, attributes: dict[str, str]) -> bool:
        """Whether to leave out an element, which then begins to be skipped; where its words go, if they are to be
        told."""
        where: list[str] | None = None
        if name == "del":
            where = self.found.deleted
        elif "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            where = self.found.hidden
        elif (name in self._furniture and not self._main) or attributes.get("role", "") in self._roles:
            where = self.found.furniture
        elif name not in _SILENT:
            return False
        self._skipped, self._depth = (name, where, []), 1
        return True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _BLOCKS:
            self._flush()
        if name not in _VOID and self._leave(name, attributes):
            return
        if name == "br":
            self._block.words.append("\n")
        elif name == "img":
            if attributes.get("alt"):
                self.found.images.append(attributes["alt"])
        elif name in _HEADINGS:
            self._heading = _HEADINGS[name]
        elif name in ("ul", "ol"):
            start = attributes.get("start", "1")
            count = int(start) - 1 if start.isdecimal() and len(start) < 7 else 0
            self._lists.append(_List(name == "ol", _TYPES.get(attributes.get("type", ""), "decimal"), count))
        elif name == "li":
            self._item(attributes)
        else:
            self._count(name, 1)

    def _count(self, name: str, step: int) -> None:
        """Follow the elements that only change how words are read."""
        if name in ("b", "strong"):
            self._bold = max(0, self._bold + step)
        elif name == "pre":
            self._pre = max(0, self._pre + step)
        elif name == "main":
            self._main = max(0, self._main + step)
        elif name in ("td", "th"):
            self._cells = max(0, self._cells + step) if step < 0 else 1
        elif name in ("tr", "table"):
            self._row += 1
            self._cells = 0

    def _item(self, attributes: dict[str, str]) -> None:
        current = self._lists[-1] if self._lists else _List(ordered=False)
        number = attributes.get("value", "")
        current.count = int(number) if number.isdecimal() and len(number) < 7 else current.count + 1
        self._label = f"{written(current.count, current.style)}. " if current.ordered else "- "

    def _end(self, name: str) -> None:
        if name in _BLOCKS:
            self._flush()
        if name in _HEADINGS:
            self._heading = 0
        elif name in ("ul", "ol"):
            del self._lists[-1:]
        elif name == "li":
            self._label = ""
        else:
            self._count(name, -1)

    def _flush(self) -> None:
        block, self._block = self._block, _Block()
        text = "\n".join(line.strip(" ") for line in "".join(block.words).split("\n")).strip()
        if not text:
            return
        kind, level = ("cell", 1) if self._cells else ("", 1)
        if self._heading:
            kind, level = "heading", self._heading
        elif self._label:
            kind, level = "item", max(1, len(self._lists))
            text = text if self._label == "- " and _OWN_SIGN.match(text) else self._label + text
            self._label = ""
        marks = ("cell",) if self._cells and kind != "cell" else ()
        if block.bold and not block.regular:
            marks = (*marks, "bold")
        self.lines.append(_Line(text, kind, level, marks, self._main > 0, self._row))
