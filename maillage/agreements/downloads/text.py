"""A version of the text as a document, with the places where its parties sign and where its words come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from maillage.agreements.downloads.from_drawing import blocks_of
from maillage.agreements.rendering import Place
from maillage.foundations.folding import squash
from maillage.rendering.model import (
    Block,
    Document,
    Note,
    Paragraph,
    Section,
    Signature,
    Signatures,
    headings,
    plain,
    words,
)

LONG = 14
"""From so many headings on, a list of contents comes first."""
SIGNED_ALONE = "Seul le texte signé fait foi."


@dataclass(frozen=True)
class TextFacts:
    """What is known of a version beside its words. ``version`` and ``state`` are said in words, ``running`` names the
    version shortly at the head of pages; ``signing`` is empty once it is signed."""

    title: str
    version: str
    running: str
    sha256: str
    at: dt.datetime
    state: str = ""
    parties: tuple[str, ...] = ()
    signing: tuple[Signature, ...] = ()
    is_transcription: bool = False


def text_document(drawing: str, places: Sequence[Place], facts: TextFacts) -> Document:
    """The version whose drawing this is, each of its words once, in order."""
    blocks, title = _opened(blocks_of(drawing, places), facts.title)
    has_own = any(one.kind == "contents" for one in places)
    end: list[Block] = []
    if facts.signing:
        leaves_place = any(one.kind == "signatures" for one in places)
        signing = Signatures(facts.signing, asks_when=not leaves_place)
        end.append(Section((signing,), heading=words("Signatures")))
    end.append(Section((Note(words(_source(facts))),), heading=words("Sources")))
    return Document(
        title=title,
        subtitle=" · ".join(filter(None, [facts.version, facts.state])),
        parties=facts.parties,
        running=facts.running,
        source=SIGNED_ALONE,
        at=facts.at,
        blocks=(*blocks, *end),
        has_contents=not has_own and len(list(headings(blocks))) >= LONG,
    )


def _source(facts: TextFacts) -> str:
    said = f"{facts.version}. Empreinte du texte (SHA-256) : {facts.sha256}. {SIGNED_ALONE}"
    if facts.is_transcription:
        said = f"Transcription corrigée : le fichier d’origine fait foi. {said}"
    return said


def _opened(blocks: tuple[Block, ...], title: str) -> tuple[tuple[Block, ...], str]:
    """The blocks without the title that the text begins with, and that title as the text writes it.

    A text that begins otherwise keeps all its blocks under the title of the agreement.
    """
    found = _without_title(blocks, squash(title))
    return found if found is not None else (blocks, title)


def _without_title(blocks: tuple[Block, ...], wanted: str) -> tuple[tuple[Block, ...], str] | None:
    if not blocks:
        return None
    first, rest = blocks[0], blocks[1:]
    if isinstance(first, Paragraph) and squash(plain(first.runs)) == wanted:
        return rest, plain(first.runs)
    if isinstance(first, Section) and not first.whole_heading:
        inside = _without_title(first.blocks, wanted)
        if inside is not None:
            kept = (replace(first, blocks=inside[0]),) if inside[0] else ()
            return (*kept, *rest), inside[1]
    return None
