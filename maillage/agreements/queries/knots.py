"""The knots of an agreement: for each commitment the one state to show (the look, "One knot, one rule")."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from maillage.agreements.choices import CommitmentState, Verdict
from maillage.agreements.models import Agreement, Party
from maillage.agreements.queries.commitments import Owed, Owing, owing_of
from maillage.agreements.queries.moments import moment_of
from maillage.agreements.queries.verdicts import Opinion, Opinions, opinions_of, said_by, sees_judgements
from maillage.agreements.standing import Standing
from maillage.agreements.state_words import COMMITMENT, Shown

SOON = dt.timedelta(days=30)
"""A commitment that nobody judged is expected from so long before its end, or that of the agreement."""

_JUDGED = {
    Verdict.KEPT: CommitmentState.KEPT,
    Verdict.PARTIAL: CommitmentState.PARTIAL,
    Verdict.BROKEN: CommitmentState.BROKEN,
    Verdict.NOT_APPLICABLE: CommitmentState.NOT_APPLICABLE,
}
_ROW = (  # the order of a row of knots
    CommitmentState.KEPT,
    CommitmentState.PARTIAL,
    CommitmentState.NOT_APPLICABLE,
    CommitmentState.DISPUTED,
    CommitmentState.BROKEN,
    CommitmentState.DUE,
    CommitmentState.PENDING,
    CommitmentState.SUPERSEDED,
)
_COUNTED = {  # one, several
    CommitmentState.KEPT: ("tenu", "tenus"),
    CommitmentState.PARTIAL: ("en partie", "en partie"),
    CommitmentState.NOT_APPLICABLE: ("sans objet", "sans objet"),
    CommitmentState.DISPUTED: ("discuté", "discutés"),
    CommitmentState.BROKEN: ("non tenu", "non tenus"),
    CommitmentState.DUE: ("attendu", "attendus"),
    CommitmentState.PENDING: ("à venir", "à venir"),
    CommitmentState.SUPERSEDED: ("remplacé", "remplacés"),
}


@dataclass(frozen=True, slots=True)
class Knot:
    """The state of a commitment for one reader, and what it follows from, as far as they know."""

    state: CommitmentState
    shared: Mapping[UUID, Opinion] = field(default_factory=dict)
    private: Mapping[UUID, Opinion] = field(default_factory=dict)
    parties: Sequence[Party] = ()

    @property
    def detail(self) -> str:
        """Who thinks what, side by side, and what the reader’s own party keeps for itself."""
        said = said_by(self.shared, self.parties)
        if not self.private:
            return said
        kept = f"{said_by(self.private, self.parties)} (pas encore partagé)"
        return f"{kept}\u00a0; {said[0].lower()}{said[1:]}" if said else kept

    @property
    def shown(self) -> Shown:
        """Its word, its icon, its tone."""
        return COMMITMENT[self.state]

    @property
    def after_word(self) -> str:
        """What follows its word: " pour le Département" after "Tenu", " : tenu pour ..., en partie pour ..." else."""
        word, detail = self.shown.word, self.detail
        if not detail or detail.startswith(word):
            return detail[len(word) :]
        return f"\u00a0: {detail[0].lower()}{detail[1:]}"


@dataclass(frozen=True, slots=True)
class KnotRow:
    """The knots of several commitments on one thread, with their count in words."""

    shown: tuple[Shown, ...]
    words: str


@dataclass(frozen=True)
class Board:
    """Commitments, judgements and knots of an agreement, as one reader knows them."""

    standing: Standing
    owing: Owing
    opinions: Mapping[UUID, Opinions]

    @property
    def sees(self) -> bool:
        """Whether the reader knows how commitments are judged: nobody does of a text that is merely published."""
        return sees_judgements(self.standing)

    @cached_property
    def knots(self) -> dict[UUID, Knot]:
        """The knot of each commitment; none for who may not know."""
        if not self.sees:
            return {}
        return {one.commitment_id: self._knot(one) for one in self.owing.rows}

    def opinions_on(self, commitment_id: UUID) -> Opinions:
        """What the reader knows of the judgements of a commitment."""
        return self.opinions.get(commitment_id) or Opinions()

    def row_of(self, rows: Iterable[Owed]) -> KnotRow | None:
        """The knots of some commitments; None when there is none to show."""
        return row_of([self.knots[one.commitment_id] for one in rows]) if self.knots else None

    def _knot(self, owed: Owed) -> Knot:
        return knot_of(
            owed,
            self.opinions_on(owed.commitment_id),
            agreement=self.standing.agreement,
            parties=self.owing.parties,
            day=self.owing.day,
        )


def board_of(standing: Standing, *, day: dt.date | None = None) -> Board:
    """Commitments, judgements and knots for the reader of ``standing``: three queries, however many there are."""
    moment = moment_of(standing, day)
    owing = owing_of(standing.agreement, moment=moment, parties=standing.parties)
    return Board(standing, owing, opinions_of(standing) if owing.rows else {})


def knot_of(owed: Owed, opinions: Opinions, *, agreement: Agreement, parties: Sequence[Party], day: dt.date) -> Knot:
    """What the parties of the day judged: discussed when what they shared differs; else where it stands in time."""
    present = {one.pk for one in parties}
    shared = {key: one for key, one in opinions.shared.items() if key in present}
    private = {key: one for key, one in opinions.private.items() if key in present}
    verdicts = {one.verdict for one in shared.values()}
    own = {one.verdict for one in private.values()}
    if len(verdicts) > 1 or len(own) > 1:
        state = CommitmentState.DISPUTED
    elif own or verdicts:
        state = _JUDGED[Verdict(next(iter(own or verdicts)))]
    else:
        state = _in_time(owed, agreement, day)
    return Knot(state, shared, private, parties)


def _in_time(owed: Owed, agreement: Agreement, day: dt.date) -> CommitmentState:
    ends = [end for end in (owed.valid_to, agreement.ends_on) if end is not None]
    return CommitmentState.DUE if ends and min(ends) - SOON <= day else CommitmentState.PENDING


def row_of(knots: Sequence[Knot]) -> KnotRow | None:
    """Knots on one thread: what is kept first, what is to come last."""
    if not knots:
        return None
    ordered = sorted(knots, key=lambda one: _ROW.index(one.state))
    return KnotRow(tuple(one.shown for one in ordered), counted(one.state for one in ordered))


def counted(states: Iterable[CommitmentState]) -> str:
    """ "4 tenus sur 10, 1 discuté"; what is to come is counted when nothing is kept."""
    counts = Counter(states)
    total, parts = sum(counts.values()), []
    for state in _ROW:
        count = counts[state]
        if not count or (state == CommitmentState.PENDING and counts[CommitmentState.KEPT]):
            continue
        one, many = _COUNTED[state]
        said = f"{count}\u00a0{one if count == 1 else many}"
        parts.append(f"{said} sur\u00a0{total}" if state == CommitmentState.KEPT else said)
    return ", ".join(parts)
