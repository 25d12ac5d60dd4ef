"""How parties judge commitments, as one reader may know of it.

The others read the last judgement that a party *shared*: a new one that it keeps to itself changes nothing for them,
and that there is one is not known. Its own people read it beside. A published text publishes no judgement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from maillage.agreements.choices import Verdict
from maillage.agreements.models import Judgement, Party
from maillage.agreements.queries.moments import moment_of
from maillage.agreements.standing import Standing
from maillage.agreements.state_words import VERDICT, Shown
from maillage.reading.output.words import enumeration

_AFTER = {  # how a verdict is said after another
    Verdict.KEPT: "tenu",
    Verdict.PARTIAL: "en partie",
    Verdict.BROKEN: "non tenu",
    Verdict.NOT_APPLICABLE: "sans objet",
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """How a party judges a commitment on a day."""

    id: UUID
    commitment_id: UUID
    party_id: UUID
    verdict: str
    word: str
    judged_on: dt.date
    shared_at: dt.datetime | None
    declared_by: str

    @property
    def is_private(self) -> bool:
        """Whether only the people of its party know of it."""
        return self.shared_at is None

    @property
    def shown(self) -> Shown:
        """Its word, its icon, its tone."""
        return VERDICT[Verdict(self.verdict)]

    @property
    def verdict_words(self) -> str:
        """The verdict in French."""
        return str(Verdict(self.verdict).label)


@dataclass(slots=True)
class Opinions:
    """What one reader knows of a commitment: by party, the last shared, and what their own parties keep private."""

    shared: dict[UUID, Opinion] = field(default_factory=dict)
    private: dict[UUID, Opinion] = field(default_factory=dict)

    def of(self, party_id: UUID) -> Opinion | None:
        """The last word of a party, as far as the reader knows."""
        return self.private.get(party_id) or self.shared.get(party_id)

    def in_words(self, parties: Sequence[Party]) -> str:
        """ "Tenu pour le Département, en partie pour la Fédération": side by side, never averaged."""
        return said_by(self.shared, parties)


def sees_judgements(standing: Standing) -> bool:
    """Whether the reader may know how parties judge: those concerned, bound members, whoever left for what was before.

    A member reads what parties share, as its federation does (data-model 7); what the federation keeps for itself, and
    what any member told it, are none of that: the inner space is read through ``Position`` alone (data-model 9).
    """
    return standing.is_concerned or standing.adheres or standing.reads_until is not None


def opinions_of(standing: Standing, commitment_id: UUID | None = None) -> dict[UUID, Opinions]:
    """By commitment, what the reader knows of the judgements; one query."""
    found: dict[UUID, Opinions] = {}
    own = {one.pk for one in standing.reading_parties}
    for opinion, is_over in _known(standing, own, commitment_id):
        here = found.setdefault(opinion.commitment_id, Opinions())
        if not opinion.is_private:
            here.shared[opinion.party_id] = opinion
            here.private.pop(opinion.party_id, None)
        elif not is_over:
            here.private[opinion.party_id] = opinion
    return found


def history_of(standing: Standing, commitment_id: UUID) -> list[Opinion]:
    """Every judgement of a commitment that the reader may know of, the newest first."""
    own = {one.pk for one in standing.reading_parties}
    return [opinion for opinion, _ in _known(standing, own, commitment_id)][::-1]


def _known(standing: Standing, own: set[UUID], commitment_id: UUID | None) -> Iterable[tuple[Opinion, bool]]:
    """Judgements in the order in which they were made, and whether each was superseded."""
    if not sees_judgements(standing):
        return
    until = moment_of(standing).until
    rows = Judgement.objects.filter(commitment__agreement=standing.agreement)
    if commitment_id is not None:
        rows = rows.filter(commitment_id=commitment_id)
    if until is None:
        rows = rows.filter(Q(shared_at__isnull=False) | Q(party_id__in=own))
    else:
        rows = rows.filter(Q(shared_at__lt=until) | Q(party_id__in=own), made_at__lt=until)
    for row in rows.order_by("made_at", "pk").values_list(*_COLUMNS, "superseded_at"):
        *facts, superseded_at = row
        if until is not None and facts[6] is not None and facts[6] >= until:
            facts[6] = None
        yield Opinion(*facts), superseded_at is not None and (until is None or superseded_at < until)


def said_by(opinions: Mapping[UUID, Opinion], parties: Sequence[Party]) -> str:
    """Who says what: verdicts in the order of the parties, those of one mind together."""
    groups: dict[str, list[str]] = {}
    for party in parties:
        if (opinion := opinions.get(party.pk)) is not None:
            groups.setdefault(opinion.verdict, []).append(_named(party))
    parts = [
        f"{Verdict(verdict).label if rank == 0 else _AFTER[Verdict(verdict)]} pour {enumeration(names)}"
        for rank, (verdict, names) in enumerate(groups.items())
    ]
    return ", ".join(parts)


def _named(party: Party) -> str:
    """A party inside a sentence: "Le Département" loses its capital."""
    label = party.label
    return label[:1].lower() + label[1:] if label.startswith(("Le ", "La ", "Les ", "L’", "L'")) else label


_COLUMNS = (
    "pk",
    "commitment_id",
    "party_id",
    "verdict",
    "word",
    "judged_on",
    "shared_at",
    "declared_by",
)
