"""A .docx made ready for pandoc, and what there is to tell of it."""

from __future__ import annotations

import posixpath

from maillage.reading.errors import DamagedFile
from maillage.reading.extract import marks
from maillage.reading.extract.archive import DAMAGED, Archive, Element
from maillage.reading.extract.word.body import Body
from maillage.reading.extract.word.names import MC, W
from maillage.reading.extract.word.numbering import Numbering
from maillage.reading.extract.word.styles import Styles
from maillage.reading.model import Notice


def prepare(archive: Archive) -> tuple[bytes, list[Notice]]:
    """A plain .docx that shows the same text, with its automatic numbers as words; raises DamagedFile,
    ForbiddenContent."""
    package = Package(archive)
    root = archive.xml(package.main)
    content = None if root is None else root.find(f"{W}body")
    if content is None:
        raise DamagedFile(DAMAGED)
    body = Body(Styles(package.xml("styles")), Numbering(package.xml("numbering")), _notes(package))
    blocks = list(body.blocks(content))
    body.found.comments = [
        _words(comment) for part in package.all("comments") for comment in part.findall(f"{W}comment")
    ]
    body.found.furniture = [
        _words(line) for role in ("header", "footer") for part in package.all(role) for line in part.iter(f"{W}p")
    ]
    return marks.package(blocks, body.notes), body.found.notices()


class Package:
    """The parts of a .docx by their role (ECMA-376 part 2): names are those of the relationships, whatever the
    folders."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        mains = [target for kind, target in self._targets("_rels/.rels", "") if kind == "officeDocument"]
        self.main = mains[0] if mains else "word/document.xml"
        folder, name = posixpath.split(self.main)
        self._parts = self._targets(posixpath.join(folder, "_rels", f"{name}.rels"), folder)

    def _targets(self, rels: str, folder: str) -> list[tuple[str, str]]:
        root = self._archive.xml(rels)
        return (
            []
            if root is None
            else [_target(element, folder) for element in root if element.get("TargetMode") != "External"]
        )

    def all(self, role: str) -> list[Element]:
        """The root elements of the parts that play a role, in the order of their names."""
        roots = [self._archive.xml(name) for name in sorted({name for kind, name in self._parts if kind == role})]
        return [root for root in roots if root is not None]

    def xml(self, role: str) -> Element | None:
        """The root element of the part that plays a role, or None."""
        return next(iter(self.all(role)), None)


def _target(element: Element, folder: str) -> tuple[str, str]:
    target = element.get("Target", "")
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return element.get("Type", "").rsplit("/", 1)[-1], path


def _notes(package: Package) -> dict[tuple[str, str], Element]:
    found: dict[tuple[str, str], Element] = {}
    for kind in ("foot", "end"):
        for root in package.all(f"{kind}notes"):
            for note in root.findall(f"{W}{kind}note"):
                if note.get(f"{W}type", "normal") == "normal":
                    found[kind, note.get(f"{W}id", "")] = note
    return found


def _words(parent: Element) -> str:
    """The words of a comment, a header or a footer, each text box once."""
    words = []
    for element in parent:
        if element.tag == f"{W}t":
            words.append(element.text or "")
        elif element.tag in (f"{W}tab", f"{W}br"):
            words.append(" ")
        elif element.tag != f"{MC}Fallback":
            words.append(_words(element) + (" " if element.tag == f"{W}p" else ""))
    return "".join(words)
