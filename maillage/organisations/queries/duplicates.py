"""Likely duplicates: organisations alike by name, SIRET or address; people alike by name or e-mail address.

Alike is measured in Python on few candidates: the share of common letter pairs of the words that tell names apart
(Dice), after what all names share ("association", "de la") is set aside. An index over all rows serves imports and the
screen of duplicates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from maillage.base.search import SHORT_FORMS, words_of
from maillage.organisations.choices import OrganisationKind
from maillage.organisations.models import Organisation, Person
from maillage.organisations.validators import compact_siret, fold_email

ALIKE = 0.75
COMMON = frozenset(
    """
    a action asso assoc association au aux ccas centre cias communal commune conseil d de departement departemental
    des du en et federation general groupe l la le les mairie pour service sociale sur union ville
    """.split()
)
_MOST_CANDIDATES = 400
_MOST_WORDS = 6
_BEGINNING = 5
NOT_RECORDED = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Named:
    """What the comparison knows of an organisation, recorded or about to be (:data:`NOT_RECORDED`)."""

    id: UUID
    kind: str
    name: str
    short_name: str = ""
    siret: str = ""
    address: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """An organisation that may be the same, how much (0 to 1), and why, in French."""

    id: UUID
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Index:
    """Organisations by the beginnings of their words and by SIREN: finds those alike in one reading of the table."""

    rows: dict[UUID, Named] = field(default_factory=dict)
    by_beginning: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    by_siren: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, organisations: QuerySet[Organisation]) -> Index:
        """The index of a queryset: one query."""
        index = cls()
        columns = ("pk", "kind", "name", "short_name", "siret", "address", "postal_code")
        for row in organisations.values_list(*columns):
            index.add(Named(*row))
        return index

    def add(self, row: Named) -> None:
        """Add a recorded organisation."""
        self.rows[row.id] = row
        for beginning in _beginnings(row):
            self.by_beginning[beginning].add(row.id)
        if row.siret:
            self.by_siren[row.siret[:9]].add(row.id)

    def like(self, wanted: Named) -> list[Likeness]:
        """The rows that may be ``wanted``, the most alike first."""
        near: Counter[UUID] = Counter(
            found
            for beginning in _beginnings(wanted)
            for found in self.by_beginning.get(beginning, ())
            if found != wanted.id
        )
        candidates = {found for found, _count in near.most_common(_MOST_CANDIDATES)}
        if siret := compact_siret(wanted.siret):
            candidates |= self.by_siren.get(siret[:9], set()) - {wanted.id}
        alike = [likeness for one in candidates if (likeness := _compare(wanted, self.rows[one]))]
        return sorted(alike, key=lambda likeness: (-likeness.score, likeness.id.hex))

    def pairs(self) -> Iterator[tuple[UUID, Likeness]]:
        """Each pair of rows that may be the same, once."""
        for one in self.rows.values():
            for likeness in self.like(one):
                if one.id.hex < likeness.id.hex:
                    yield one.id, likeness


def likely_duplicates(
    *,
    kind: str,
    name: str,
    short_name: str = "",
    siret: str = "",
    address: str = "",
    postal_code: str = "",
    exclude: UUID | None = None,
) -> list[tuple[Organisation, Likeness]]:
    """The organisations that may be the one described, the most alike first: two queries."""
    wanted = Named(exclude or NOT_RECORDED, kind, name, short_name, compact_siret(siret), address, postal_code)
    words = sorted(_beginnings(wanted), key=lambda word: (-len(word), word))[:_MOST_WORDS]
    near = reduce(or_, (Q(folded__contains=f" {word}") for word in words), Q(pk__in=[]))
    if wanted.siret:
        near |= Q(siret__startswith=wanted.siret[:9])
    rows = Organisation.objects.filter(near, merged_into__isnull=True)
    alike = Index.of(rows).like(wanted)[:10]
    found = Organisation.objects.in_bulk([likeness.id for likeness in alike])
    return [(found[likeness.id], likeness) for likeness in alike]


def likely_same_people(
    *, first_name: str, last_name: str, email: str = "", exclude: UUID | None = None
) -> QuerySet[Person]:
    """The people who have this address, or this name without regard to case, accents and order."""
    words = [SHORT_FORMS.get(word, word) for word in words_of(f"{last_name} {first_name}")]
    named = Q()
    for word in words:
        named &= Q(folded__contains=f" {word}")
    same = named if words else Q(pk__in=[])
    if email:
        same |= Q(email=fold_email(email))
    rows = Person.objects.filter(same, merged_into__isnull=True).order_by("folded", "pk")
    return rows if exclude is None else rows.exclude(pk=exclude)


def _telling(row: Named) -> set[str]:
    words = {SHORT_FORMS.get(word, word) for word in words_of(f"{row.name} {row.short_name}")}
    return (words - COMMON) or words


def _beginnings(row: Named) -> set[str]:
    """Where a plural or a slip of the keyboard is not seen yet."""
    return {word[:_BEGINNING] for word in _telling(row)}


def _compare(wanted: Named, other: Named) -> Likeness | None:
    reasons: list[str] = []
    if wanted.siret and other.siret:
        if wanted.siret == other.siret:
            return Likeness(other.id, 1.0, ("même SIRET",))
        if wanted.siret[:9] != other.siret[:9]:
            return None  # two legal persons, however alike their names
        reasons.append("même SIREN")
    if not _same_nature(wanted.kind, other.kind):
        return None
    score = _dice(_telling(wanted), _telling(other))
    if score >= ALIKE:
        reasons.append("nom identique" if score == 1 else "nom ressemblant")
    place = _same_place(wanted, other)
    if place and score >= ALIKE / 2:
        reasons.append("même adresse")
        score = min(score + 0.25, 1.0)
    if reasons and reasons[0] == "même SIREN":
        score = max(score, 0.9)
    return Likeness(other.id, round(score, 2), tuple(reasons)) if reasons else None


def _same_nature(kind: str, other: str) -> bool:
    """Associations and federations are mistaken for one another; a commune and its CCAS are two legal persons."""
    private = {OrganisationKind.ASSOCIATION, OrganisationKind.FEDERATION}
    return kind == other or {kind, other} <= private or OrganisationKind.OTHER in (kind, other)


def _same_place(one: Named, other: Named) -> bool:
    if not (one.address and other.address and one.postal_code == other.postal_code):
        return False
    return _dice(set(words_of(one.address)), set(words_of(other.address))) >= ALIKE


def _dice(one: Iterable[str], other: Iterable[str]) -> float:
    first, second = _pairs(one), _pairs(other)
    shared = sum((first & second).values())
    return 2 * shared / (sum(first.values()) + sum(second.values())) if first and second else 0.0


def _pairs(words: Iterable[str]) -> Counter[str]:
    return Counter(f"{a}{b}" for word in words for a, b in zip(f"^{word}", f"{word}$", strict=True))
