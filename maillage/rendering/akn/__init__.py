"""Akoma Ntoso 1.0 (OASIS Standard, 29 August 2018): the text as data that other legal software reads.

A text is a ``doc`` named by its kind. Its provisions keep their eId (naming convention of part 3 of the standard) and,
as wId, the permanent identity that they have in Maillage, whatever becomes of their number.
"""

from __future__ import annotations

from lxml import etree

from maillage.rendering.akn.body import Body
from maillage.rendering.akn.facts import Modification, Organisation, Source, TextFacts
from maillage.rendering.akn.meta import annex_meta_of, meta_of
from maillage.rendering.akn.names import NAMESPACE, element
from maillage.rendering.model import LANGUAGE, Block

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPE = "application/akn+xml"

__all__ = ["MEDIA_TYPE", "NAMESPACE", "Modification", "Organisation", "Source", "TextFacts", "akoma_ntoso"]


def akoma_ntoso(blocks: tuple[Block, ...], facts: TextFacts) -> bytes:
    """The text as XML (UTF-8), valid against the strict schema; the same bytes for the same text and facts."""
    body = Body(blocks)
    doc = element("doc", name=facts.kind, contains="singleVersion" if facts.valid_from else "originalVersion")
    doc.append(meta_of(facts, body.eids))
    doc.extend(body.parts(lambda number: annex_meta_of(facts, number)))
    for part in doc:
        if etree.QName(part).localname not in ("meta", "attachments"):
            part.set(_LANG, LANGUAGE)
    root = element("akomaNtoso", doc)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
