"""Texts, trees and anchors for the tests of the drawing; what a page holds, read back from its HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from uuid import UUID, uuid4

from hypothesis import strategies as st

from maillage.agreements.rendering import Anchor, Note, Place, reference
from maillage.reading import read_text

VOID = {"br", "use"}
KINDS = ["article", "section", "paragraph", "list", "item", "table", "preamble", "annex", "cover", "signatures"]


class Page(HTMLParser):
    """The text content of some HTML, its ids and links; ``faults`` says where it is not well formed."""

    def __init__(self, html: str, without: tuple[str, ...] = ()) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.faults: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._without = without
        self.feed(html)
        self.close()
        self.faults += [f"{tag} is left open" for tag, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found.get("href")))
            if any(one == "a" for one, _ in self._open):
                self.faults.append("a link inside a link")
        if tag in VOID:
            return
        classes = (found.get("class") or "").split()
        self._open.append((tag, any(one == tag or one in classes for one in self._without)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(left_out for _, left_out in self._open):
            self.text += data


def places_of(text: str) -> list[Place]:
    """The provisions of a text as the reader finds them."""
    found = read_text(text, "texte.txt").provisions
    keys = {one.eid: uuid4() for one in found}
    return [
        Place(
            key=keys[one.eid],
            provision_id=uuid4(),
            eid=one.eid,
            kind=one.kind,
            start=one.span[0],
            end=one.span[1],
            parent=keys[one.parent] if one.parent else None,
            number=one.number or "",
            heading=one.heading or "",
            heading_span=one.heading_span,
        )
        for one in found
    ]


def anchor(start: int, end: int, sort: str = "c") -> Anchor:
    """Words on which something rests."""
    return Anchor(reference(sort, uuid4(), start, end), start, end)


def note(one: Anchor, title: str = "Engagement du CCAS", kind: str = "engagements", tone: str = "quiet") -> Note:
    """The note of an anchor."""
    return Note(one.ref, kind, "k-pending", tone, title)


SIGNS = st.sampled_from(
    [
        *"aéB1 .;:&<>\"'-—–•*#|\\_)",
        "\n",
        "\n\n",
        "\n- ",
        "\u00a0",
        "\u202e",
        "\x07",
        "-->",
        "<b>",
        "&amp;",
        "Article 2 – ",
    ]
)
TEXTS = st.lists(SIGNS, max_size=60).map("".join)


@st.composite
def trees(draw: st.DrawFn, text: str) -> list[Place]:
    """Places that may overlap, leave holes, run out of the text, or hold one another badly."""
    size = len(text)
    places: list[Place] = []
    for rank in range(draw(st.integers(0, 8))):
        start, end = sorted((draw(st.integers(0, size)), draw(st.integers(0, size))))
        heading = draw(st.none() | st.integers(start, max(start, end)))
        parents: list[UUID | None] = [None, *(one.key for one in places)]
        places.append(
            Place(
                key=uuid4(),
                provision_id=uuid4(),
                eid=draw(st.sampled_from([f"art_{rank}", "art_1", 'a"<b>--'])),
                kind=draw(st.sampled_from(KINDS)),
                start=start,
                end=end,
                parent=draw(st.sampled_from(parents)),
                number=draw(st.sampled_from(["", "2"])),
                heading=text[start : start + 3].strip() if draw(st.booleans()) else "",
                heading_span=(start, heading) if heading is not None else None,
            )
        )
    return places


@st.composite
def whole_pages(draw: st.DrawFn) -> tuple[str, list[Place], list[Anchor]]:
    """A text, a tree, anchors."""
    text = draw(TEXTS)
    spans = st.tuples(st.integers(0, len(text) + 2), st.integers(0, len(text) + 2))
    anchors = [anchor(*sorted(span)) for span in draw(st.lists(spans, max_size=8))]
    return text, draw(trees(text)), anchors
