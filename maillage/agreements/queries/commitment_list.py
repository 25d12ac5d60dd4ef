"""The list of commitments as the address asks for it: filtered, put in groups, told line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from maillage.agreements.choices import CommitmentState, Strength
from maillage.agreements.queries.commitments import Owed
from maillage.agreements.queries.knots import Board, Knot
from maillage.agreements.queries.margin import engagement_of
from maillage.agreements.queries.matrix import TOGETHER, keys_of, theme_key
from maillage.agreements.queries.verdicts import Opinion

BY_THEME, BY_PARTY = "theme", "partie"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list; an empty word asks nothing."""

    party: str = ""
    theme: str = ""
    strength: str = ""
    state: str = ""
    article: str = ""
    is_alone: bool = False  # without what all parties owe together
    grouped: str = BY_THEME


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list, under the title of its group; ``place`` is the address of its words in the text."""

    group: str
    owed: Owed
    knot: Knot | None
    address: str
    place: str

    @property
    def where(self) -> str:
        """How its place is called."""
        if self.owed.article:
            return f"Article\u00a0{self.owed.article}"
        return "Dans le texte" if self.place else ""

    @property
    def nuances(self) -> str:
        """How it binds when it is not firmly, and who declared it."""
        said = [] if self.owed.strength == Strength.FIRM else [self.owed.strength_words]
        said += [f"déclaré par {self.owed.declared_by}"] if self.owed.declared_by else []
        return "".join(f" · {one}" for one in said)

    @property
    def shared_by(self) -> str:
        """What is said of a commitment that all owe."""
        if self.owed.is_reciprocal:
            return "(réciproque)"
        return "(toutes les parties)" if self.owed.is_for_all else ""

    @property
    def is_disputed(self) -> bool:
        """Whether the parties do not judge it alike."""
        return self.knot is not None and self.knot.state == CommitmentState.DISPUTED


def rows_of(board: Board, asked: Asked) -> list[Row]:
    """The lines that answer, group after group; what several parties owe stands under each of them."""
    kept = [one for one in board.owing.rows if _answers(board, one, asked)]
    groups = board.owing.by_party(kept) if asked.grouped == BY_PARTY else board.owing.by_theme(kept)
    key = board.standing.agreement.pk
    page = reverse("agreements:commitment", args=[key, _ANY]).replace(str(_ANY), "{}")
    place = reverse("agreements:provision", args=[key, _ANY]).replace(str(_ANY), "{}")
    return [
        Row(
            group.title,
            one,
            board.knots.get(one.commitment_id),
            page.format(one.commitment_id),
            place.format(one.provision_id) if one.provision_id else "",
        )
        for group in groups
        for one in group.rows
    ]


_ANY = UUID(int=0)


def _answers(board: Board, owed: Owed, asked: Asked) -> bool:
    if asked.is_alone and owed.is_for_all and asked.party != TOGETHER:
        return False
    if asked.party and asked.party not in {*keys_of(owed), *(str(one.pk) for one in owed.parties)}:
        return False
    if asked.theme and asked.theme != theme_key(owed.theme_id):
        return False
    if asked.strength and asked.strength != owed.strength:
        return False
    if asked.article and asked.article != owed.article:
        return False
    knot = board.knots.get(owed.commitment_id)
    return not asked.state or (knot is not None and knot.state == asked.state)


def table_of(board: Board, rows: Iterable[Owed]) -> list[list[str]]:
    """The commitments as a table to take away: a line of titles, then one for each."""
    parties = board.owing.parties
    heads = ["Numéro", "Engagement", "Phrase d’annonce", "Article", "Qui s’engage", "Parties", "Force", "Thème"]
    heads += ["Du", "Jusqu’au", "Déclaré par"]
    if board.sees:
        heads += ["État", *(f"Avis : {party.label}" for party in parties)]
    lines = [heads]
    for one in rows:
        line = [
            str(one.number),
            one.words,
            " ".join(one.lead_in.split()),
            one.article,
            engagement_of(one),
            ", ".join(party.label for party in one.parties),
            one.strength_words,
            one.theme or "",
            f"{one.valid_from:%d/%m/%Y}" if one.valid_from else "",
            f"{one.valid_to:%d/%m/%Y}" if one.valid_to else "",
            one.declared_by,
        ]
        if board.sees:
            opinions = board.opinions_on(one.commitment_id)
            line.append(board.knots[one.commitment_id].shown.word)
            line += [_told(opinions.of(party.pk)) for party in parties]
        lines.append(line)
    return lines


def _told(opinion: Opinion | None) -> str:
    if opinion is None:
        return ""
    private = " (pas encore partagé)" if opinion.is_private else ""
    word = f" : {' '.join(opinion.word.split())}" if opinion.word else ""
    return f"{opinion.verdict_words}, le {opinion.judged_on:%d/%m/%Y}{private}{word}"


def unique(rows: Sequence[Row]) -> list[Owed]:
    """The commitments of the lines, each once, in the order of the text."""
    found: dict[UUID, Owed] = {}
    for row in rows:
        found.setdefault(row.owed.commitment_id, row.owed)
    return sorted(found.values(), key=lambda one: one.number)
