"""Likely duplicates of an agreement, among those that the user may see: never a word of one that they may not.

The same text or the same file is the same agreement. Else the words of titles, the parties and the dates are
compared on few candidates, and the texts themselves on fewer still. Dates or years that contradict each other are
those of two agreements, a charter and its renewal: only an identical text outweighs them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.fields import IntegerField

from maillage.agreements.choices import FindingSort, FindingState, TermName
from maillage.agreements.models import Agreement, Document, Expression, Finding, Party
from maillage.base.search import words_of
from maillage.organisations.permissions import AnyUser

COMMON = frozenset(
    """
    a au aux avec avenant charte contrat convention d de departement departemental des du en entre et l la le les
    local locale moyens objectifs partenariat portant pour projet protocole relatif relative social sociale sur un une
    """.split()
)
SHOWN = 10
_CANDIDATES = 60
_READ = 12  # candidates whose texts are compared
_MOST_WORDS = 8
_SHINGLE = 5
_ALIKE_TITLE = 0.8
_SAME_TITLE = 0.9
_ALIKE_PARTIES = 0.6
_ALIKE_TEXT = 0.6
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Likely:
    """An agreement that may be the same, why in French, and its parties as its page shows them."""

    agreement: Agreement
    reasons: tuple[str, ...]
    parties: tuple[Party, ...]


@dataclass(slots=True)
class _Known:
    """What is compared of an agreement."""

    title: frozenset[str]
    years: frozenset[str]
    parties: list[frozenset[str]]
    organisations: frozenset[UUID]
    dates: dict[str, str]
    sha256: str = ""
    files: frozenset[str] = field(default_factory=frozenset)


def likely_duplicates(agreement: Agreement, *, user: AnyUser, at: dt.datetime) -> list[Likely]:
    """The agreements that ``user`` may see and that may be ``agreement``, the most alike first."""
    visible = Agreement.objects.visible_to(user, at=at).exclude(pk=agreement.pk)
    shown = Document.objects.visible_to(user, at=at).standing().select_related("file")
    wanted = _known([agreement], shown)[agreement.pk]
    rows = _candidates(visible, wanted, shown)
    known = _known(rows, shown)
    found: list[tuple[float, Likely]] = []
    unsure: list[Agreement] = []
    for row in rows:
        score, reasons = _compare(wanted, known[row.pk])
        if reasons:
            found.append((score, Likely(row, reasons, tuple(row.parties.all()))))
        elif not _contradict(wanted, known[row.pk]):
            unsure.append(row)
    found += _alike_in_words(agreement, unsure[:_READ])
    found.sort(key=lambda one: (-one[0], one[1].agreement.pk.hex))
    return [one for _score, one in found[:SHOWN]]


def _candidates(visible: QuerySet[Agreement], wanted: _Known, shown: QuerySet[Document]) -> list[Agreement]:
    """Those with the same text or file, and those whose titles and parties share the most words."""
    text = Expression.objects.original().filter(agreement_id=OuterRef("pk"), sha256=wanted.sha256)
    file = shown.filter(agreement_id=OuterRef("pk"), file__sha256__in=wanted.files)
    words = sorted(wanted.title, key=lambda word: (-len(word), word))[:_MOST_WORDS]
    hits = reduce(
        add,
        (
            Case(When(folded__contains=f" {word}", then=Value(1)), default=Value(0), output_field=IntegerField())
            for word in words
        ),
        Value(0, output_field=IntegerField()),
    )
    rows = visible.annotate(hits=hits, same=Exists(text) | Exists(file) if wanted.sha256 else Exists(file))
    parties = Party.objects.bound().select_related("organisation").in_order()
    near = rows.filter(Q(same=True) | Q(hits__gt=0)).prefetch_related(Prefetch("parties", queryset=parties))
    return list(near.select_related("brought_by").order_by("-same", "-hits", "pk")[:_CANDIDATES])


def _known(rows: Iterable[Agreement], shown: QuerySet[Document]) -> dict[UUID, _Known]:
    """What is known of each, in five queries whatever their number."""
    ids = [row.pk for row in rows]
    known = {
        row.pk: _Known(
            title=_telling(row.title),
            years=frozenset(_YEAR.findall(row.title)),
            parties=[],
            organisations=frozenset(),
            dates={
                name: value.isoformat()
                for name, value in (("effect_date", row.effect_on), ("end_date", row.ends_on))
                if value
            },
        )
        for row in rows
    }
    for pk, sha256 in Expression.objects.original().filter(agreement_id__in=ids).values_list("agreement_id", "sha256"):
        known[pk].sha256 = sha256
    for pk, sha256 in shown.filter(agreement_id__in=ids).values_list("agreement_id", "file__sha256"):
        known[pk].files |= {sha256}
    tied = Party.objects.bound().filter(agreement_id__in=ids).values_list("agreement_id", "name", "organisation_id")
    for pk, name, organisation in tied:
        known[pk].parties.append(_telling(name))
        known[pk].organisations |= {organisation} if organisation else set()
    _add_findings(known, {pk for pk, _name, _organisation in tied})
    return known


def _add_findings(known: dict[UUID, _Known], confirmed: set[UUID]) -> None:
    """What was read and not set aside, where no party is written yet."""
    rows = Finding.objects.filter(
        agreement_id__in=known.keys() - confirmed, sort__in=(FindingSort.PARTY, FindingSort.TERM)
    ).exclude(state=FindingState.SET_ASIDE)
    for pk, sort, value, tied in rows.values_list("agreement_id", "sort", "value", "tied_to_id"):
        if sort == FindingSort.PARTY:
            known[pk].parties.append(_telling(value.get("name") or ""))
            known[pk].organisations |= {tied} if tied else set()
        elif value.get("name") in {TermName.EFFECT_DATE, TermName.END_DATE}:
            known[pk].dates.setdefault(value["name"], str(value.get("value")))


def _compare(wanted: _Known, other: _Known) -> tuple[float, tuple[str, ...]]:
    """How alike two agreements are (0 to 1), and why; no reason when they are two."""
    if wanted.sha256 and wanted.sha256 == other.sha256:
        return 1.0, ("même texte",)
    if wanted.files & other.files:
        return 1.0, ("même fichier",)
    if _contradict(wanted, other):
        return 0.0, ()
    title = _share(wanted.title, other.title)
    if title >= _ALIKE_TITLE and _parties_in_common(wanted, other) >= _ALIKE_PARTIES:
        dates = ("mêmes dates",) if wanted.dates and wanted.dates == other.dates else ()
        return title, ("titre identique" if title == 1 else "titre ressemblant", "mêmes parties", *dates)
    if title >= _SAME_TITLE and not (wanted.parties and other.parties):
        return title * 0.9, ("titre identique" if title == 1 else "titre ressemblant",)
    return 0.0, ()


def _contradict(one: _Known, other: _Known) -> bool:
    """Whether written dates, or years in the titles, are those of two agreements."""
    years = bool(one.years and other.years and not one.years & other.years)
    return years or any(one.dates[name] != other.dates[name] for name in one.dates.keys() & other.dates.keys())


def _parties_in_common(one: _Known, other: _Known) -> float:
    """The share of parties that both name."""
    if not one.parties or not other.parties:
        return 0.0
    pairs = sum(any(_share(mine, theirs) >= _ALIKE_TITLE for theirs in other.parties) for mine in one.parties)
    by_name = pairs / max(len(one.parties), len(other.parties))
    both = len(one.organisations & other.organisations) / max(len(one.parties), len(other.parties))
    return max(by_name, both)


def _alike_in_words(agreement: Agreement, others: list[Agreement]) -> list[tuple[float, Likely]]:
    """Those whose text is nearly the same: a scan and its original, a last version and the signed one."""
    if not others:
        return []
    texts = dict(
        Expression.objects.original()
        .filter(agreement_id__in=[agreement.pk, *(one.pk for one in others)])
        .values_list("agreement_id", "text")
    )
    mine = _shingles(texts.get(agreement.pk, ""))
    found = []
    for one in others:
        share = _share(mine, _shingles(texts.get(one.pk, "")))
        if share >= _ALIKE_TEXT:
            found.append((share, Likely(one, ("texte presque identique",), tuple(one.parties.all()))))
    return found


def _shingles(text: str) -> frozenset[str]:
    words = words_of(text)
    return frozenset(" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))


def _telling(text: str) -> frozenset[str]:
    words = frozenset(words_of(text))
    return words - COMMON or words


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """What two sets share of all that they hold, from 0 to 1 (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
