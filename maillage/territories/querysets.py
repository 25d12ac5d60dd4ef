"""Filters of territories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db.models import Case, F, Q, Value, When

from maillage.base.search import SearchableQuerySet, folded, found_by, words_of
from maillage.territories.choices import Kind

if TYPE_CHECKING:
    from maillage.territories.models import Territory  # noqa: F401 named in a string

LADDER = list(Kind)


def as_code(text: str) -> str:
    """``text`` as a code is written, or words that are no code: "2a004" is "2A004"."""
    return "".join(words_of(text)).upper()


class TerritoryQuerySet(SearchableQuerySet["Territory"]):
    """Territories, official or drawn by organisations."""

    def at(self, when: dt.date | int) -> Self:
        """Those that exist on a day, or on the first day of a year: the day of the official geography of that year."""
        day = dt.date(when, 1, 1) if isinstance(when, int) else when
        return self.filter(
            Q(from_on__isnull=True) | Q(from_on__lte=day),
            Q(to_on__isnull=True) | Q(to_on__gte=day),
        )

    def official(self) -> Self:
        """Those of the official code: no perimeter, nothing imaginary."""
        return self.filter(is_fictional=False).exclude(kind=Kind.PERIMETER)

    def perimeters(self) -> Self:
        """Those that organisations have drawn."""
        return self.filter(kind=Kind.PERIMETER)

    def of_kind(self, kind: str) -> Self:
        """Those that a reader calls ``kind``: a commune that has ended is a former one."""
        if kind == Kind.COMMUNE:
            return self.filter(kind=Kind.COMMUNE, to_on__isnull=True)
        if kind == Kind.FORMER_COMMUNE:
            return self.filter(Q(kind=Kind.FORMER_COMMUNE) | Q(kind=Kind.COMMUNE, to_on__isnull=False))
        return self.filter(kind=kind)

    def of_kinds(self, kinds: Collection[str]) -> Self:
        """Those of any of ``kinds``; all of them when there is none."""
        return self.filter(kind__in=kinds) if kinds else self

    def search(self, text: str) -> Self:
        """Those whose name, code, postal code or former name has a word that begins like each word of ``text``.

        Text without any letter or digit ("!!!") finds nothing; no text at all finds everything.
        """
        if text.strip() and not words_of(text):
            return self.none()
        return self.filter(found_by(text, self.model.words.rel.related_model))

    def ranked(self, text: str = "") -> Self:
        """In the order that a reader expects: the very name or code, then what begins so, then by population."""
        wanted = folded(text)
        closeness = Case(
            When(Q(sorted_name=wanted) | Q(code=as_code(text)), then=Value(0)),
            When(sorted_name__startswith=wanted, then=Value(1)),
            default=Value(2),
        )
        ladder = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(LADDER)))
        biggest = F("population").desc(nulls_last=True)
        if wanted:
            return self.order_by(closeness, biggest, ladder, "sorted_name", "pk")
        return self.order_by(ladder, "sorted_name", "pk")

    def by_name(self) -> Self:
        """In the order of the alphabet, accents aside."""
        return self.order_by("sorted_name", "code", "pk")

    def with_places(self) -> Self:
        """With what says where each is, in queries of their own: a list that is sorted stays narrow."""
        return self.prefetch_related("region", "departement", "commune")

    def with_parents(self) -> Self:
        """With what each belongs to, in the same query."""
        return self.select_related("region", "departement", "epci", "commune")
