"""A document written as .docx: its tracked changes and comments are those of Word and LibreOffice (ECMA-376, 17.13).

Refusing all changes in the word processor gives the earlier text to the letter, accepting them the later one.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import count, groupby
from xml.sax.saxutils import escape, quoteattr

from maillage.rendering.word import parts
from maillage.rendering.word.model import Change, Comment, Document, Paragraph, Run, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
VERSION, PROVISION = "mv_", "mp_"
_TAGS = {Change.ADD: "ins", Change.DROP: "del", Change.GONE: "moveFrom", Change.COME: "moveTo"}
_UNDRAWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML holds none of them
_BOOKMARK = 40  # characters at most in Word
_WIDTH = 9298  # twentieths of a point: the width of the text
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(document: Document) -> bytes:
    """The bytes of the .docx; the same for the same document."""
    instant = document.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    writer = _Writer(document, instant)
    files = {
        "[Content_Types].xml": parts.CONTENT_TYPES,
        "_rels/.rels": parts.RELATIONS,
        "docProps/core.xml": parts.core(_plain(document.title), _plain(document.author), instant),
        "docProps/app.xml": parts.APP,
        "word/_rels/document.xml.rels": parts.DOCUMENT_RELATIONS,
        "word/document.xml": writer.document(),
        "word/comments.xml": writer.comments(),
        "word/styles.xml": parts.STYLES,
        "word/settings.xml": parts.SETTINGS,
        "word/footer1.xml": parts.FOOTER,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, words in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, words.encode("utf-8"))
    return stream.getvalue()


def _plain(text: str) -> str:
    return escape(_UNDRAWN.sub("", text))


class _Writer:
    def __init__(self, document: Document, instant: str) -> None:
        self._document = document
        self._instant = instant
        self._numbers = count(1)
        self._names: set[str] = set()
        self._open = 0

    def document(self) -> str:
        """``word/document.xml``."""
        version = self._bookmark(f"{VERSION}{self._document.key}") if self._document.key else ("", "")
        body = "".join(self._block(block, at) for at, block in enumerate(self._document.blocks))
        return (
            f'{parts.HEAD}<w:document xmlns:w="{parts.W}" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f"<w:body>{version[0]}{version[1]}{body}{parts.SECTION}</w:body></w:document>"
        )

    def comments(self) -> str:
        """``word/comments.xml``."""
        inner = "".join(map(self._comment, self._document.comments))
        return f'{parts.HEAD}<w:comments xmlns:w="{parts.W}">{inner}</w:comments>'

    def _comment(self, comment: Comment) -> str:
        lines = "".join(
            '<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr><w:r>'
            f'<w:t xml:space="preserve">{_plain(line)}</w:t></w:r></w:p>'
            for line in comment.text.split("\n")
        )
        initials = "".join(word[0] for word in comment.author.split() if word[0].isalnum())[:3].upper()
        said = f'w:id="{comment.number}" {self._by(comment.author)} w:initials={quoteattr(initials)}'
        return f"<w:comment {said}>{lines}</w:comment>"

    def _by(self, author: str) -> str:
        name = _UNDRAWN.sub("", author or self._document.author)
        return f'w:author={quoteattr(name)} w:date="{self._instant}"'

    def _block(self, block: Paragraph | Table, at: int) -> str:
        if isinstance(block, Table):
            return self._table(block)
        before, after = self._move(block, at)
        return before + self._paragraph(block) + after

    def _table(self, table: Table) -> str:
        width = max(len(row) for row in table.rows)
        column = _WIDTH // width
        rows = ""
        for row in table.rows:
            cells = ""
            for at, cell in enumerate(row):
                rest = width - at if at == len(row) - 1 else 1
                span = f'<w:gridSpan w:val="{rest}"/>' if rest > 1 else ""
                wide = f'<w:tcPr><w:tcW w:w="{column * rest}" w:type="dxa"/>{span}</w:tcPr>'
                cells += f"<w:tc>{wide}{self._paragraph(cell)}</w:tc>"
            rows += f"<w:tr>{cells}</w:tr>"
        grid = f'<w:gridCol w:w="{column}"/>' * width
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{_WIDTH}" w:type="dxa"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{_AFTER_TABLE}"
        )

    def _move(self, paragraph: Paragraph, at: int) -> tuple[str, str]:
        """The marks of a move around the paragraphs that go together; its two ends bear one name."""
        if not paragraph.move:
            return "", ""
        blocks = self._document.blocks
        tag = _TAGS[paragraph.change]

        def goes_on(other: int) -> bool:
            block = blocks[other] if 0 <= other < len(blocks) else None
            return isinstance(block, Paragraph) and (block.move, block.change) == (paragraph.move, paragraph.change)

        before = after = ""
        if not goes_on(at - 1):
            self._open = next(self._numbers)
            name = quoteattr(paragraph.move)
            before = f'<w:{tag}RangeStart w:id="{self._open}" w:name={name} {self._by(paragraph.author)}/>'
        if not goes_on(at + 1):
            after = f'<w:{tag}RangeEnd w:id="{self._open}"/>'
        return before, after

    def _paragraph(self, paragraph: Paragraph) -> str:
        mark = ""
        if paragraph.change is not Change.KEEP:
            mark = f"<w:rPr>{self._tracked(paragraph.change, paragraph.author)}/></w:rPr>"
        start, end = self._bookmark(f"{PROVISION}{paragraph.key}") if paragraph.key else ("", "")
        runs = "".join(
            self._changed(change, author, list(group))
            for (change, author), group in groupby(paragraph.runs, key=lambda run: (run.change, run.author))
        )
        style = _STYLES.get(paragraph.style, "Normal")
        level = min(max(paragraph.level, 1), 3) if paragraph.style in ("heading", "item") else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}{level}"/>{mark}</w:pPr>{start}{runs}{end}</w:p>'

    def _tracked(self, change: Change, author: str) -> str:
        """The beginning of the element that marks a change."""
        return f'<w:{_TAGS[change]} w:id="{next(self._numbers)}" {self._by(author)}'

    def _changed(self, change: Change, author: str, runs: list[Run]) -> str:
        """Comments begin and end outside of the element that marks the change."""
        if change is Change.KEEP:
            return "".join("".join(self._run(run, "t")) for run in runs)
        text = "delText" if change is Change.DROP else "t"
        return "".join(
            f"{before}{self._tracked(change, author)}>{words}</w:{_TAGS[change]}>{after}" if words else before + after
            for before, words, after in (self._run(run, text) for run in runs)
        )

    def _run(self, run: Run, tag: str) -> tuple[str, str, str]:
        before = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in run.opens)
        after = "".join(
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
            for number in run.closes
        )
        return before, f"<w:r>{''.join(_characters(run.text, tag))}</w:r>" if run.text else "", after

    def _bookmark(self, name: str) -> tuple[str, str]:
        name = name[:_BOOKMARK]
        if name in self._names:
            return "", ""  # one place for each name
        self._names.add(name)
        number = next(self._numbers)
        return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>', f'<w:bookmarkEnd w:id="{number}"/>'


_STYLES = {"title": "Title", "heading": "Heading", "item": "Item"}
# Two tables that follow each other would be one; this paragraph has no word, and readers leave it out.
_AFTER_TABLE = '<w:p><w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'


def _characters(text: str, tag: str) -> Iterator[str]:
    for at, line in enumerate(_UNDRAWN.sub("", text).split("\n")):
        if at:
            yield "<w:br/>"
        for place, words in enumerate(line.split("\t")):
            if place:
                yield "<w:tab/>"
            if words:
                yield f'<w:{tag} xml:space="preserve">{escape(words)}</w:{tag}>'
