"""The PDF of a version to sign: its words, then a place for each signatory in the order that parties agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from maillage.agreements.downloads.making import make
from maillage.agreements.models import Expression, Signatory
from maillage.agreements.queries.legal import PartyDossier
from maillage.agreements.queries.versions import Taken, signature_of
from maillage.reading.output.words import capital
from maillage.rendering.model import Block, Section, Signature, Signatures, words

HEADING = "Signatures"


def pdf_to_sign(expression: Expression, parties: Sequence[PartyDossier]) -> bytes:
    """The bytes of the version; the same for the same words and the same signatories."""
    document = Taken(expression, [one.party for one in parties]).document()
    places = Section((Signatures(tuple(_places(parties))),), heading=words(HEADING))
    *text, source = document.blocks
    blocks: tuple[Block, ...] = (*text, places, source)
    return make(replace(document, blocks=blocks, subtitle=f"{document.running} · Version soumise à signature"), "pdf")


def _places(parties: Sequence[PartyDossier]) -> Iterator[Signature]:
    named = [(row.rank, rank, row, one) for rank, one in enumerate(parties) for row in one.signatories]
    for _rank, _order, row, one in sorted(named, key=lambda found: (found[0], found[1], found[2].pk.hex)):
        yield _place(row, one)
    yield from (signature_of(one.party) for one in parties if not one.signatories)


def _place(row: Signatory, one: PartyDossier) -> Signature:
    act = min(one.authorisations, key=lambda found: (found.adopted_on, found.pk.hex), default=None)
    number = f" n° {act.number}" if act is not None and act.number else ""
    authority = f"{act.get_kind_display()}{number} du {act.adopted_on:%d/%m/%Y}" if act is not None else ""
    return Signature(
        capital(one.party.name),
        by=row.name,
        capacity=row.capacity,
        authority=capital(authority) or signature_of(one.party).authority,
    )
