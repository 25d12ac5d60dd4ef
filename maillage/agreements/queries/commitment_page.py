"""One commitment as one reader may know of it: its words of today and before, what each party thinks and shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from maillage.agreements.choices import CommitmentState, PartyRole
from maillage.agreements.models import Commitment, CommitmentVersion, Evidence, Party
from maillage.agreements.queries.commitments import Owed
from maillage.agreements.queries.knots import Board, Knot
from maillage.agreements.queries.moments import moment_of
from maillage.agreements.queries.verdicts import Opinion, history_of
from maillage.agreements.standing import Standing


@dataclass(frozen=True, slots=True)
class Said:
    """A judgement with what it shows."""

    opinion: Opinion
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What a party thinks: what it shared, what the reader’s own party keeps private, what it said before."""

    party: Party
    shared: Said | None
    private: Said | None
    former: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """The page of a commitment. ``owed`` is None when no version of it holds any more: ``last`` are its last words."""

    commitment: Commitment
    owed: Owed | None
    last: CommitmentVersion | None
    knot: Knot | None
    versions: tuple[CommitmentVersion, ...]
    sides: tuple[Side, ...]


def commitment_page(board: Board, commitment: Commitment) -> CommitmentPage | None:
    """The page of ``commitment``; None when nothing of it was known to the reader."""
    standing = board.standing
    versions = _versions(standing, commitment)
    if not versions:
        return None
    owed = next((one for one in board.owing.rows if one.commitment_id == commitment.pk), None)
    knot = board.knots.get(commitment.pk)
    if owed is None and board.sees:
        knot = Knot(CommitmentState.SUPERSEDED)
    return CommitmentPage(commitment, owed, versions[0], knot, versions, _sides(standing, commitment))


def evidence_seen(standing: Standing, evidence: Evidence) -> bool:
    """Whether the reader may open what was shown for a judgement: they know of the judgement, and it was there then."""
    commitment_id = evidence.judgement.commitment_id
    seen = {one.id for one in history_of(standing, commitment_id)}
    return evidence.judgement_id in seen and _was_there(standing, evidence)


def _versions(standing: Standing, commitment: Commitment) -> tuple[CommitmentVersion, ...]:
    until = moment_of(standing).until
    rows = CommitmentVersion.objects.filter(commitment=commitment)
    if until is not None:
        rows = rows.filter(recorded_at__lt=until)
    shown = ("changes_before__amendment", "changes_before__before__commitment", "changes_after__amendment",
             "changes_after__after__commitment")  # fmt: skip
    return tuple(rows.select_related("theme").prefetch_related(*shown).order_by("-recorded_at", "-pk"))


def _sides(standing: Standing, commitment: Commitment) -> tuple[Side, ...]:
    known = history_of(standing, commitment.pk)
    shown = _evidence(standing, known)
    return tuple(
        _side(party, [Said(one, shown.get(one.id, ())) for one in known if one.party_id == party.pk])
        for party in standing.parties
        if party.role == PartyRole.PARTY
    )


def _side(party: Party, said: list[Said]) -> Side:
    """The newest first: what is private is the newest of all, or was never shared and gave way to another."""
    shared = next((one for one in said if not one.opinion.is_private), None)
    private = said[0] if said and said[0].opinion.is_private else None
    return Side(party, shared, private, tuple(one for one in said if one is not shared and one is not private))


def _evidence(standing: Standing, known: Iterable[Opinion]) -> dict[UUID, tuple[Evidence, ...]]:
    rows = Evidence.objects.filter(judgement_id__in=[one.id for one in known]).select_related("document")
    found: dict[UUID, tuple[Evidence, ...]] = {}
    for row in rows.order_by("pk"):
        if _was_there(standing, row):
            found[row.judgement_id] = (*found.get(row.judgement_id, ()), row)
    return found


def _was_there(standing: Standing, evidence: Evidence) -> bool:
    if evidence.document is not None and evidence.document.withdrawn_at is not None:
        return False
    until = moment_of(standing).until
    return until is None or _given_at(evidence) < until


def _given_at(evidence: Evidence) -> dt.datetime:
    """When it was given: a UUIDv7 begins with the millisecond in which it was made."""
    return dt.datetime.fromtimestamp((evidence.pk.int >> 80) / 1000, tz=timezone.get_default_timezone())
