"""What a reading comes down to: parties, commitments and terms in plain words, each with the words it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from maillage.agreements.models import Agreement, CommitmentVersion, Party, Term
from maillage.agreements.plain_words import labels_of, promise_of, value_of
from maillage.agreements.queries.requests import in_reading_order
from maillage.reading.output.words import capital, fold


@dataclass(frozen=True)
class Point:
    """One thing that was read: ``finding_id`` is what one contests, when it came from a finding."""

    finding_id: UUID | None
    words: str
    quote: str
    place: str = ""


@dataclass(frozen=True)
class Points:
    """All that was read of an agreement, in the order in which it is checked."""

    parties: list[Point]
    commitments: list[Point]
    terms: list[Point]

    @property
    def groups(self) -> list[tuple[str, list[Point]]]:
        """The three parts that have something to check."""
        named = [("Qui s’engage", self.parties), ("À quoi", self.commitments), ("Comment et jusqu’à quand", self.terms)]
        return [(name, points) for name, points in named if points]


def points_of(agreement: Agreement, *, day: dt.date) -> Points:
    """What holds of an agreement on a day, in four queries."""
    parties = list(Party.objects.at(day).filter(agreement=agreement).in_order())
    labels = labels_of(parties)
    versions = in_reading_order(CommitmentVersion.objects.at(day).filter(agreement=agreement))
    return Points(
        parties=[_party(one) for one in parties],
        commitments=[
            Point(one.finding_id, promise_of(one, labels), fold(one.quote), place_of(one.article)) for one in versions
        ],
        terms=[
            Point(one.finding_id, f"{capital(one.get_name_display())}\u00a0: {value_of(one)}", fold(one.quote))
            for one in terms_at(agreement, day)
        ],
    )


def terms_at(agreement: Agreement, day: dt.date) -> QuerySet[Term]:
    """The clauses known now that hold on a day."""
    rows = Term.objects.filter(agreement=agreement, superseded_at__isnull=True)
    holding = rows.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    )
    return holding.order_by("start", "pk")


def place_of(article: str) -> str:
    """Where a commitment stands: "article 3"."""
    return f"article\u00a0{article}" if article else ""


def _party(party: Party) -> Point:
    said = [party.readable_name]
    if party.short_name and party.short_name != party.name:
        said.append(f"appelé «\u00a0{party.short_name}\u00a0» dans le texte")
    if party.represented_by:
        capacity = f" ({party.capacity})" if party.capacity else ""
        said.append(f"représenté par {party.represented_by}{capacity}")
    return Point(party.finding_id, fold(", ".join(said)), fold(party.quote))
