"""What an answer wrote, as whoever gave it sees it again: by its own rows, never by those of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from maillage.agreements.choices import Task
from maillage.agreements.models import Document, Judgement, Objection, Party, Position, Request
from maillage.agreements.plain_words import labels_of, promise_of
from maillage.agreements.queries.points import place_of
from maillage.agreements.queries.requests import commitments_asked
from maillage.agreements.state_words import VERDICT, Shown
from maillage.reading.output.words import fold


@dataclass(frozen=True)
class Stand:
    """A commitment that was asked about, in plain words, and what was said of it."""

    commitment_id: UUID
    words: str
    quote: str
    place: str
    verdict: str = ""
    word: str = ""

    @property
    def state(self) -> Shown | None:
        """The verdict as it is shown."""
        return VERDICT[self.verdict] if self.verdict else None  # type: ignore[index]


@dataclass(frozen=True)
class Recorded:
    """What is kept of an answer."""

    objections: list[Objection] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    stands: list[Stand] = field(default_factory=list)


def recorded_of(request: Request, *, day: dt.date) -> Recorded:
    """What the answer of a request holds now."""
    if request.task == Task.CONFIRM_READING:
        rows = Objection.objects.filter(pk__in=request.recorded.get("objections", []), settled_at__isnull=True)
        return Recorded(objections=list(rows.select_related("finding").order_by("raised_at", "pk")))
    if request.task == Task.GIVE_PIECE:
        pieces = Document.objects.standing().filter(pk__in=request.recorded.get("documents", []))
        return Recorded(documents=list(pieces.select_related("file").order_by("added_at", "pk")))
    if request.task == Task.JUDGE:
        return Recorded(stands=[one for one in stands_of(request, day=day) if one.verdict])
    return Recorded()


def stands_of(request: Request, *, with_account: bool = False, day: dt.date) -> list[Stand]:
    """The commitments that were asked about, each with what this request said of it.

    Behind the doors (``with_account``) a party also sees what it said before; a link never shows that.
    """
    said = {one.commitment_id: one for one in _said(request, with_account)}
    labels = labels_of(Party.objects.filter(agreement=request.agreement_id).order_by("order", "pk"))
    found = []
    for version in commitments_asked(request, day=day):
        known = said.get(version.commitment_id)
        found.append(
            Stand(
                version.commitment_id,
                promise_of(version, labels),
                fold(version.quote),
                place_of(version.article),
                known.verdict if known else "",
                known.word if known else "",
            )
        )
    return found


def _said(request: Request, with_account: bool) -> Iterable[Judgement | Position]:
    if request.member_id is not None:
        return Position.objects.standing().filter(request=request)
    rows = Judgement.objects.standing().filter(party=request.party_id)
    return rows if with_account else rows.filter(pk__in=request.recorded.get("judgements", []))
