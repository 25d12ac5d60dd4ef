"""Principles and objectives of an agreement, with the commitments that stand beside them, and its bodies."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from maillage.agreements.choices import MentionKind
from maillage.agreements.models import Agreement, CommitmentVersion, Mention
from maillage.agreements.queries.horizon import Horizon
from maillage.agreements.queries.places import Place, Places
from maillage.base.search import folded
from maillage.foundations.durations import rhythm_in_words

NOWHERE = "Ailleurs dans le texte"


@dataclass(frozen=True, slots=True)
class Point:
    """A principle or an objective, where it stands."""

    mention: Mention
    label: str
    place: Place | None

    @property
    def quote(self) -> str:
        """The words that it rests on, unless its title says the same."""
        return quote_of(self.mention)


@dataclass(slots=True)
class Part:
    """The points of one article, and the commitments of the same article or theme."""

    title: str
    address: str
    points: list[Point] = field(default_factory=list)
    commitments: list[CommitmentVersion] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Assembly:
    """A body, its rhythm in words and its members as written."""

    mention: Mention
    rhythm: str
    members: tuple[str, ...]
    place: Place | None

    @property
    def quote(self) -> str:
        """The words that it rests on, unless its name says the same."""
        return quote_of(self.mention)


@dataclass(frozen=True, slots=True)
class Principles:
    """All that the page shows."""

    parts: list[Part]
    bodies: list[Assembly]


def quote_of(mention: Mention) -> str:
    """The words that a mention rests on; nothing when its title says the same."""
    return "" if folded(mention.quote) == folded(mention.text) else mention.quote


_LABELS = {MentionKind.PRINCIPLE: "Principe", MentionKind.OBJECTIVE: "Objectif"}


def principles_of(agreement: Agreement, *, horizon: Horizon, day: dt.date) -> Principles:
    """The principles, objectives and bodies that hold, in the order of the text: five queries."""
    places = Places(agreement)
    rows = Mention.objects.filter(agreement=agreement, superseded_at__isnull=True)
    mentions = rows.filter(kind__in=[*_LABELS, MentionKind.BODY]).order_by("start", "position", "pk")
    versions = horizon.known(CommitmentVersion.objects.at(day).filter(agreement=agreement), "recorded_at")
    by_article: dict[str, list[CommitmentVersion]] = defaultdict(list)
    for version in versions.select_related("theme").prefetch_related("bearers").order_by("start", "pk"):
        by_article[version.article].append(version)
    parts: dict[str, Part] = {}
    bodies = []
    for mention in mentions:
        place = places.of(mention.provision_id)
        if mention.kind == MentionKind.BODY:
            bodies.append(_assembly(mention, place))
            continue
        title = _title(place)
        if title not in parts:
            article = place.article if place is not None else ""
            parts[title] = Part(title, place.address if place else "", [], by_article[article] if article else [])
        parts[title].points.append(Point(mention, _LABELS[MentionKind(mention.kind)], place))
    return Principles(list(parts.values()), bodies)


def _title(place: Place | None) -> str:
    if place is None:
        return NOWHERE
    label = place.label[:1].upper() + place.label[1:]
    return f"{label} – {place.heading}" if place.heading and place.heading != place.label else label


def _assembly(mention: Mention, place: Place | None) -> Assembly:
    rhythm = str(mention.details.get("periodicity") or "")
    members = tuple(str(one) for one in mention.details.get("members") or ())
    return Assembly(mention, rhythm_in_words(rhythm) if rhythm else "", members, place)
