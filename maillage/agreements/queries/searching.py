"""The search in all titles and texts: exact first, and forgiving where nothing that the reader may see answers.

What answers is decided among the rows that the reader sees, and no word of a text is ever suggested: a word that
stands only in somebody else's draft changes neither what is found nor what is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, overload
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from maillage.agreements.models import Agreement, Party
from maillage.agreements.models.agreement import AgreementQuerySet
from maillage.agreements.models.visibility import narrow_grants, organisations_reading
from maillage.agreements.queries.fulltext import Clause, Column, answering
from maillage.agreements.queries.spelling import near
from maillage.base.analyser import asked, words_asked
from maillage.base.http import PAGE_SIZE
from maillage.base.search import words_of
from maillage.base.statements import ask, key_of, keys, places
from maillage.organisations.permissions import day_of

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser

LEAST = 3  # letters of a word that is still being typed
FEW = 500  # agreements that are sooner found by their keys than met on the way through all
_ROWS = (
    "SELECT agreement_id FROM agreements_party WHERE organisation_id IN ({bodies})",
    "SELECT id FROM agreements_agreement WHERE brought_by_id IN ({bodies})",
    "SELECT agreement_id FROM agreements_adherence WHERE member_id IN ({bodies})",
    "SELECT agreement_id FROM agreements_finding WHERE sort = 'party' AND tied_to_id IN ({bodies})",
)
_MANY = "SELECT count(*) FROM (SELECT 1 FROM ({rows} LIMIT {most}) held) counted"
_LEFT = "SELECT 1 FROM agreements_party WHERE organisation_id IN ({bodies}) AND to_on < %s LIMIT 1"
_HEAD = PAGE_SIZE + 1  # the first page, and whether there is another


@dataclass(frozen=True)
class Searched:
    """What was found. ``forgiven`` are the words of the query for which words near them were taken too."""

    rows: AgreementQuerySet
    clauses: tuple[Clause, ...] = ()
    forgiven: tuple[str, ...] = ()
    withheld: frozenset[UUID] = frozenset()
    closest: Closest | None = None

    def closest_first(self) -> AgreementQuerySet | Closest:
        """The rows: those whose title holds every word, then the others; by title when no word was asked."""
        return self.rows.by_title() if self.closest is None else self.closest


class Closest(Sequence[Agreement]):
    """What was found: first what has every word in its title, the newest first, then the others likewise.

    It is read page by page, along the numbers of the entries: nothing gathers and sorts all that was found. ``titled``
    are those of ``rows`` whose title has every word: asked of the titles alone, since a title is part of the whole.
    """

    def __init__(
        self,
        rows: AgreementQuerySet,
        clauses: Sequence[Clause],
        first: int = 0,
        last: int | None = None,
        *,
        titled: AgreementQuerySet,
    ):
        self._rows, self._clauses, self._first, self._last = rows, clauses, first, last
        self._titled = titled

    def __bool__(self) -> bool:
        """Whether anything was found: the first page is read, which is what is shown most often."""
        return bool(self._head)

    def __len__(self) -> int:
        """How many there are: of a page that is read they are counted, of more the database is asked."""
        return len(self._read) if self._is_a_page else self._rows.order_by()[self._first : self._last].count()

    def __iter__(self) -> Iterator[Agreement]:
        return iter(self._read)

    @overload
    def __getitem__(self, wanted: int) -> Agreement: ...
    @overload
    def __getitem__(self, wanted: slice) -> Sequence[Agreement]: ...
    def __getitem__(self, wanted: int | slice) -> Agreement | Sequence[Agreement]:
        if isinstance(wanted, int):
            return self._read[wanted]
        first, last = wanted.start or 0, wanted.stop
        if last is not None and last <= _HEAD:
            return self._head[first:last]
        return Closest(self._rows, self._clauses, first, last, titled=self._titled)

    def none(self) -> AgreementQuerySet:
        """No agreement."""
        return self._rows.none()

    @property
    def _is_a_page(self) -> bool:
        return self._last is not None and self._last - self._first <= _HEAD

    @cached_property
    def _head(self) -> list[Agreement]:
        found = list(self._rows.order_by("-search_entry")[:_HEAD])
        titled = list(self._titled[:_HEAD]) if found else []
        keys = {row.pk for row in titled}
        return [*titled, *(row for row in found if row.pk not in keys)][:_HEAD]

    @cached_property
    def _read(self) -> list[Agreement]:
        first, last = self._first, self._last
        found = list(self._titled[first:last])
        if last is not None and len(found) == last - first:
            return found
        titled = first + len(found) if found or not first else self._titled.count()
        others = self._rows.exclude(answering(self._clauses, Column.TITLE)).order_by("-search_entry")
        return [*found, *others[max(first - titled, 0) : None if last is None else last - titled]]


def search(rows: AgreementQuerySet, query: str, *, user: AnyUser, at: dt.datetime, is_wide: bool = False) -> Searched:
    """Those of ``rows``, which ``user`` may see, that hold each word of ``query``; all when it has no word.

    A word that none of them holds is taken for the beginning of one, or for one with a typing error; when the words
    are never together, or ``is_wide``, each is.
    """
    words = words_asked(query)
    if not words:
        return Searched(rows)
    withheld = changed_since_left(user, at=at)
    exact = tuple(Clause(frozenset(asked(word))) for word in words)

    def found(clauses: tuple[Clause, ...]) -> Searched:
        holding = _holding(rows, clauses, withheld)
        forgiven = tuple(word for word, before, after in zip(words, exact, clauses, strict=True) if before != after)
        titled = rows.filter(answering(clauses, Column.TITLE)).order_by("-search_entry")
        return Searched(holding, clauses, forgiven, withheld, Closest(holding, clauses, titled=titled))

    if not is_wide and (answer := found(exact)).closest:
        return answer
    if not is_wide and len(words) > 1:
        known = [_holding(rows, [clause], withheld).exists() for clause in exact]
        clauses = tuple(
            one if is_known else _wide(word, one) for word, one, is_known in zip(words, exact, known, strict=True)
        )
        if any(known) and not all(known) and (answer := found(clauses)).closest:
            return answer
    return found(tuple(_wide(word, one) for word, one in zip(words, exact, strict=True)))


def named(text: str, column: Column) -> Q:
    """True of the agreements of which a party, or a theme, has words that are or begin like those of ``text``."""
    clauses = [_beginning(word) for word in words_asked(text)]
    return answering(clauses, column) if clauses else Q()


def own(user: AnyUser, *, at: dt.datetime) -> AgreementQuerySet:
    """``mine``, for a list: whoever has few agreements has them found by their keys."""
    mine = Agreement.objects.mine(user, at=at)
    ids = keys(list(organisations_reading(user, at=at)))
    if not ids:
        return mine
    bodies = places(ids)
    counts = ask(
        " UNION ALL ".join(_MANY.format(rows=rows.format(bodies=bodies), most=FEW + 1) for rows in _ROWS),
        ids * len(_ROWS),
    )
    if any(count > FEW for (count,) in counts):
        return mine
    few = ask(" UNION ".join(f"SELECT * FROM ({rows.format(bodies=bodies)}) held" for rows in _ROWS), ids * len(_ROWS))  # noqa: S608 names of ours
    return mine.filter(pk__in={key_of(key) for (key,) in few} | narrow_grants(user, at=at))


def changed_since_left(user: AnyUser, *, at: dt.datetime) -> frozenset[UUID]:
    """The agreements that changed since the last party of ``user`` left: their words today are not for that reader.

    Their title stays; published ones are open to all.
    """
    bodies, day = organisations_reading(user, at=at), day_of(at)
    ids = keys(list(bodies))
    if not ids or not ask(_LEFT.format(bodies=places(ids)), [*ids, day.isoformat()]):
        return frozenset()  # as it is for almost everybody
    parties = Party.objects.filter(organisation_id__in=bodies)
    left = parties.filter(to_on__lt=day, agreement__shared_at__isnull=False, agreement__published_at__isnull=True)
    changed = left.exclude(agreement__brought_by_id__in=bodies).exclude(agreement__in=narrow_grants(user, at=at))
    until: dict[UUID, dt.date] = {}
    since: dict[UUID, dt.datetime] = {}
    for pk, to_on, changed_at in changed.values_list("agreement_id", "to_on", "agreement__search_entry__changed_at"):
        if to_on is not None and changed_at is not None:
            until[pk], since[pk] = max(until.get(pk, to_on), to_on), changed_at
    if not until:
        return frozenset()
    present = set(parties.at(day).filter(agreement__in=until).values_list("agreement_id", flat=True))
    return frozenset(pk for pk, to_on in until.items() if pk not in present and _day(since[pk]) > to_on)


def _holding(rows: AgreementQuerySet, clauses: Sequence[Clause], withheld: frozenset[UUID]) -> AgreementQuerySet:
    holding = answering(clauses)
    if withheld:
        holding &= ~Q(pk__in=withheld) | answering(clauses, Column.TITLE)
    return rows.filter(holding)


def _wide(word: str, exact: Clause) -> Clause:
    """``exact`` with the words that begin like ``word``, and those one typing error away."""
    others = {term for folded in words_of(word) for other in near(folded) for term in (other, *asked(other))}
    return replace(_beginning(word), terms=exact.terms | others)


def _beginning(word: str) -> Clause:
    folded = "".join(words_of(word))
    return Clause(frozenset(asked(word)), folded if len(folded) >= LEAST else "")


def _day(at: dt.datetime) -> dt.date:
    return timezone.localdate(at)
