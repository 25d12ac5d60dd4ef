"""The top-level articles of an agreement. Reads: a structure. Writes: its articles with their numbers and headings."""

from __future__ import annotations

from maillage.reading.model import Article
from maillage.reading.recognise.calibration import confidence
from maillage.reading.segment.units import Structure


def read_articles(structure: Structure) -> tuple[Article, ...]:
    """The articles, in reading order."""
    return tuple(
        Article(a.number, a.heading, a.eid, a.span, confidence("article", "numbered" if a.number else "unnumbered"))
        for a in structure.articles
    )
