"""Who owes what to whom: the commitments of an agreement as they hold on a day, by party and by theme."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from maillage.agreements.choices import Binding, PartyRole, Strength
from maillage.agreements.models import Agreement, CommitmentVersion, Party
from maillage.agreements.queries.moments import Moment
from maillage.reading.output.words import capital
from maillage.reading.output.words import theme as accented

_BEARERS = CommitmentVersion.bearers.through


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment on a day. ``parties``: those that owe it; for a rule (all, reciprocal), the parties of the day."""

    commitment_id: UUID
    version_id: UUID
    number: int
    text: str
    lead_in: str
    article: str
    binding: str
    strength: str
    theme: str | None
    theme_id: UUID | None
    theme_position: int | None
    provision_id: UUID | None
    expression_id: UUID | None
    start: int | None
    end: int | None
    is_adrift: bool
    valid_from: dt.date | None
    valid_to: dt.date | None
    declared_by: str
    parties: tuple[Party, ...]

    @property
    def is_for_all(self) -> bool:
        """Whether every party of the day owes it."""
        return self.binding in _RULES

    @property
    def is_reciprocal(self) -> bool:
        """Whether the parties owe it to one another."""
        return self.binding == Binding.RECIPROCAL

    @property
    def strength_words(self) -> str:
        """How firmly it binds, in French."""
        return str(Strength(self.strength).label)

    @property
    def theme_title(self) -> str:
        """Its theme as a title; what is under none says so."""
        return _titled(self.theme or "")

    @property
    def words(self) -> str:
        """Its words on one line."""
        return " ".join(self.text.split())

    def is_owed_by(self, party_id: UUID) -> bool:
        """Whether this party owes it, alone or with others."""
        return any(one.pk == party_id for one in self.parties)


@dataclass(frozen=True, slots=True)
class Group:
    """Commitments that go together: those of a party, those of all (no party, no theme), or those of a theme."""

    title: str
    rows: tuple[Owed, ...]
    party: Party | None = None
    theme_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Owing:
    """The commitments of an agreement on a day, in the order of the text, and the parties of that day."""

    day: dt.date
    parties: tuple[Party, ...]
    rows: tuple[Owed, ...]

    def by_party(self, rows: Iterable[Owed] | None = None) -> tuple[Group, ...]:
        """A group for each party, one for what they owe together, one for what the text gives to nobody."""
        alone: dict[UUID, list[Owed]] = defaultdict(list)
        together, nobody = [], []
        for one in self.rows if rows is None else rows:
            if one.is_for_all:
                together.append(one)
            elif not one.parties:
                nobody.append(one)
            for party in () if one.is_for_all else one.parties:
                alone[party.pk].append(one)
        groups = [
            Group(capital(party.label), tuple(alone[party.pk]), party) for party in self.bearers if alone[party.pk]
        ]
        if together:
            groups.append(Group("Ensemble", tuple(together)))
        if nobody:
            groups.append(Group("Le texte ne dit pas qui", tuple(nobody)))
        return tuple(groups)

    def by_theme(self, rows: Iterable[Owed] | None = None) -> tuple[Group, ...]:
        """A group for each theme in the order of the text; last, what is under none."""
        groups: dict[tuple[bool, int, str, UUID | None], list[Owed]] = defaultdict(list)
        for one in self.rows if rows is None else rows:
            groups[one.theme_id is None, one.theme_position or 0, one.theme or "", one.theme_id].append(one)
        return tuple(
            Group(_titled(key[2]), tuple(groups[key]), theme_id=key[3])
            for key in sorted(groups, key=lambda key: (key[0], key[1], str(key[3])))
        )

    @property
    def bearers(self) -> tuple[Party, ...]:
        """The parties of the day, then those that left and that a commitment still names."""
        named = {party.pk: party for one in self.rows for party in one.parties}
        present = {party.pk for party in self.parties}
        return (*self.parties, *(party for key, party in named.items() if key not in present))


def _titled(theme: str) -> str:
    """A theme as a title: the recognisers name those of their list without capital or accents."""
    return capital(accented(theme)) if theme else "Sans thème"


def owing_of(agreement: Agreement, *, moment: Moment, parties: Sequence[Party]) -> Owing:
    """The commitments of ``agreement`` at ``moment``; ``parties`` are all its parties, in order. Two queries."""
    known = moment.in_force(moment.known(CommitmentVersion.objects.filter(agreement=agreement)))
    present = tuple(one for one in parties if one.role == PartyRole.PARTY and one.is_at(moment.day))
    by_key = {one.pk: one for one in parties}
    borne: dict[UUID, list[Party]] = defaultdict(list)
    links = _BEARERS.objects.filter(commitmentversion__agreement=agreement)
    for version_id, party_id in links.values_list("commitmentversion_id", "party_id"):
        if party_id in by_key:
            borne[version_id].append(by_key[party_id])
    order = {one.pk: rank for rank, one in enumerate(parties)}
    rows = []
    facts: Iterable[Any] = known.values_list(*_COLUMNS)
    for row in sorted(facts, key=_place):
        version_id, binding = row[1], row[6]
        who = present if binding in _RULES else tuple(sorted(borne[version_id], key=lambda one: order[one.pk]))
        rows.append(Owed(*(*row, who)))
    return Owing(moment.day, present, tuple(rows))


def _place(row: Sequence[Any]) -> tuple[bool, int, int, UUID]:
    """In the order of the text, what rests on no words last: sorted here, where it costs less than to say it in SQL."""
    start = row[_COLUMNS.index("start")]
    return (start is None, start or 0, row[_COLUMNS.index("commitment__number")], row[_COLUMNS.index("pk")])


_RULES = frozenset({Binding.ALL, Binding.RECIPROCAL})
_COLUMNS = (  # in the order of the fields of Owed
    "commitment_id",
    "pk",
    "commitment__number",
    "text",
    "lead_in",
    "article",
    "binding",
    "strength",
    "theme__name",
    "theme_id",
    "theme__position",
    "provision_id",
    "expression_id",
    "start",
    "end",
    "is_adrift",
    "valid_from",
    "valid_to",
    "declared_by",
)
