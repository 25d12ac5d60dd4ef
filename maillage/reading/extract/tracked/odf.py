"""The tracked changes and the comments of an .odt (OpenDocument 1.3, 5.5 and 14.1)."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.reading.errors import DamagedFile, EncryptedFile
from maillage.reading.extract.archive import DAMAGED, Archive, Element
from maillage.reading.extract.odf.body import content_of
from maillage.reading.extract.odf.names import DRAW, OFFICE, TABLE, TEXT, XML_ID, count
from maillage.reading.extract.tracked.model import SENT, Builder, Tracked

_DC = "{http://purl.org/dc/elements/1.1/}"
_WHITE = rx.compile("[ \t\r\n]+")
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_NAMED = f"{OFFICE}name"


def read(archive: Archive) -> Tracked:
    """Raises DamagedFile, EncryptedFile, ForbiddenContent, FileTooLarge."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise EncryptedFile(
            "Ce document est protégé par un mot de passe : enregistrez-le sans mot de passe, puis recommencez."
        )
    root = archive.xml("content.xml")
    content = None if root is None else content_of(root)
    if content is None:
        raise DamagedFile(DAMAGED)
    reader = _Reader(content)
    reader.blocks(content, is_cell=False)
    return reader.builder.done(reader.comments)


class _Reader:
    def __init__(self, content: Element) -> None:
        self.builder = Builder()
        self.comments: dict[str, tuple[str, str]] = {}
        self._deletions: dict[str, Element] = {}
        self._insertions: set[str] = set()
        self._adding: set[str] = set()
        self._sent: set[str] = set()  # changes that were in the document that was sent
        for region in content.iter(f"{TEXT}changed-region"):
            identifier = region.get(f"{TEXT}id", region.get(XML_ID, ""))
            author = next((one.text or "" for one in region.iter(f"{_DC}creator")), "")
            is_sent = author.endswith(SENT)
            if not is_sent:
                self.builder.author(author)
            deletion = region.find(f"{TEXT}deletion")
            if deletion is not None:
                self._deletions[identifier] = deletion
            elif region.find(f"{TEXT}insertion") is not None:
                self._insertions.add(identifier)
            if is_sent:
                self._sent.add(identifier)

    def blocks(self, parent: Element, *, is_cell: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                self._inlines(child, is_dropped=False)
                self._end(child, is_cell=is_cell)
            elif tag == f"{TEXT}tracked-changes":
                continue
            elif tag.startswith((TEXT, TABLE)) and len(child) and not self._mark(child, is_dropped=False):
                self.blocks(child, is_cell=is_cell or tag == f"{TABLE}table-cell")
            elif tag.startswith(DRAW):
                self._drawing(child)
            else:
                self._mark(child, is_dropped=False)

    def _end(self, paragraph: Element, *, is_cell: bool) -> None:
        self.builder.end(
            is_added=bool(self._adding),
            is_dropped=bool(self._adding & self._sent),
            is_heading=paragraph.tag == f"{TEXT}h",
            is_cell=is_cell,
        )

    def _inlines(self, element: Element, *, is_dropped: bool) -> None:
        self._say(element.text, is_dropped=is_dropped)
        for child in element:
            tag = child.tag
            if self._mark(child, is_dropped=is_dropped):
                pass
            elif tag == f"{TEXT}s":
                self._words(" " * max(1, count(child.get(f"{TEXT}c"), 1)), is_dropped=is_dropped)
            elif tag == f"{TEXT}tab":
                self._words("\t", is_dropped=is_dropped)
            elif tag == f"{TEXT}line-break":
                self._words("\n", is_dropped=is_dropped)
            elif tag == f"{TEXT}note":
                words = " ".join("".join(child.itertext()).split())
                self.builder.unread.append(f"Note de bas de page : {words}")
            elif tag.startswith(DRAW) and tag != f"{DRAW}a":
                self._drawing(child)
            else:
                self._inlines(child, is_dropped=is_dropped)
            self._say(child.tail, is_dropped=is_dropped)

    def _mark(self, child: Element, *, is_dropped: bool) -> bool:
        """Changes, comments and bookmarks; whether it was one of them."""
        tag = child.tag
        identifier = child.get(f"{TEXT}change-id", "")
        if tag == f"{TEXT}change-start":
            self._adding |= {identifier} & self._insertions
        elif tag == f"{TEXT}change-end":
            self._adding.discard(identifier)
        elif tag == f"{TEXT}change":
            self._deleted(self._deletions.pop(identifier, None), is_dropped=identifier not in self._sent)
        elif tag == f"{OFFICE}annotation":
            self._comment(child)
        elif tag == f"{OFFICE}annotation-end":
            self.builder.close(child.get(_NAMED, ""))
        elif tag in (f"{TEXT}bookmark-start", f"{TEXT}bookmark"):
            name = child.get(f"{TEXT}name", "")
            self.builder.bookmark(name, is_added=bool(self._adding), is_dropped=is_dropped)
        else:
            return tag in (f"{TEXT}bookmark-end", f"{TEXT}soft-page-break")
        return True

    def _deleted(self, deletion: Element | None, *, is_dropped: bool) -> None:
        """The words of a deletion, where they stood; the paragraphs that it held are joined."""
        paragraphs = [] if deletion is None else [one for one in deletion.iter() if one.tag in _PARAGRAPHS]
        for at, paragraph in enumerate(paragraphs):
            if at:
                is_heading = paragraphs[at - 1].tag == f"{TEXT}h"
                self.builder.end(is_added=bool(self._adding), is_dropped=is_dropped, is_heading=is_heading)
            self._inlines(paragraph, is_dropped=is_dropped)

    def _comment(self, annotation: Element) -> None:
        identifier = annotation.get(_NAMED) or f"annotation {len(self.comments)}"
        creator = annotation.find(f"{_DC}creator")
        lines = ["".join(one.itertext()).strip() for one in annotation.iter() if one.tag in _PARAGRAPHS]
        author = (creator.text or "") if creator is not None else ""
        if not author.endswith(SENT):
            self.comments[identifier] = author, "\n".join(filter(None, lines))
        self.builder.open(identifier)
        if annotation.get(_NAMED) is None:
            self.builder.close(identifier)

    def _drawing(self, element: Element) -> None:
        words = " ".join("".join(one.itertext()) for one in element.iter() if one.tag in _PARAGRAPHS)
        self.builder.unread.append(f"Zone de texte : {' '.join(words.split())}" if words.strip() else "Une image")

    def _say(self, text: str | None, *, is_dropped: bool) -> None:
        if text:
            self._words(_WHITE.sub(" ", text), is_dropped=is_dropped)

    def _words(self, text: str, *, is_dropped: bool) -> None:
        is_sent = bool(self._adding & self._sent)
        self.builder.words(text, is_added=bool(self._adding), is_dropped=is_dropped or is_sent)
