"""Akoma Ntoso XML is valid against the strict schema of the standard, and keeps every word in its place.

The schema is that of the OASIS Standard of 29 August 2018 (tests/fixtures/akn, with its licence: CC BY 4.0).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from lxml import etree

from maillage.agreements.downloads.from_drawing import blocks_of
from maillage.agreements.rendering import Anchor, Place, draw
from maillage.rendering.akn import NAMESPACE, Modification, Organisation, Source, TextFacts, akoma_ntoso
from maillage.rendering.model import Block
from tests.agreements.rendering.making import places_of, whole_pages
from tests.factories.agreements import PROTOCOL
from tests.rendering.making import DOCUMENTS, Document

SCHEMA = Path(__file__).resolve().parent.parent / "fixtures" / "akn" / "akomantoso30.xsd"
AKN = {"a": NAMESPACE}
DAY = dt.date(2026, 2, 1)
FACTS = TextFacts(
    identity="0197-protocole",
    kind="protocole",
    title="Protocole de Montclair & alentours",
    version=1,
    made_on=DAY,
    said_on=DAY,
    written_on=DAY,
    authors=(Organisation("partie_1", "Département", "22990001400015"), Organisation("partie_2", "CCAS")),
    effect_on=dt.date(2026, 3, 1),
    ends_on=dt.date(2029, 2, 28),
)


@lru_cache(maxsize=1)
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def faults(content: bytes) -> list[str]:
    """What the schema refuses."""
    checked = schema()
    checked.validate(etree.fromstring(content, etree.XMLParser(huge_tree=True)))
    return [f"{one.line}: {one.message}" for one in checked.error_log]


def protocol() -> tuple[tuple[Block, ...], list[Place]]:
    places = places_of(PROTOCOL)
    return blocks_of(draw(PROTOCOL, places), places), places


def test_an_agreement_is_valid_and_holds_its_words_in_order() -> None:
    content = akoma_ntoso(protocol()[0], FACTS)
    assert faults(content) == []
    doc = etree.fromstring(content)[0]
    parts = [one for one in doc if etree.QName(one).localname != "meta"]
    names = [etree.QName(one).localname for one in parts]
    assert names == ["coverPage", "preface", "preamble", "mainBody", "conclusions"]
    said = "".join(sign for part in parts for sign in "".join(part.itertext()) if sign.isalnum())
    assert said == "".join(sign for sign in PROTOCOL if sign.isalnum())
    assert all(one.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr" for one in parts)


def test_provisions_keep_their_address_and_their_identity() -> None:
    blocks, places = protocol()
    root = etree.fromstring(akoma_ntoso(blocks, FACTS))
    article = root.find(".//a:article[@eId='art_2']", AKN)
    assert article is not None
    assert article.get("wId") == next(one.provision_id.hex for one in places if one.eid == "art_2")
    assert article.findtext("a:num", namespaces=AKN) == "Article 2"
    assert article.findtext("a:heading", namespaces=AKN) == "Accueil des personnes"
    items = root.findall(".//a:blockList[@eId='art_2__list_1']/a:item", AKN)
    assert [one.get("eId") for one in items] == ["art_2__list_1__item_1", "art_2__list_1__item_2"]


def test_a_work_its_version_and_its_file_have_their_addresses_and_days() -> None:
    root = etree.fromstring(akoma_ntoso(protocol()[0], replace(FACTS, said_on=dt.date(2026, 5, 1), version=2)))
    this = {
        etree.QName(level).localname: level.find("a:FRBRthis", AKN).get("value")  # type: ignore[union-attr]
        for level in root.findall(".//a:identification/*", AKN)
    }
    work = "/akn/fr/doc/protocole/2026-02-01/0197-protocole"
    assert this == {
        "FRBRWork": f"{work}/!main",
        "FRBRExpression": f"{work}/fra@2026-05-01/!main",
        "FRBRManifestation": f"{work}/fra@2026-05-01/!main.akn",
    }
    assert [one.get("showAs") for one in root.findall(".//a:TLCOrganization", AKN)] == [
        "Département",
        "CCAS",
        "Maillage",
    ]
    events = [(one.get("date"), one.get("type")) for one in root.findall(".//a:eventRef", AKN)]
    assert events == [("2026-02-01", "generation"), ("2026-03-01", "generation"), ("2029-02-28", "repeal")]


def test_a_consolidated_text_says_what_changed_it_and_since_when() -> None:
    blocks, places = protocol()
    target = next(one.provision_id.hex for one in places if one.eid == "art_3")
    on = dt.date(2026, 9, 1)
    facts = replace(
        FACTS,
        valid_from=on,
        said_on=on,
        version=2,
        changed_by=(Source("avenant_1", "avenant n° 1", "0198-avenant", made_on=dt.date(2026, 8, 20)),),
        passive=(
            Modification("substitution", "avenant_1", target, on),
            Modification("repeal", "avenant_1", "disparue", on),
        ),
    )
    content = akoma_ntoso(blocks, facts)
    assert faults(content) == []
    root = etree.fromstring(content)
    assert root[0].get("contains") == "singleVersion"
    mods = root.findall(".//a:passiveModifications/a:textualMod", AKN)
    told = [
        (one.get("type"), *(one.find(f"a:{tag}", AKN).get("href") for tag in ("source", "destination")))  # type: ignore[union-attr]
        for one in mods
    ]
    assert told == [
        ("substitution", "#avenant_1", "#art_3"),
        ("repeal", "#avenant_1", "/akn/fr/doc/protocole/2026-02-01/0197-protocole/!main#disparue"),
    ]
    event = root.find(".//a:eventRef[@date='2026-09-01']", AKN)
    interval = root.find(".//a:timeInterval", AKN)
    assert event is not None
    assert interval is not None
    assert (event.get("type"), event.get("source")) == ("amendment", "#avenant_1")
    assert interval.get("start") == f"#{event.get('eId')}"
    reference = root.find(".//a:passiveRef", AKN)
    assert reference is not None
    assert reference.get("href") == "/akn/fr/doc/avenant/2026-08-20/0198-avenant"


def test_an_avenant_says_what_it_changes() -> None:
    facts = replace(
        FACTS,
        kind="avenant",
        changes=(Source("accord_1", "La charte", "0199-charte", "charte", DAY),),
        active=(Modification("insertion", "accord_1", "abc", DAY),),
    )
    content = akoma_ntoso(protocol()[0], facts)
    assert faults(content) == []
    mod = etree.fromstring(content).find(".//a:activeModifications/a:textualMod/a:destination", AKN)
    assert mod is not None
    assert mod.get("href") == "/akn/fr/doc/charte/2026-02-01/0199-charte/!main#abc"


def test_annexes_follow_the_signatures_as_documents_of_their_own() -> None:
    text = PROTOCOL + "\nANNEXE 1 – LISTE DES LIEUX\nLa maison des solidarités.\n\nANNEXE 2 – BUDGET\nDix euros.\n"
    places = places_of(text)
    content = akoma_ntoso(blocks_of(draw(text, places), places), FACTS)
    assert faults(content) == []
    annexes = etree.fromstring(content).findall(".//a:attachment/a:doc", AKN)
    assert [" ".join("".join(one.itertext()).split()) for one in annexes if one.get("name") == "annexe"] != []
    assert ["LISTE DES LIEUX" in "".join(one.itertext()) for one in annexes] == [True, False]


@given(whole_pages())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_whatever_the_tree_it_is_valid_and_no_word_is_lost(page: tuple[str, list[Place], list[Anchor]]) -> None:
    text, places, anchors = page
    content = akoma_ntoso(blocks_of(draw(text, places, anchors), places), FACTS)
    assert faults(content) == []
    root = etree.fromstring(content)
    for meta in list(root.iter(f"{{{NAMESPACE}}}meta")):
        meta.getparent().remove(meta)  # type: ignore[union-attr]
    said = "".join(sign for sign in "".join(root.itertext()) if sign.isalnum())
    assert said == "".join(sign for sign in text if sign.isalnum())


@given(DOCUMENTS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_text_breaks_the_file(made: Document) -> None:
    assert faults(akoma_ntoso(made.blocks, replace(FACTS, title=made.title, reference=made.subtitle))) == []
