"""New words cut into clauses by the reader, as it cuts a whole text."""

from __future__ import annotations

from uuid import UUID, uuid5

from maillage.agreements.consolidation.building import build
from maillage.agreements.consolidation.clauses import HEADED, Clause, Place
from maillage.foundations.eids import ALONE
from maillage.reading.extract.canonical import clean
from maillage.reading.normalise import normalise
from maillage.reading.segment.tree import segment


def cut(words: str, seed: UUID) -> tuple[Clause, ...]:
    """The clauses of ``words``: one article, three paragraphs, items of a list. Empty when there are no words.

    Their identities follow from ``seed`` and their rank. The zones of a whole text (cover, parties, signatures) are no
    clauses of a fragment: what they hold is.
    """
    text = canonical(words)
    if not text:
        return ()
    shapes = segment(normalise(text)).provisions
    places = [Place(uuid5(seed, str(rank)), shape) for rank, shape in enumerate(shapes)]
    tree = build(text, places, [(0, len(text), seed)])
    return tuple(one for clause in tree.clauses for one in _unwrapped(clause))


def canonical(words: str) -> str:
    """Words as a text holds them (NFC, LF), without white space around, nor a blank line at every line."""
    return clean(words.replace("\r\n", "\n"))[0].strip()


def _unwrapped(clause: Clause) -> tuple[Clause, ...]:
    if clause.kind in ALONE and not clause.is_headed:
        return tuple(one for child in clause.children for one in _unwrapped(child))
    return (clause,)


def is_headed(clauses: tuple[Clause, ...], kind: str) -> bool:
    """Whether the clauses are one of ``kind`` with its heading."""
    return len(clauses) == 1 and clauses[0].kind == kind and kind in HEADED and clauses[0].is_headed
