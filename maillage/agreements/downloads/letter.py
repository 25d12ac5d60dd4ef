"""The letter of a notice as a document, addressed to one partner: what its page shows, to sign and to send."""

from __future__ import annotations

import datetime as dt

from maillage.agreements.notice_letter import Correspondent, Letter
from maillage.reading.output.words import capital
from maillage.rendering.model import Block, Document, Note, Paragraph, Signature, Signatures, words

POLITE = "Nous vous prions d’agréer, Madame, Monsieur, l’expression de notre considération distinguée."


def letter_document(letter: Letter, *, at: dt.datetime) -> Document:
    """The whole letter, with the paragraph of the clause that it rests on."""
    quoted = f"« {letter.quote} »" if letter.quote else ""
    rests = f"Article {letter.article} : {quoted}" if letter.article and quoted else quoted
    blocks: tuple[Block, ...] = (
        _address(letter.sender),
        _address(letter.addressee),
        Paragraph(words(letter.dated)),
        Paragraph(words(letter.means, is_soft=True)),
        Paragraph(words("Madame, Monsieur,")),
        *(Paragraph(words(one)) for one in _opening(letter)),
        *((Note(words(rests)),) if rests else ()),
        *(Paragraph(words(one)) for one in letter.closing),
        Paragraph(words(POLITE)),
        Signatures((Signature(letter.sender.name, by=letter.sender.represented_by),), asks_when=False),
    )
    return Document(
        title=letter.subject,
        running="Préavis",
        parties=(letter.sender.name, letter.addressee.name),
        at=at,
        blocks=blocks,
    )


def _opening(letter: Letter) -> tuple[str, ...]:
    """The paragraphs before the clause; the last one announces it."""
    if not letter.quote:
        return letter.paragraphs
    return (*letter.paragraphs[:-1], f"{letter.paragraphs[-1]} :")


def _address(one: Correspondent) -> Paragraph:
    lines = "\n".join(filter(None, [one.represented_by, one.seat]))
    return Paragraph((*words(capital(one.name), is_strong=True), *words(f"\n{lines}" if lines else "")))
