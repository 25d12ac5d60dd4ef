"""Who is in an agreement on a day: its parties as signed, who holds these functions today, members, actors, pilots."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from maillage.agreements.choices import PartyRole
from maillage.agreements.models import Adherence, Agreement, Guarantor, Party
from maillage.base.search import folded, words_of
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Mandate, Membership, Organisation, Person, Succession, User

PILOTS = (MandateFunction.PILOT, MandateFunction.DEPUTY)
HEADS = (MandateFunction.PRESIDENT, MandateFunction.DIRECTOR)
SHOWN_MEMBERS = 12
_ARTICLES = frozenset({"le", "la", "les", "l"})
SIDES = {1: "D’une part", 2: "D’autre part"}


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a federation that is a party, on a day: bound, refusing, and those of whom nothing is written."""

    bound: int = 0
    refusing: int = 0
    unwritten: int = 0
    shown: tuple[Adherence, ...] = ()

    @property
    def more(self) -> int:
        """How many bound ones are not shown."""
        return self.bound - len(self.shown)


@dataclass(slots=True)
class Sheet:
    """A party, and what is known of it on the day: ``holder`` differs from who is written, ``heirs`` took its place."""

    party: Party
    holder: Mandate | None = None
    name_now: str = ""
    heirs: list[Organisation] = field(default_factory=list)
    pilot: Mandate | None = None
    deputy: Mandate | None = None
    members: Members | None = None
    may: dict[str, bool] = field(default_factory=dict)

    @property
    def has_blank_authority(self) -> bool:
        """Whether the text leaves in blank the number or the date of what authorises to sign."""
        party = self.party
        return bool(party.authority) and party.is_public and not (party.authority_number and party.authority_on)


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one side, in the order of the text."""

    title: str
    sheets: tuple[Sheet, ...]


def sheets_of(parties: Sequence[Party], agreement: Agreement, *, day: dt.date, with_people: bool) -> list[Sheet]:
    """A sheet for each party: a fixed number of queries. ``with_people``: pilots and members, kept from outsiders."""
    organisations = [one.organisation_id for one in parties if one.organisation_id is not None]
    heads, pilots = _mandates(organisations, agreement, day, with_people=with_people)
    heirs: dict[UUID, list[Organisation]] = defaultdict(list)
    taken = Succession.objects.filter(predecessor__in=organisations, effective_on__lte=day)
    for row in taken.select_related("successor").order_by("effective_on", "pk"):
        heirs[row.predecessor_id].append(row.successor)
    federations = [
        one for one in parties if with_people and one.organisation is not None and one.organisation.is_federation
    ]
    members = _members(federations, day)
    return [_sheet(one, heads, pilots, heirs, members.get(one.pk)) for one in parties]


def by_side(sheets: Iterable[Sheet]) -> list[Side]:
    """The parties themselves, one part for each side of the text; a text without sides makes one."""
    sides: dict[int | None, list[Sheet]] = {}
    for sheet in sheets:
        if sheet.party.role == PartyRole.PARTY:
            sides.setdefault(sheet.party.side, []).append(sheet)
    return [Side(SIDES.get(side or 0, "") if len(sides) > 1 else "", tuple(rows)) for side, rows in sides.items()]


def known_people(user: User, sheets: Iterable[Sheet], guarantors: Iterable[Guarantor], *, at: dt.datetime) -> set[UUID]:
    """The people of the page whose record the user may open: one query."""
    mandates = [one for sheet in sheets for one in (sheet.holder, sheet.pilot, sheet.deputy) if one is not None]
    ids = {one.person_id for one in mandates} | {one.person_id for one in guarantors if one.person_id is not None}
    return set(Person.objects.visible_to(user, at=at).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def guarantors_of(agreement: Agreement, day: dt.date) -> list[Guarantor]:
    """The guarantors, past and present, those of the text first; none that begins after ``day``."""
    rows = Guarantor.objects.filter(agreement=agreement).select_related("party", "person", "recorded_by__person")
    return [one for one in rows.order_by("start", "from_on", "pk") if one.from_on is None or one.from_on <= day]


def adherences_at(party: Party, day: dt.date) -> QuerySet[Adherence]:
    """The adherences of a day, refusals too, by name."""
    rows: QuerySet[Adherence] = Adherence.objects.at(day).filter(party=party)
    return rows.select_related("member").order_by("has_opted_out", "member__folded", "pk")


def unwritten_at(party: Party, day: dt.date) -> QuerySet[Membership]:
    """The members of the federation on a day of whom neither an adherence nor a refusal is written."""
    written = Adherence.objects.at(day).filter(party=party).values("member_id")
    rows = Membership.objects.at(day).filter(federation=party.organisation, member__merged_into__isnull=True)
    return rows.exclude(member_id__in=written).select_related("member").order_by("member__folded", "pk")


def _sheet(
    party: Party,
    heads: dict[UUID, list[Mandate]],
    pilots: dict[tuple[UUID, str], Mandate],
    heirs: dict[UUID, list[Organisation]],
    members: Members | None,
) -> Sheet:
    organisation = party.organisation
    if organisation is None:
        return Sheet(party)
    written = {bare(party.name), bare(party.label)}
    renamed = written.isdisjoint({bare(organisation.name), bare(organisation.label)})
    return Sheet(
        party,
        holder=_holder(party, heads.get(organisation.pk, [])),
        name_now=organisation.name if renamed else "",
        heirs=heirs.get(organisation.pk, []),
        pilot=pilots.get((organisation.pk, MandateFunction.PILOT)),
        deputy=pilots.get((organisation.pk, MandateFunction.DEPUTY)),
        members=members,
    )


def bare(name: str) -> str:
    """A name folded, without the article before it: "LE DÉPARTEMENT DE L’OURCELLE" is "Département de l’Ourcelle"."""
    words = folded(name).split()
    return " ".join(words[1:] if words[:1] and words[0] in _ARTICLES else words)


def _holder(party: Party, heads: list[Mandate]) -> Mandate | None:
    """Who holds on the day the function that signed, when the text names somebody else or nobody."""
    written = set(words_of(f"{party.represented_by} {party.capacity}"))
    wanted = MandateFunction.DIRECTOR if written & {"directeur", "directrice"} else MandateFunction.PRESIDENT
    for mandate in heads:
        if mandate.function == wanted:
            return None if set(words_of(mandate.person.last_name)) <= written else mandate
    return None


def _mandates(
    organisations: Sequence[UUID], agreement: Agreement, day: dt.date, *, with_people: bool
) -> tuple[dict[UUID, list[Mandate]], dict[tuple[UUID, str], Mandate]]:
    rows = Mandate.objects.at(day).filter(organisation_id__in=organisations).select_related("person")
    heads: dict[UUID, list[Mandate]] = defaultdict(list)
    for row in rows.filter(function__in=HEADS, unit__isnull=True).order_by("from_on", "pk"):
        heads[row.organisation_id].append(row)
    pilots: dict[tuple[UUID, str], Mandate] = {}
    if with_people:
        for row in rows.filter(function__in=PILOTS, agreement_id=agreement.pk).order_by("from_on", "pk"):
            pilots[row.organisation_id, row.function] = row
    return heads, pilots


def _members(federations: Sequence[Party], day: dt.date) -> dict[UUID, Members]:
    """The members of all federations at once: two queries."""
    if not federations:
        return {}
    rows: dict[UUID, list[Adherence]] = defaultdict(list)
    adherences = Adherence.objects.at(day).filter(party__in=federations).select_related("member")
    for row in adherences.order_by("member__folded", "pk"):
        rows[row.party_id].append(row)
    belonging: dict[UUID, set[Any]] = defaultdict(set)
    memberships = Membership.objects.at(day).filter(federation__in=[one.organisation_id for one in federations])
    for federation_id, member_id in memberships.values_list("federation_id", "member_id"):
        belonging[federation_id].add(member_id)
    found = {}
    for party in federations:
        held = rows[party.pk]
        bound = [row for row in held if not row.has_opted_out]
        unwritten = belonging[party.organisation_id] - {row.member_id for row in held} if party.organisation_id else ()
        found[party.pk] = Members(len(bound), len(held) - len(bound), len(unwritten), tuple(bound[:SHOWN_MEMBERS]))
    return found
