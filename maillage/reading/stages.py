"""The stages that follow extraction, each pure: normalise -> segment -> recognise -> judge."""

from __future__ import annotations

from maillage.foundations.records import replace
from maillage.reading.model import Extract, Reading, Source
from maillage.reading.normalise import normalise
from maillage.reading.recognise.actors import Actors
from maillage.reading.recognise.articles import read_articles
from maillage.reading.recognise.bodies import read_bodies
from maillage.reading.recognise.commitments import read_commitments
from maillage.reading.recognise.mentions import read_mentions
from maillage.reading.recognise.nature import read_nature
from maillage.reading.recognise.parties import read_parties
from maillage.reading.recognise.signatures import read_guarantors, read_signatories
from maillage.reading.recognise.terms import read_terms
from maillage.reading.review import review
from maillage.reading.segment.tree import segment


def read_extract(extract: Extract, source: Source, *, is_agreement: bool = False) -> Reading:
    """The reading of an extracted text: all that follows the extraction, without input or output.

    ``is_agreement``: somebody says that it is one; the reason keeps what the words alone would have said.
    """
    view = normalise(extract.text)
    structure = segment(view, extract.hints)
    nature = read_nature(structure, declared=is_agreement)
    reading = Reading(
        source,
        extract.text,
        nature.is_agreement,
        nature.reason,
        nature.kind,
        nature.title,
        provisions=structure.provisions,
        notices=extract.notices,
    )
    if not nature.is_agreement:
        return reading
    parties = read_parties(structure)
    actors = Actors(parties, view.folded, organs_act=nature.kind != "statuts")
    reading = replace(
        reading,
        parties=parties,
        articles=read_articles(structure),
        commitments=read_commitments(structure, actors),
        terms=read_terms(structure, nature.kind),
        bodies=read_bodies(structure),
        guarantors=read_guarantors(structure),
        mentions=read_mentions(structure),
        signatories=read_signatories(structure, actors),
    )
    return replace(reading, review=review(reading, structure))
