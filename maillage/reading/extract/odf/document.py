"""An .odt made ready for pandoc, and what there is to tell of it."""

from __future__ import annotations

from maillage.reading.errors import DamagedFile, EncryptedFile
from maillage.reading.extract import marks
from maillage.reading.extract.archive import DAMAGED, Archive, Element
from maillage.reading.extract.odf.body import Body, content_of
from maillage.reading.extract.odf.names import OFFICE, STYLE, TEXT, XML_ID
from maillage.reading.extract.odf.styles import Styles
from maillage.reading.model import Notice


def prepare(archive: Archive) -> tuple[bytes, list[Notice]]:
    """A plain .docx that shows the same text, with its automatic numbers as words; raises DamagedFile, EncryptedFile,
    ForbiddenContent."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise EncryptedFile(
            "Ce document est protégé par un mot de passe : enregistrez-le sans mot de passe, puis recommencez."
        )
    root = archive.xml("content.xml")
    content = None if root is None else content_of(root)
    if content is None:
        raise DamagedFile(DAMAGED)
    styles = archive.xml("styles.xml")
    body = Body(Styles(styles, root))
    _register_changes(content, body)
    blocks = list(body.blocks(content))
    body.found.inserted = ["".join(words) for words in body.changes.values()]
    body.found.furniture = [] if styles is None else _furniture(styles)
    return marks.package(blocks, body.notes), body.found.notices()


def _register_changes(content: Element, body: Body) -> None:
    """Deletions hold their words themselves; those of an insertion are in the text, between two marks."""
    for region in content.iter(f"{TEXT}changed-region"):
        deletion = region.find(f"{TEXT}deletion")
        if deletion is not None:
            body.found.deleted.append(
                " ".join(text for part in deletion if part.tag.startswith(TEXT) for text in part.itertext())
            )
        elif region.find(f"{TEXT}insertion") is not None:
            body.changes[region.get(f"{TEXT}id", region.get(XML_ID, ""))] = []


def _furniture(styles: Element) -> list[str]:
    masters = styles.find(f"{OFFICE}master-styles")
    if masters is None:
        return []
    parts = [part for page in masters for part in page if part.tag.startswith((f"{STYLE}header", f"{STYLE}footer"))]
    return ["".join(line.itertext()) for part in parts for line in part.iter() if line.tag in (f"{TEXT}p", f"{TEXT}h")]
