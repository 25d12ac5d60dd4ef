"""The text of an agreement becomes blocks: every word that its page shows, once, in order, under its provisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given

from maillage.agreements.downloads.from_drawing import blocks_of
from maillage.agreements.rendering import Anchor, Place, draw
from maillage.rendering.model import (
    Block,
    Facts,
    List,
    Note,
    Paragraph,
    Runs,
    Section,
    Signatures,
    Table,
    headings,
)
from tests.agreements.rendering.making import places_of, whole_pages
from tests.factories.agreements import PROTOCOL


def said(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def words_of(blocks: Iterable[Block]) -> Iterator[str]:
    """All that blocks say, in order, list marks too."""
    for block in blocks:
        match block:
            case Paragraph() | Note():
                yield said(block.runs)
            case List():
                for item in block.items:
                    yield item.mark
                    yield from words_of(item.blocks)
            case Table():
                yield from (said(cell) for row in block.rows for cell in row)
            case Section():
                yield said(block.whole_heading)
                yield from words_of(block.blocks)
            case Facts() | Signatures():
                raise AssertionError("a text holds none")


def addressed(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """The address and the identity of each block that has them."""
    for block in blocks:
        if isinstance(block, Section | Paragraph | Table) and block.eid:
            yield block.eid, block.key
        if isinstance(block, Section):
            yield from addressed(block.blocks)
        if isinstance(block, List):
            for item in block.items:
                yield item.eid, item.key
                yield from addressed(item.blocks)


def test_the_words_of_an_agreement_are_all_there_in_order() -> None:
    places = places_of(PROTOCOL)
    blocks = blocks_of(draw(PROTOCOL, places), places)
    assert " ".join(" ".join(words_of(blocks)).split()) == " ".join(PROTOCOL.split())


@given(whole_pages())
def test_no_word_is_lost_nor_said_twice_whatever_the_tree(page: tuple[str, list[Place], list[Anchor]]) -> None:
    text, places, anchors = page
    letters = "".join(
        sign for sign in "".join(words_of(blocks_of(draw(text, places, anchors), places))) if sign.isalnum()
    )
    assert letters == "".join(sign for sign in text if sign.isalnum())


def test_articles_are_parts_with_their_number_and_heading_apart() -> None:
    places = places_of(PROTOCOL)
    blocks = blocks_of(draw(PROTOCOL, places), places)
    article = next(one for one in blocks if isinstance(one, Section) and one.eid == "art_2")
    assert (article.kind, article.number, article.label, article.parting) == ("article", "2", "Article 2", " – ")
    assert said(article.heading) == "Accueil des personnes"
    assert [told for _, told in headings(blocks)] == [
        "Article 1 – Objet",
        "Article 2 – Accueil des personnes",
        "Article 3 – Suivi",
        "Article 4 – Durée",
        "Article 5 – Résiliation",
    ]


def test_items_keep_their_mark_and_every_provision_its_address_and_identity() -> None:
    places = places_of(PROTOCOL)
    blocks = blocks_of(draw(PROTOCOL, places), places)
    article = next(one for one in blocks if isinstance(one, Section) and one.eid == "art_2")
    listed = next(one for one in article.blocks if isinstance(one, Section) and one.kind == "list")
    (items,) = listed.blocks
    assert isinstance(items, List)
    assert [(one.mark, one.eid) for one in items.items] == [
        ("-", "art_2__list_1__item_1"),
        ("-", "art_2__list_1__item_2"),
    ]
    keys = {one.eid: one.provision_id.hex for one in places}
    found = dict(addressed(blocks))
    assert found == {eid: keys[eid] for eid in found}
    assert set(found) == set(keys)


@pytest.mark.parametrize(
    ("text", "rows", "is_headed"),
    [
        (
            "| Poste | Montant |\n| --- | --- |\n| Loyer | 1 200 € |\n",
            [["Poste", "Montant"], ["Loyer", "1 200 €"]],
            True,
        ),
        ("| Poste | |\n| --- | --- |\n| Loyer | 1 200 € |\n", [["Poste", ""], ["Loyer", "1 200 €"]], True),
        ("| Poste | Montant |\n", [["Poste", "Montant"]], False),
    ],
)
def test_tables_keep_their_cells(text: str, rows: list[list[str]], is_headed: bool) -> None:
    from uuid import uuid4

    place = Place(uuid4(), uuid4(), "table_1", "table", 0, len(text))
    (table,) = blocks_of(draw(text, [place]), [place])
    assert isinstance(table, Table)
    assert [[said(cell) for cell in row] for row in table.rows] == rows
    assert table.is_headed is is_headed


def test_a_line_ended_on_purpose_ends_and_a_folded_one_does_not() -> None:
    text = (
        "Département de l’Ourcelle\n12 cours de la République\n\n"
        + "Un long paragraphe que le programme a replié. " * 2
    )
    text += "\nla suite."
    paragraphs = blocks_of(draw(text, []), [])
    assert [said(one.runs) for one in paragraphs if isinstance(one, Paragraph)] == [
        "Département de l’Ourcelle\n12 cours de la République",
        "Un long paragraphe que le programme a replié. " * 2 + " la suite.",
    ]
