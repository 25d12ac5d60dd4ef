"""Documents for the tests of the writers, and what a PDF holds, read back."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from maillage.rendering.model import (
    Block,
    Change,
    Document,
    Facts,
    Item,
    List,
    Note,
    Paragraph,
    Run,
    Section,
    Signature,
    Signatures,
    Table,
    words,
)

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
HYPHEN = "\ufffe"  # how pdfium gives the hyphen that ends a line inside a word


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(words(text))


def section(heading: str, *blocks: Block) -> Section:
    """A part with its heading."""
    return Section(blocks, heading=words(heading))


def document(*blocks: Block, title: str = "Protocole de Montclair", **facts: Any) -> Document:
    """A document that holds these blocks."""
    return Document(title=title, at=AT, blocks=blocks, **facts)


def whole() -> Document:
    """A document with one block of each sort."""
    return document(
        Note(words("Ce texte est un projet.")),
        section(
            "Article 1 – Objet",
            paragraph("Le Département s’engage à :"),
            List(
                (
                    Item((paragraph("tenir une permanence ;"),), mark="-"),
                    Item(
                        (paragraph("informer le CCAS :"), List((Item((paragraph("sous huit jours"),), mark="a)"),))),
                        "-",
                    ),
                )
            ),
            section("1.1 Détail", Paragraph((Run("Reste "), Run("nouveau ", Change.ADD), Run("ancien ", Change.DROP)))),
        ),
        section(
            "Article 2 – Moyens",
            Table((tuple(map(words, ("Poste", "Montant"))), tuple(map(words, ("Loyer", "1 200 €")))), is_headed=True),
            Facts((("Échéance", words("31 décembre 2027")),)),
        ),
        Signatures(
            (Signature("Le Département", "Mme Durand", "présidente", "Délibération n° 12"), Signature("Le CCAS"))
        ),
        subtitle="Version 2",
        parties=("Département de l’Ourcelle", "CCAS de Montclair"),
        running="Version 2",
        source="Seul le texte signé fait foi.",
    )


def plain_words(text: str) -> list[str]:
    """The words of a text: spaces of all sorts part them, hyphens that end a line do not."""
    return re.sub(f"{HYPHEN}\\s*", "", text).split()


@dataclass(frozen=True)
class Read:
    """What a PDF holds: ``pages`` are their words, ``roles`` the tags in order, ``root`` its catalogue."""

    pages: list[str]
    bookmarks: list[tuple[int, str]]
    roles: list[str]
    alts: list[str]
    root: generic.DictionaryObject
    metadata: str

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.pages)


def read(content: bytes) -> Read:
    """A PDF read by others than the one that wrote it: pdfium for its words, pyHanko for its structure."""
    held = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in held]
        bookmarks = [(one.level, " ".join(one.get_title().split())) for one in held.get_toc()]
    finally:
        held.close()
    root = PdfFileReader(io.BytesIO(content)).root
    roles: list[str] = []
    alts: list[str] = []
    _walk(root["/StructTreeRoot"]["/K"], roles, alts)
    metadata = root["/Metadata"].data.decode()
    return Read(pages, bookmarks, roles, alts, root, metadata)


def _walk(node: Any, roles: list[str], alts: list[str]) -> None:
    if isinstance(node, generic.IndirectObject):
        node = node.get_object()
    if isinstance(node, generic.ArrayObject):
        for one in node:
            _walk(one, roles, alts)
    elif isinstance(node, generic.DictionaryObject) and "/S" in node:
        roles.append(str(node["/S"])[1:])
        if "/Alt" in node:
            alts.append(str(node["/Alt"]))
        if "/K" in node:
            _walk(node["/K"], roles, alts)


SIGNS = st.text(
    st.one_of(
        st.sampled_from("#$*_`<>@[]{}()\\/~=-+\"'\n\t \u00a0\u200b\u202e\u0301«»€✓➢中😀\ue000\u0000"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)
"""Texts that try to be more than words: markup, controls, signs that no font draws."""

RUNS = st.lists(
    st.builds(Run, SIGNS, st.sampled_from(Change), is_strong=st.booleans(), is_soft=st.booleans()), max_size=4
).map(tuple)


def _holding(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    held = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(st.builds(Item, held, SIGNS), min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(Section, held, RUNS, SIGNS, SIGNS), st.builds(List, items))


LEAVES = st.one_of(
    st.builds(Paragraph, RUNS),
    st.builds(Note, RUNS),
    st.builds(Table, st.lists(st.lists(RUNS, max_size=3).map(tuple), max_size=3).map(tuple), st.booleans()),
    st.builds(Facts, st.lists(st.tuples(SIGNS, RUNS), max_size=3).map(tuple)),
    st.builds(Signatures, st.lists(st.builds(Signature, SIGNS, SIGNS, SIGNS, SIGNS), max_size=2).map(tuple)),
)
BLOCKS = st.recursive(LEAVES, _holding, max_leaves=6)
DOCUMENTS = st.builds(
    Document,
    title=SIGNS,
    at=st.just(AT),
    blocks=st.lists(BLOCKS, max_size=4).map(tuple),
    subtitle=SIGNS,
    parties=st.lists(SIGNS, max_size=2).map(tuple),
    running=SIGNS,
    source=SIGNS,
    has_contents=st.booleans(),
    is_one_page=st.booleans(),
)
