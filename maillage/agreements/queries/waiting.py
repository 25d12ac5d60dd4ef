"""What the home asks each time it is opened: what waits for somebody's answer, and which agreements end first.

(``statements`` says why they are written by hand.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from maillage.base.statements import ask, day_of, key_of, keys, places


class Sort(StrEnum):
    """Why something waits."""

    READING = "reading"
    OBJECTION = "objection"
    DRAFT = "draft"
    SIGNING = "signing"


@dataclass(frozen=True)
class Waiting:
    """Something that waits. ``who``: the party that is asked, or that contests; ``words``: who asks, what is contested.

    Of a draft, ``left`` findings are still to check among ``findings``, and ``defects`` are open.
    """

    sort: Sort
    agreement: UUID
    title: str
    who: str = ""
    words: str = ""
    left: int = 0
    findings: int = 0
    defects: int = 0


# CROSS JOIN tells SQLite where to begin: at what is open, which is little, and not at all that the organisations have.
_OPEN = "agreement.archived_at IS NULL AND agreement.merged_into_id IS NULL"
_NOW = "({0}.from_on IS NULL OR {0}.from_on <= %s) AND ({0}.to_on IS NULL OR {0}.to_on >= %s)"
_READINGS = """
    SELECT 'reading', agreement.id, agreement.title, party.name, organisation.name, 0, 0, 0
    FROM agreements_readingconfirmation asked CROSS JOIN agreements_party party
        CROSS JOIN agreements_expression expression CROSS JOIN agreements_agreement agreement
        CROSS JOIN organisations_organisation organisation
    WHERE party.id = asked.party_id AND expression.id = asked.expression_id AND agreement.id = asked.agreement_id
        AND organisation.id = agreement.brought_by_id AND asked.answer = 'asked' AND expression.superseded_at IS NULL
        AND party.organisation_id IN ({confirming}) AND {now} AND agreement.shared_at IS NOT NULL AND {open}
    ORDER BY asked.asked_at DESC, asked.id LIMIT {most}"""
_OBJECTIONS = """
    SELECT 'objection', agreement.id, agreement.title, party.name, objection.reason, 0, 0, 0
    FROM agreements_objection objection CROSS JOIN agreements_finding finding
        CROSS JOIN agreements_agreement agreement CROSS JOIN agreements_party party
    WHERE finding.id = objection.finding_id AND agreement.id = finding.agreement_id
        AND party.id = objection.party_id AND objection.settled_at IS NULL AND {open}
        AND (agreement.brought_by_id IN ({editing})
                AND (party.organisation_id IS NULL OR party.organisation_id <> agreement.brought_by_id)
            OR agreement.shared_at IS NOT NULL AND EXISTS (
                SELECT 1 FROM agreements_party own
                WHERE own.agreement_id = agreement.id AND own.organisation_id IN ({editing}) AND {own}
                    AND (party.organisation_id IS NULL OR party.organisation_id <> own.organisation_id)))
    ORDER BY objection.raised_at DESC, objection.id LIMIT {most}"""
_DRAFTS = """
    SELECT 'draft', agreement.id, agreement.title, '', '',
        (SELECT count(*) FROM agreements_finding finding
            WHERE finding.agreement_id = agreement.id AND finding.state = 'to_check'),
        (SELECT count(*) FROM agreements_finding finding WHERE finding.agreement_id = agreement.id),
        (SELECT count(*) FROM agreements_defect defect
            WHERE defect.agreement_id = agreement.id AND defect.state = 'open')
    FROM agreements_agreement agreement
    WHERE agreement.brought_by_id IN ({confirming}) AND agreement.confirmed_at IS NULL AND {open}
        AND EXISTS (SELECT 1 FROM agreements_expression expression
            WHERE expression.agreement_id = agreement.id AND expression.superseded_at IS NULL)
    ORDER BY agreement.created_at DESC, agreement.id LIMIT {most}"""
_SIGNINGS = """
    SELECT 'signing', agreement.id, agreement.title, party.name, agreement.legal_state, 0, 0, 0
    FROM agreements_agreement agreement CROSS JOIN agreements_party party
    WHERE party.agreement_id = agreement.id AND agreement.legal_state IN ('adopting', 'adopted', 'signing')
        AND agreement.shared_at IS NOT NULL AND {open} AND party.role = 'party'
        AND party.organisation_id IN ({editing}) AND {now}
        AND NOT EXISTS (SELECT 1 FROM agreements_signature signed
            WHERE signed.party_id = party.id AND signed.withdrawn_at IS NULL)
    ORDER BY agreement.created_at DESC, agreement.id LIMIT {most}"""
_PARTS = {"readings": _READINGS, "objections": _OBJECTIONS, "drafts": _DRAFTS, "signings": _SIGNINGS}
_ALL = " UNION ALL ".join(f"SELECT * FROM ({part}) {name}" for name, part in _PARTS.items())  # noqa: S608 names of ours


_CONCERNS = """
    agreement.brought_by_id IN ({bodies}) OR agreement.shared_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM agreements_party party
        WHERE party.agreement_id = agreement.id AND party.organisation_id IN ({bodies})
            AND (party.to_on IS NULL OR party.to_on >= %s))"""
_RUNNING = """
    SELECT agreement.id, agreement.title, agreement.names, agreement.ends_on, agreement.legal_state,
        CASE WHEN {acting} THEN 1 ELSE 0 END,
        (SELECT term.value FROM agreements_term term WHERE term.agreement_id = agreement.id
            AND term.name = 'renewal_mode' AND term.superseded_at IS NULL ORDER BY term.id LIMIT 1)
    FROM agreements_agreement agreement
    WHERE agreement.ends_on >= %s AND agreement.confirmed_at IS NOT NULL AND {open} AND ({reading})
    ORDER BY agreement.ends_on, agreement.id LIMIT {most}"""


@dataclass(frozen=True)
class Running:
    """A confirmed agreement that has not ended. ``acts``: one of the organisations that may change it is a party."""

    agreement: UUID
    title: str
    names: str
    ends_on: dt.date
    acts: bool
    renewal: str
    legal: str = ""


def running_for(bodies: Collection[UUID], acting: Collection[UUID], *, today: dt.date, most: int) -> list[Running]:
    """The agreements that the organisations ``bodies`` brought or are parties to now, those that end first.

    ``acting`` are the organisations for which the reader may change agreements.
    """
    if not bodies:
        return []
    reads, acts = keys(bodies), keys(acting)
    statement = _RUNNING.format(
        acting=_CONCERNS.format(bodies=places(acts)) if acts else "1 = 0",
        reading=_CONCERNS.format(bodies=places(reads)),
        open=_OPEN,
        most=most,
    )
    day = today.isoformat()
    found = ask(statement, [*([*acts, *acts, day] if acts else ()), day, *reads, *reads, day])
    return [
        Running(key_of(key), title, names, day_of(ends_on), bool(may), renewal or "", legal)
        for key, title, names, ends_on, legal, may, renewal in found
    ]


_ASKED = """
    SELECT 1 WHERE EXISTS (
        SELECT 1 FROM agreements_request request LEFT JOIN agreements_party party ON party.id = request.party_id
        WHERE request.done_at IS NULL AND request.revoked_at IS NULL
            AND (request.member_id IN ({bodies}) OR party.organisation_id IN ({bodies})))
    OR EXISTS (
        SELECT 1 FROM agreements_acknowledgement summary WHERE summary.person_id = %s AND summary.read_at IS NULL)"""


def is_anything_asked(bodies: Collection[UUID], person: UUID | None) -> bool:
    """Whether a request to the organisations ``bodies``, or a summary to ``person``, may wait for an answer.

    It is asked first, since nothing is asked of most people on most days: the requests themselves cost much more.
    """
    if not bodies and person is None:
        return False
    within = _some(bodies)
    reader = _some([person] if person is not None else [])
    return bool(ask(_ASKED.format(bodies=places(within)), [*within, *within, *reader]))


def waiting_for(confirming: Collection[UUID], editing: Collection[UUID], *, today: dt.date, most: int) -> list[Waiting]:
    """What somebody is waited for, at most ``most`` of each sort, the newest first.

    ``confirming`` are the organisations for which they may confirm a reading, ``editing`` those for which they may
    change an agreement, and so settle what another party contests (as in ``policies.can_settle``).
    """
    if not confirming and not editing:
        return []
    confirms, edits, day = _some(confirming), _some(editing), today.isoformat()
    statement = _ALL.format(
        confirming=places(confirms),
        editing=places(edits),
        now=_NOW.format("party"),
        own=_NOW.format("own"),
        open=_OPEN,
        most=most,
    )
    given = [*confirms, day, day, *edits, *edits, day, day, *confirms, *edits, day, day]
    return [Waiting(Sort(sort), key_of(agreement), *said) for sort, agreement, *said in ask(statement, given)]


def _some(bodies: Collection[UUID]) -> list[Any]:
    """Keys for a list that the database does not take empty: nothing has the null key."""
    return keys(bodies or [UUID(int=0)])
