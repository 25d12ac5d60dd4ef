"""The text that is negotiated, provision by provision, and whether the ground of a proposal still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.models import Agreement, Expression, ProvisionVersion
from maillage.negotiation.choices import INSERTIONS
from maillage.negotiation.models import Proposal

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A provision of the present text: how people name it, its words, where they stand."""

    provision_id: UUID
    label: str
    kind: str
    start: int
    end: int
    words: str
    depth: int
    heading: tuple[int, int] | None

    @property
    def first(self) -> tuple[int, int]:
        """The words beside which a note about the whole passage stands: its heading, else the first of its words."""
        if self.heading is not None:
            return self.heading
        line = self.words.split("\n", 1)[0]
        return self.start, self.start + len(line[:_SHOWN].rstrip() or line)

    def shares(self, other: Passage) -> bool:
        """Whether both have words in common: one is the other, or holds it."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Draft:
    """The present version of the text, with its provisions in order."""

    expression: Expression
    passages: Mapping[UUID, Passage]

    def passage(self, provision_id: UUID | None) -> Passage | None:
        """The passage of a provision; None when it is no longer in the text."""
        return self.passages.get(provision_id) if provision_id is not None else None

    def holds_ground_of(self, proposal: Proposal) -> bool:
        """Whether the text still says what the proposal was written on; what is inserted needs its place alone."""
        passage = self.passage(proposal.provision_id)
        if passage is None or (proposal.beside_id is not None and self.passage(proposal.beside_id) is None):
            return False
        return proposal.kind in INSERTIONS or passage.words == proposal.ground


def expression_now(agreement: Agreement) -> Expression | None:
    """The version of the text that is negotiated."""
    return Expression.objects.current().filter(agreement=agreement).first()


def draft_of(agreement: Agreement) -> Draft | None:
    """The text and its provisions: two queries; None for an agreement without its text."""
    expression = expression_now(agreement)
    return draft_in(expression) if expression is not None else None


def draft_in(expression: Expression) -> Draft:
    """One version and its provisions: one query."""
    rows = list(ProvisionVersion.objects.filter(expression=expression).order_by("position"))
    labels, depths = _labels(rows, expression.text), _depths(rows)
    return Draft(
        expression,
        {
            one.provision_id: Passage(
                one.provision_id,
                labels[one.pk],
                one.kind,
                one.start,
                one.end,
                words_of(expression.text, one),
                depths[one.pk],
                (one.heading_start, one.heading_end)
                if one.heading_start is not None and one.heading_end is not None
                else None,
            )
            for one in rows
        },
    )


def words_of(text: str, version: ProvisionVersion) -> str:
    """The words of a provision, without the blank lines that part it from the next one."""
    return text[version.start : version.end].strip()


def _depths(rows: Iterable[ProvisionVersion]) -> dict[UUID, int]:
    depths: dict[UUID, int] = {}
    for one in rows:
        depths[one.pk] = depths.get(one.parent_id, -1) + 1 if one.parent_id is not None else 0
    return depths


def _labels(rows: Iterable[ProvisionVersion], text: str) -> dict[UUID, str]:
    """ "article 2", "article 2, alinéa 1", "article 2, tiret 2": counted within what a heading opens."""
    labels: dict[UUID, str] = {}
    within: dict[UUID, UUID] = {}  # the nearest provision above that has a name of its own
    counts: dict[tuple[UUID | None, str], int] = {}
    for one in rows:
        above = within.get(one.parent_id) if one.parent_id is not None else None
        word = _COUNTED.get(one.kind)
        if word is None:
            within[one.pk] = one.pk
            labels[one.pk] = _named(one, text)
            continue
        key = (above, one.kind)
        counts[key] = counts.get(key, 0) + 1
        said = f"{word} {counts[key]}"
        labels[one.pk] = f"{labels[above]}, {said}" if above is not None else said
        if above is not None:
            within[one.pk] = above
    return {key: label[:300] for key, label in labels.items()}


_COUNTED = {"paragraph": "alinéa", "list": "liste", "item": "tiret", "table": "tableau", "note": "note"}


def _named(version: ProvisionVersion, text: str) -> str:
    if version.number or version.kind in {"preamble", "parties", "signatures", "cover", "annex"}:
        return version.label
    if version.heading:
        return f"« {version.heading} »"
    first = " ".join(words_of(text, version).split())
    return f"« {first[:_SHOWN]}{'…' if len(first) > _SHOWN else ''} »"
