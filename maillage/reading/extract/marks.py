"""How a paragraph carries its layout through pandoc: marks in Unicode noncharacters, which no text may hold.

The Word and OpenDocument readers write a paragraph as ``OPEN`` + codes + ``CLOSE`` + text; ``pandoc.py`` reads the
marks back as hints. Both formats are rewritten to the same plain WordprocessingML, with automatic numbers as words,
since pandoc drops those and more: simple fields, direction and custom XML wrappers, content controls around cells,
text in a run that also calls a note, spaces that leave a blank to fill in. The space between two words is a mark too:
pandoc, which makes an object of each word and each space, then takes half of the time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from maillage.foundations import rx

OPEN, CLOSE, SPACE, TAB, NOTE, END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"

KINDS = {"h": "heading", "i": "item", "x": "box", "b": "bold"}
_RESERVED = rx.compile("[\ufdd0-\ufdef]")
_SPACES = rx.compile(" {2,}")
_BETWEEN_WORDS = rx.compile(r" (?<=\S )(?=\S)")  # where pandoc has nothing to trim nor to join
_PIECES = rx.compile(f"(\n|{NOTE}[0-9]+{END})")
_CODE = rx.compile(r"([hixb])([0-9]*)")
_PREFIX = rx.compile(f"^{OPEN}([hixb0-9]*){CLOSE}")

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}  # fmt: skip


def plain(text: str) -> str:
    """``text`` of a source file without the characters reserved here, its runs of spaces and its tabs made to last."""
    text = _RESERVED.sub("", text).replace("\t", TAB)
    return _SPACES.sub(lambda match: SPACE * len(match[0]), text) if "  " in text else text


def note_call(number: int) -> str:
    """What stands in a text for the call of note ``number`` of :func:`package`."""
    return f"{NOTE}{number}{END}"


def paragraph(text: str, marks: Iterable[str] = ()) -> str:
    """A paragraph of plain WordprocessingML; ``text`` has line feeds, :func:`plain` characters and note calls; "" when
    it has no word."""
    codes = "".join(marks)
    runs = [_run(piece) for piece in _PIECES.split(text) if piece]
    start = f"<w:r><w:t>{OPEN}{codes}{CLOSE}</w:t></w:r>" if codes else ""
    return f"<w:p>{start}{''.join(runs)}</w:p>" if runs else ""


def _run(piece: str) -> str:
    if piece == "\n":
        return "<w:r><w:br/></w:r>"
    if piece.startswith(NOTE):
        return f'<w:r><w:footnoteReference w:id="{piece[1:-1]}"/></w:r>'
    return f'<w:r><w:t xml:space="preserve">{_escaped(_BETWEEN_WORDS.sub(SPACE, piece))}</w:t></w:r>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table of plain WordprocessingML from the blocks of its cells; "" when no cell has any."""
    lines = [[cell for cell in row if cell] for row in rows]
    body = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}<w:p/></w:tc>' for cell in line)}</w:tr>" for line in lines if line)
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{body}</w:tbl><w:p/>" if body else ""


def package(blocks: Iterable[str], notes: Mapping[int, str]) -> bytes:
    """A .docx of ``blocks``, and of ``notes`` by number, for pandoc to read."""
    parts = dict(_PARTS)
    parts["word/document.xml"] = f'<w:document xmlns:w="{_W}"><w:body>{"".join(blocks)}</w:body></w:document>'
    if notes:
        inner = "".join(f'<w:footnote w:id="{number}">{blocks}</w:footnote>' for number, blocks in notes.items())
        parts["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{_W}">{inner}</w:footnotes>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + xml)
    return stream.getvalue()


def read(text: str) -> tuple[str, dict[str, int]]:
    """The text of a paragraph without its marks, and its hints: level by kind."""
    match = _PREFIX.match(text)
    found = {KINDS[code]: int(level or 1) for code, level in _CODE.findall(match[1])} if match else {}
    text = text[match.end() :] if match else text
    return text.replace(SPACE, " ").replace(TAB, "\t"), found
