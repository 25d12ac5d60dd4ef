"""What the public reads of an agreement that its parties publish: its text, its promises, its parties, its life.

No judgement, no piece, nobody's name but those that the published text itself holds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from maillage.agreements.choices import PartyRole
from maillage.agreements.models import Agreement, CommitmentVersion, Expression, Party, ProvisionVersion, Term
from maillage.agreements.plain_words import bearers_of, labels_of, promise_of, sentences_of, value_of, within
from maillage.agreements.queries.points import terms_at
from maillage.agreements.queries.requests import in_reading_order
from maillage.journal.models import Event
from maillage.organisations.permissions import day_of
from maillage.reading.output.words import capital, enumeration, theme

SCHEMA = "maillage.agreement/1"
PUBLIC_VERBS = frozenset(
    {
        "agreement-edited",
        "agreement-published",
        "agreement-restored",
        "party-added",
        "party-edited",
        "party-left",
        "reading-confirmed",
        "text-mended",
    }
)
"""What may change this page. Others (a judgement, a request) would tell by a date that something private was done."""
_MARKER = re.compile(r"^(?:[-–—•◦▪*]|\d{1,2}[.)°]|[a-z][.)])\s+")
_HIGH, _LOW = 3, 4  # the levels of headings under "Le texte"
_HEADED = frozenset({"title", "chapter", "article", "preamble", "annex"})


@dataclass(frozen=True)
class Block:
    """A piece of the text as it is laid out: a heading of some level, a paragraph, an item of a list."""

    kind: str
    text: str
    anchor: str = ""
    level: int = 0


@dataclass(frozen=True)
class Promise:
    """A commitment in plain words, beside the text that makes it."""

    version: CommitmentVersion
    words: str
    who: str

    @property
    def theme(self) -> str:
        """What it is about, with its accents."""
        return capital(theme(self.version.theme.name)) if self.version.theme is not None else ""


@dataclass(frozen=True)
class Publication:
    """All that is published of an agreement on a day."""

    agreement: Agreement
    parties: Sequence[Party]
    promises: Sequence[Promise]
    terms: Sequence[Term]
    expression: Expression | None
    provisions: Sequence[ProvisionVersion]
    changed_at: dt.datetime

    @cached_property
    def life(self) -> list[str]:
        """Since when, until when, how it ends."""
        return [said for said, _ in sentences_of(self.terms)]

    @cached_property
    def names(self) -> str:
        """The parties in a sentence."""
        return capital(enumeration([within(one.readable_name) for one in self.parties]))

    @cached_property
    def blocks(self) -> list[Block]:
        """The text, laid out."""
        return list(_blocks(self.expression, self.provisions)) if self.expression is not None else []


def published(query: str = "") -> QuerySet[Agreement]:
    """The published agreements by title; ``query`` keeps those whose title or parties begin with its words."""
    rows = Agreement.objects.published()
    return (rows.matching(query) if query else rows).by_title()


def publication_of(agreement: Agreement, *, day: dt.date) -> Publication:
    """What is published of an agreement, in eight queries whatever it holds."""
    parties = list(
        Party.objects.at(day)
        .filter(agreement=agreement, role=PartyRole.PARTY)
        .select_related("organisation")
        .in_order()
    )
    labels = labels_of(parties)
    versions = in_reading_order(CommitmentVersion.objects.at(day).filter(agreement=agreement))
    expression = Expression.objects.current().filter(agreement=agreement).defer("reading").first()
    provisions = ProvisionVersion.objects.filter(expression=expression).order_by("position", "pk") if expression else ()
    return Publication(
        agreement=agreement,
        parties=parties,
        promises=[Promise(one, promise_of(one, labels), bearers_of(one, labels)) for one in versions],
        terms=list(terms_at(agreement, day)),
        expression=expression,
        provisions=list(provisions),
        changed_at=_changed_at(agreement),
    )


def _changed_at(agreement: Agreement) -> dt.datetime:
    events = Event.objects.filter(agreement_id=agreement.pk, verb__in=PUBLIC_VERBS)
    last: dt.datetime | None = events.aggregate(last=Max("at"))["last"]
    known = [one for one in (last, agreement.published_at, agreement.created_at) if one is not None]
    return max(known)


def _blocks(expression: Expression, provisions: Sequence[ProvisionVersion]) -> Iterator[Block]:
    """Headings and words in the order of the text: of each provision, what lies before its first child."""
    if not provisions:
        yield from (Block("p", line) for line in _lines(expression.text))
        return
    begins: dict[UUID | None, int] = {}
    for one in provisions:
        if one.parent_id is not None:
            begins.setdefault(one.parent_id, one.start)
    has_high = False
    for one in provisions:
        anchor, start = str(one.provision_id), one.start
        if one.heading_start is not None and one.heading_end is not None:
            level = _HIGH if one.kind in _HEADED or not has_high else _LOW
            has_high = True
            yield Block("heading", " ".join(expression.quote(one.start, one.heading_end).split()), anchor, level)
            start, anchor = one.heading_end, ""
        own = expression.quote(start, begins.get(one.pk, one.end))
        for line in _lines(own):
            is_item = one.kind == "item"
            yield Block("li" if is_item else "p", _MARKER.sub("", line) if is_item else line, anchor)
            anchor = ""


def _lines(text: str) -> list[str]:
    """The lines that hold something, without the spaces around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def as_data(publication: Publication, *, address: str) -> dict[str, Any]:
    """The same as open data; ``agreement.schema.json`` says what each key holds."""
    agreement = publication.agreement
    return {
        "schema": SCHEMA,
        "id": str(agreement.pk),
        "url": address,
        "title": agreement.title,
        "kind": agreement.kind,
        "reference": agreement.reference or None,
        "published_on": _day(agreement.published_at),
        "signed_on": _day(agreement.signed_on),
        "effect_on": _day(agreement.effect_on),
        "ends_on": _day(agreement.ends_on),
        "territories": [{"code": one.code, "name": one.name} for one in agreement.territories.order_by("code", "pk")],
        "parties": [
            {
                "name": one.name,
                "short_name": one.short_name or None,
                "nature": one.nature,
                "side": one.side,
                "siret": (one.organisation.siret or None) if one.organisation else None,
            }
            for one in publication.parties
        ],
        "commitments": [_promise(one) for one in publication.promises],
        "terms": [
            {"name": one.name, "value": one.value, "words": value_of(one), "quote": one.quote or None}
            for one in publication.terms
        ],
        "provisions": [
            {
                "id": str(one.provision_id),
                "eid": one.eid,
                "kind": one.kind,
                "number": one.number or None,
                "heading": one.heading or None,
                "start": one.start,
                "end": one.end,
            }
            for one in publication.provisions
        ],
        "text": publication.expression.text if publication.expression is not None else None,
    }


def _promise(promise: Promise) -> dict[str, Any]:
    version = promise.version
    return {
        "id": str(version.commitment_id),
        "number": version.commitment.number,
        "words": promise.words,
        "text": version.text,
        "by": promise.who,
        "binding": version.binding,
        "strength": version.strength,
        "theme": promise.theme or None,
        "article": version.article or None,
        "quote": version.quote or None,
        "start": version.start,
        "end": version.end,
    }


def _day(value: dt.date | dt.datetime | None) -> str | None:
    if value is None:
        return None
    return day_of(value).isoformat()
