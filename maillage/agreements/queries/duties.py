"""The duties that an agreement has on a day, as rows of the calendar would say them: computed, not yet written."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from maillage.agreements.calendar.events import Event, Kind
from maillage.agreements.choices import PartyNature, PartyRole
from maillage.agreements.duty_words import LEADS, OTHER_READING
from maillage.agreements.models import Agreement, Party
from maillage.agreements.queries.timeline import timeline_of
from maillage.base.search import folded
from maillage.organisations.permissions import day_of

AHEAD, FAR = dt.timedelta(days=3 * 366), dt.timedelta(days=15 * 366)
"""Duties are known three years ahead; the end of the term that runs, and what goes with it, however far it is."""
_BY_YEAR = frozenset({Kind.FINANCIAL_REPORT})
_BY_TERM = frozenset(
    {Kind.REVIEW_RENEWAL, Kind.LATEST_NOTICE_RECEIPT, Kind.LAST_EXTENSION, Kind.END, Kind.RENEWAL_WITHOUT_LENGTH}
)
_OWED_BY = {  # who owes it, when one party alone can
    Kind.FINANCIAL_REPORT: PartyNature.ASSOCIATION,  # loi n° 2000-321, article 10: the body that received the grant
    Kind.PAYMENT: PartyNature.PUBLIC,
    Kind.KEY_DATA: PartyNature.PUBLIC,  # décret n° 2017-779, article 1er: the authority that gives it
}


def expected(agreement: Agreement, *, day: dt.date) -> dict[str, dict[str, Any]]:
    """The fields of each duty by its key; none while the reading is not confirmed, nor once the agreement is closed.

    What fell before the reading was confirmed is no duty here: nobody was told, and nobody can be late.
    """
    if agreement.confirmed_at is None or not agreement.is_open or agreement.is_reference:
        return {}
    first = day_of(agreement.confirmed_at)
    events = timeline_of(agreement, until=day + FAR)
    parties = list(Party.objects.at(day).bound().filter(agreement=agreement).in_order())
    others = {(OTHER_READING[one.kind], one.term): one.on for one in events if one.kind in OTHER_READING}
    running = _running_term(events, day)
    found = {}
    for key, event in keyed(events):
        is_near = event.on <= day + AHEAD or (event.kind in _BY_TERM and event.term <= running)
        if event.on >= first and is_near:
            found[key] = _fields(event, others.get((event.kind, event.term)), parties)
    return found


def keyed(events: Iterable[Event]) -> list[tuple[str, Event]]:
    """Each duty with its key: its term, its year, or its rank among those of its kind and name since the beginning."""
    ranks: Counter[tuple[Kind, str]] = Counter()
    found = []
    for event in events:
        if event.kind not in LEADS:
            continue
        ranks[event.kind, event.name] += 1
        rank = event.times or ranks[event.kind, event.name]
        if event.kind in _BY_TERM:
            rank = event.term
        elif event.kind in _BY_YEAR:
            rank = event.on.year
        name = hashlib.sha256(folded(event.name).encode()).hexdigest()[:12] if event.name else ""
        found.append((":".join(filter(None, [event.kind.value, name, str(rank)])), event))
    return found


def owners_of(agreement: Agreement, party_id: UUID | None, parties: Sequence[Party]) -> list[UUID]:
    """The organisations that a duty is for: the party that owes it, else all; who brought it while it is not shared."""
    if agreement.shared_at is None:
        return [agreement.brought_by_id]
    owing = [one for one in parties if party_id is None or one.pk == party_id]
    return list(dict.fromkeys(one.organisation_id for one in owing if one.organisation_id is not None))


def _running_term(events: Sequence[Event], day: dt.date) -> int:
    """The first term that has not ended by ``day``."""
    return next((one.term for one in events if one.kind == Kind.END and one.on >= day), 0)


def _fields(event: Event, other_on: dt.date | None, parties: Sequence[Party]) -> dict[str, Any]:
    words = event.words
    nature = _OWED_BY.get(event.kind)
    owing = [one for one in parties if one.role == PartyRole.PARTY and one.nature == nature]
    return {
        "kind": event.kind.value,
        "on": event.on,
        "last_on": other_on,
        "term": event.term,
        "name": event.name[:300],
        "party_id": owing[0].pk if len(owing) == 1 else None,
        "explanation": event.explanation,
        "quote": words.quote if words else "",
        "article": (words.article or "")[:40] if words else "",
        "provision_id": words.provision if words else None,
        "declared_by": words.declared_by[:200] if words else "",
        "law": (event.law or "")[:200],
    }
