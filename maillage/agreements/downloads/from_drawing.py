"""The text of an agreement as blocks of a document, read from its drawing: one layout for the page and for the files.

The drawing (``maillage.agreements.rendering``) is made by this room alone, so that its shape is known: sections with
their heading, paragraphs, lists of items, tables; what it keeps out of sight (what is left of Markdown, the bars of a
table) stays out of the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from lxml import etree, html

from maillage.agreements.rendering import Place
from maillage.rendering.model import Block, Item, List, Paragraph, Runs, Section, Table, words

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BREAK = "\x00"
_AROUND = re.compile(rf"[ \n]*{_BREAK}[ \n]*")


def blocks_of(drawing: str, places: Iterable[Place]) -> tuple[Block, ...]:
    """The blocks of a drawing; ``places`` are those that it was drawn from."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    root = html.document_fromstring(f"<html><body><div>{drawing}</div></body></html>".encode(), parser=parser)
    return _Reader({one.eid: one for one in places}).inside(root[0][0])


class _Reader:
    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places

    def inside(self, element: etree._Element) -> tuple[Block, ...]:
        return tuple(block for child in element for block in self._block(child))

    def _block(self, element: etree._Element) -> Iterator[Block]:
        classes = _classes(element)
        if element.tag == "ul":
            yield List(tuple(self._item(child) for child in element))
        elif element.tag == "section" or "article" in classes:
            yield self._section(element)
        elif "provision" in classes:
            yield from self._provision(element)

    def _section(self, element: etree._Element) -> Section:
        eid = element.get("id") or ""
        place = self._places.get(eid)
        head = next((one for one in element.iterfind("./div[@class]") if "provision--heading" in _classes(one)), None)
        heading = None if head is None else next((one for one in head if one.tag in _HEADINGS), None)
        blocks = tuple(block for child in element if child is not head for block in self._block(child))
        held = Section(
            blocks,
            kind=place.kind if place is not None else "",
            number=place.number if place is not None else "",
            eid=eid,
            key=_key(place),
        )
        return held if heading is None else _headed(held, heading)

    def _provision(self, element: etree._Element) -> Iterator[Block]:
        eid = element.get("id") or ""
        facts = {"eid": eid, "key": _key(self._places.get(eid))}
        table = element.find(".//table")
        if table is not None:
            rows = tuple(self._row(row) for row in table.iterfind(".//tr") if row.get("hidden") is None)
            yield Table(rows, is_headed=_is_headed(rows), **facts)
            return
        for paragraph in element.iterfind("./p"):
            if said := _text(paragraph):
                yield Paragraph(words(said), **facts)
                facts = {}

    def _row(self, row: etree._Element) -> tuple[Runs, ...]:
        return tuple(words(_text(cell)) for cell in row.iterfind("./td"))

    def _item(self, element: etree._Element) -> Item:
        eid = element.get("id") or ""
        bullet = element.find("./p/span[@class='bullet']")
        blocks: list[Block] = []
        for child in element:
            if child.tag == "p":
                said = _text(child, without=lambda one: one is bullet)
                blocks += [Paragraph(words(said))] if said else []
            else:
                blocks += self.inside(child) if "article" in _classes(child) else self._block(child)
        mark = "" if bullet is None else _text(bullet)
        return Item(tuple(blocks), mark=mark, eid=eid, key=_key(self._places.get(eid)))


def _headed(section: Section, heading: etree._Element) -> Section:
    label = heading.find("./span[@class='anchor']")
    parting = heading.find("./span[@class='parting']")
    return replace(
        section,
        heading=words(_text(heading, without=lambda one: one is label or one is parting)),
        label="" if label is None else _text(label),
        parting="" if parting is None else _parting(parting),
    )


def _key(place: Place | None) -> str:
    return "" if place is None else place.provision_id.hex


def _classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").split()


def _is_headed(rows: tuple[tuple[Runs, ...], ...]) -> bool:
    """Whether the first row names the columns: others follow, and it has as many cells as they (a corner is empty)."""
    return len(rows) > 1 and len(rows[0]) == max(len(row) for row in rows)


def _text(element: etree._Element, without: Callable[[etree._Element], bool] = lambda _one: False) -> str:
    """The words that are seen; a line that was ended on purpose ends here too, a folded one does not."""
    return _AROUND.sub("\n", "".join(_pieces(element, without)).replace("\n", " ")).strip()


def _pieces(element: etree._Element, without: Callable[[etree._Element], bool]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield _BREAK
        elif child.get("hidden") is None and not without(child):
            yield from _pieces(child, without)
        yield child.tail or ""


def _parting(element: etree._Element) -> str:
    """What parts a label from its heading: a line feed when the heading stands on the next line."""
    said = "".join(map(str, element.itertext()))
    bare = said.strip()
    return "\n" if "\n" in said and not bare else f" {bare} ".replace(" . ", ". ") if bare else " "
