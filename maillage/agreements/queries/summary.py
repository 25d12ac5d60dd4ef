"""The agreement on one page, as one of its parties reads it: what it promised, what it is owed, whom to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from maillage.agreements.choices import PartyRole
from maillage.agreements.models import Agreement, CommitmentVersion, Party
from maillage.agreements.plain_words import bearers_of, deed_of, labels_of, sentences_of
from maillage.agreements.queries.points import place_of, terms_at
from maillage.agreements.queries.requests import in_reading_order
from maillage.organisations.choices import PUBLIC_FUNCTIONS, MandateFunction
from maillage.organisations.models import Mandate
from maillage.organisations.models.person import MandateQuerySet
from maillage.reading.output.words import capital, shorten

WIDTH, CROWDED, NARROW = 170, 14, 130
"""Signs of a promise on the page, and fewer when there are many: all of them hold on one sheet."""
SHOWN = 24
"""Promises on the page; the agreement has the others, and the page says how many."""
LINES = 3
PILOTS = (MandateFunction.PILOT, MandateFunction.DEPUTY)


@dataclass(frozen=True)
class Line:
    """A promise, short: who, what, where in the text."""

    who: str
    words: str
    place: str


@dataclass(frozen=True)
class Contact:
    """Somebody to call; ``phone`` and ``email`` are those of one's own people alone."""

    party: str
    name: str
    function: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Summary:
    """The page: ``ours`` is what the reader's organisation promised, ``owed`` what others did, ``together`` all."""

    agreement: Agreement
    party: Party | None
    others: Sequence[Party]
    ours: list[Line]
    owed: list[Line]
    together: list[Line]
    terms: list[str]
    contacts: list[Contact]
    hidden: int = 0

    @property
    def next_on(self) -> dt.date | None:
        """The next date that is written of the agreement."""
        return self.agreement.ends_on


def summary_of(agreement: Agreement, organisation_id: UUID, *, at: dt.date) -> Summary:
    """The summary for one organisation, in six queries whatever the agreement holds."""
    parties = list(
        Party.objects.at(at).filter(agreement=agreement, role=PartyRole.PARTY).select_related("organisation").in_order()
    )
    own = [one for one in parties if one.organisation_id == organisation_id]
    ours_ids, labels = {one.pk for one in own}, labels_of(parties)
    versions = list(in_reading_order(CommitmentVersion.objects.at(at).filter(agreement=agreement)))
    shown = versions[:SHOWN]
    width = NARROW if len(shown) > CROWDED else WIDTH
    ours, owed, together = [], [], []
    for version in shown:
        line = Line(bearers_of(version, labels), _short(version, width), place_of(version.article))
        bearers = {one.pk for one in version.bearers.all()}
        if version.is_shared_by_all:
            together.append(line)
        elif bearers & ours_ids:
            ours.append(line)
        else:
            owed.append(line)
    return Summary(
        agreement=agreement,
        party=own[0] if own else None,
        others=[one for one in parties if one.pk not in ours_ids],
        ours=ours,
        owed=owed,
        together=together,
        terms=[said for said, _ in sentences_of(terms_at(agreement, at))][:LINES],
        contacts=_contacts(agreement, parties, organisation_id, at),
        hidden=len(versions) - len(shown),
    )


def _short(version: CommitmentVersion, width: int) -> str:
    return shorten(deed_of(version), width)


def _contacts(agreement: Agreement, parties: Sequence[Party], own: UUID, at: dt.date) -> list[Contact]:
    """Pilots and deputies of each party; without any, who holds a public function there; else who signed."""
    bodies = [one.organisation_id for one in parties if one.organisation_id]
    rows = _mandates(agreement, bodies, at)
    by_body: dict[UUID, list[Mandate]] = {}
    for row in rows:
        by_body.setdefault(row.organisation_id, []).append(row)
    found = []
    for party in parties:
        known = by_body.get(party.organisation_id, []) if party.organisation_id else []
        pilots = [row for row in known if row.function in PILOTS]
        chosen = pilots or known[:1]
        found += [_contact(party, row, own) for row in chosen]
        if not chosen and party.represented_by:
            found.append(Contact(capital(party.label), party.represented_by, party.capacity))
    return found


def _mandates(agreement: Agreement, bodies: list[UUID], at: dt.date) -> MandateQuerySet:
    held: MandateQuerySet = Mandate.objects.at(at)
    piloting = Q(function__in=PILOTS) & (Q(agreement_id=agreement.pk) | Q(agreement_id__isnull=True))
    rows = held.filter(piloting | Q(function__in=sorted(PUBLIC_FUNCTIONS)), organisation__in=bodies)
    rows = rows.filter(person__merged_into__isnull=True).select_related("person")
    # Those who carry this very agreement come first, then the pilots of all, then public functions by rank.
    return rows.order_by(F("agreement_id").desc(nulls_last=True), "function", "from_on", "pk")


def _contact(party: Party, row: Mandate, own: UUID) -> Contact:
    is_own = row.organisation_id == own
    return Contact(
        capital(party.label),
        row.person.full_name,
        row.title,
        phone=row.person.phone if is_own else "",
        email=row.person.email if is_own else "",
    )
