"""The list of agreements: what it is asked for, the rows that answer, and what is said of each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, SmallIntegerField, Value, When

from maillage.agreements.choices import AgreementState, PartyRole
from maillage.agreements.legal_choices import LegalState
from maillage.agreements.models import Agreement, Expression, Party
from maillage.agreements.models.agreement import AgreementQuerySet
from maillage.agreements.models.party import kind_of
from maillage.agreements.queries.excerpts import Excerpt, current_texts, excerpts
from maillage.agreements.queries.fulltext import Column
from maillage.agreements.queries.searching import Closest, Searched, changed_since_left, named, own, search
from maillage.base.statements import ask, key_of, keys, places
from maillage.foundations.capitals import readable
from maillage.organisations.models import Organisation
from maillage.organisations.permissions import day_of
from maillage.territories.models import Territory

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser

OBSERVED, ALL_STATES = "constate", "tout"
SIGNED, EFFECT, END = "signature", "effet", "echeance"
DATES = {SIGNED: "signed_on", EFFECT: "effect_on", END: "ends_on"}
BY_TITLE = ("folded", "pk")
LIFE_ORDER = Case(
    *(When(legal_state=state, then=Value(rank)) for rank, state in enumerate(LegalState)),
    default=Value(len(LegalState)),
    output_field=SmallIntegerField(),
)
"""The states in the order of a life: from the project to the archives."""
SORTS = {
    "titre": BY_TITLE,
    "echeance": (F("ends_on").asc(nulls_last=True), *BY_TITLE),
    "signature": (F("signed_on").desc(nulls_last=True), *BY_TITLE),
    "vie": (LIFE_ORDER, *BY_TITLE),
    "modification": (F("search_entry__changed_at").desc(nulls_last=True), *BY_TITLE),
}
_PLACES = 20  # territories that the words of a filter may mean
_COUNTED = """
    SELECT agreement.id,
        (SELECT count(*) FROM agreements_commitment commitment WHERE commitment.agreement_id = agreement.id),
        CASE WHEN EXISTS (SELECT 1 FROM agreements_expression expression
            WHERE expression.agreement_id = agreement.id AND expression.superseded_at IS NULL) THEN 1 ELSE 0 END
    FROM agreements_agreement agreement WHERE agreement.id IN ({agreements})"""
_SIGNING = """
    SELECT party.agreement_id, party.short_name, party.name, party.nature, organisation.kind
    FROM agreements_party party LEFT JOIN organisations_organisation organisation
        ON organisation.id = party.organisation_id
    WHERE party.agreement_id IN ({agreements}) AND party.role = 'party'
        AND (party.from_on IS NULL OR party.from_on <= %s) AND (party.to_on IS NULL OR party.to_on >= %s)
    ORDER BY party.agreement_id, party."order", party.id"""


@dataclass(frozen=True)
class Criteria:
    """What the list is asked for; the address holds it, so that it is a filter that one may keep."""

    is_published: bool = False
    words: str = ""
    is_wide: bool = False
    kind: str = ""
    state: str = ""
    legal: str = ""
    party: str = ""
    organisation: UUID | None = None
    theme: str = ""
    territory: str = ""
    dates: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    ends_before: dt.date | None = None
    is_without_text: bool = False
    sort: str = ""


class NextDate(NamedTuple):
    """The next day that an agreement knows, and what happens then; no day when it knows none."""

    on: dt.date | None
    words: str


class Signing(NamedTuple):
    """A party as a list shows it: a list has many of them, and needs little of each."""

    label: str
    name: str
    kind: str


@dataclass
class Line:
    """What the list says of an agreement. ``commitments`` is None when they are not known, or not for that reader."""

    agreement: Agreement
    next: NextDate
    parties: list[Signing] = field(default_factory=list)
    commitments: int | None = None
    excerpt: Excerpt | None = None
    has_text: bool = False


def listed(user: AnyUser, criteria: Criteria, *, at: dt.datetime) -> Searched:
    """The agreements that answer, unsorted, and how their words were looked for."""
    rows = Agreement.objects.published() if criteria.is_published else own(user, at=at)
    narrowed = _narrowed(rows, criteria, user, at)
    return search(narrowed, criteria.words, user=user, at=at, is_wide=criteria.is_wide)


def in_order(searched: Searched, sort: str) -> AgreementQuerySet | Closest:
    """The rows in the order that was asked for: that of closeness for words, of titles else."""
    return searched.rows.order_by(*SORTS[sort]) if sort in SORTS else searched.closest_first()


def lines(rows: Sequence[Agreement], searched: Searched, *, at: dt.datetime) -> list[Line]:
    """What the list says of ``rows``, in as many questions whatever their number."""
    open_keys = [row.pk for row in rows if row.pk not in searched.withheld]
    parties = signing(open_keys, at=at)
    counts = counted(open_keys)
    found = excerpts(current_texts(open_keys), searched.clauses) if searched.clauses else {}
    return [
        Line(
            row,
            next_date(row, day_of(at)),
            parties.get(row.pk, []),
            counts[row.pk].commitments or None if row.pk in counts else None,
            found.get(row.pk),
            counts[row.pk].has_text if row.pk in counts else True,
        )
        for row in rows
    ]


class Counted(NamedTuple):
    """What an agreement holds."""

    commitments: int
    has_text: bool


def counted(agreements: Sequence[UUID]) -> dict[UUID, Counted]:
    """How many commitments each agreement has, and whether it has a text."""
    ids = keys(agreements)
    rows = ask(_COUNTED.format(agreements=places(ids)), ids) if ids else []
    return {key_of(key): Counted(commitments, bool(has_text)) for key, commitments, has_text in rows}


def signing(agreements: Sequence[UUID], *, at: dt.datetime) -> dict[UUID, list[Signing]]:
    """The present parties of agreements, in the order of the text."""
    ids, day = keys(agreements), day_of(at).isoformat()
    rows = ask(_SIGNING.format(agreements=places(ids)), [*ids, day, day]) if ids else []
    found: dict[UUID, list[Signing]] = defaultdict(list)
    for agreement, short_name, name, nature, kind in rows:
        found[key_of(agreement)].append(Signing(short_name or readable(name), readable(name), kind or kind_of(nature)))
    return found


def next_date(agreement: Agreement, today: dt.date) -> NextDate:
    """The beginning while it is to come, then the end; without either, that nothing is known."""
    if agreement.effect_on is not None and agreement.effect_on > today:
        return NextDate(agreement.effect_on, "prise d’effet")
    if agreement.ends_on is None:
        return NextDate(None, "Sans échéance connue")
    return NextDate(agreement.ends_on, "échéance" if agreement.ends_on >= today else "échéance passée")


def _narrowed(rows: AgreementQuerySet, criteria: Criteria, user: AnyUser, at: dt.datetime) -> AgreementQuerySet:
    if criteria.kind:
        rows = rows.filter(kind=criteria.kind)
    if criteria.is_without_text:
        rows = rows.filter(~Exists(Expression.objects.current().filter(agreement=OuterRef("pk"))))
    if criteria.ends_before is not None:
        rows = rows.filter(ends_on__lt=criteria.ends_before)
    if criteria.legal in LegalState.values:
        rows = rows.filter(legal_state=criteria.legal)
    rows = _between(_in_state(rows, criteria), criteria)
    if criteria.territory:
        rows = rows.filter(_on_territory(criteria.territory))
    if criteria.party or criteria.organisation or criteria.theme:
        rows = _among_words(rows, criteria, user, at)
    return rows


def _in_state(rows: AgreementQuerySet, criteria: Criteria) -> AgreementQuerySet:
    if criteria.is_published or criteria.state == ALL_STATES:
        return rows
    if criteria.state == OBSERVED:
        return rows.filter(is_observed=True, archived_at__isnull=True)
    if criteria.state in AgreementState.values:
        return rows.in_state(AgreementState(criteria.state))
    return rows.filter(archived_at__isnull=True)


def _between(rows: AgreementQuerySet, criteria: Criteria) -> AgreementQuerySet:
    column = DATES.get(criteria.dates, DATES[SIGNED])
    if criteria.from_on is not None:
        rows = rows.filter(**{f"{column}__gte": criteria.from_on})
    if criteria.to_on is not None:
        rows = rows.filter(**{f"{column}__lte": criteria.to_on})
    return rows


def _on_territory(words: str) -> Q:
    """True of what bears on a territory that ``words`` name or on a place inside it, or binds a body of there."""
    ids = list(Territory.objects.search(words).ranked(words).values_list("pk", flat=True)[:_PLACES])
    inside = Territory.objects.filter(
        Q(pk__in=ids) | Q(commune__in=ids) | Q(epci__in=ids) | Q(departement__in=ids) | Q(region__in=ids)
    )
    there = Party.objects.filter(role=PartyRole.PARTY, organisation__territory__in=inside.values("pk"))
    tied = Agreement.territories.through.objects.filter(territory__in=inside.values("pk"))
    return Q(pk__in=tied.values("agreement_id")) | Q(pk__in=there.values("agreement_id"))


def _among_words(rows: AgreementQuerySet, criteria: Criteria, user: AnyUser, at: dt.datetime) -> AgreementQuerySet:
    """By party or theme: what changed after one's party left is not told by what it answers."""
    if withheld := changed_since_left(user, at=at):
        rows = rows.exclude(pk__in=withheld)
    if criteria.theme:
        rows = rows.filter(named(criteria.theme, Column.THEMES))
    if criteria.organisation is not None:
        parties = Party.objects.filter(organisation=criteria.organisation)
        rows = rows.filter(pk__in=parties.values("agreement_id"))
    if criteria.party:
        known = Organisation.objects.visible_to(user, at=at).matching(criteria.party)
        parties = Party.objects.filter(organisation__in=known.values("pk"))
        rows = rows.filter(named(criteria.party, Column.NAMES) | Q(pk__in=parties.values("agreement_id")))
    return rows
