"""Search over all that a person may see: each room has its groups registered here, and the page asks them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from maillage.base.search import folded, words_of
from maillage.organisations.models import User

SHOWN = 5  # of each group, on the page of all groups
LONGEST = 200  # letters of a query: nobody types more, and a longer one is a paste by mistake


@dataclass(frozen=True)
class Hit:
    """A row that was found: its title, what tells it from others of the same name, and its page."""

    title: str
    detail: str
    address: str
    nature: str = ""  # of an organisation: its weave is shown


@dataclass(frozen=True)
class Group:
    """A sort of things to find. ``find`` keeps what the user may see; ``tell`` runs no query for a row."""

    key: str
    label: str
    find: Callable[[str, User, dt.datetime], Any]  # rows in their order, read by slices
    tell: Callable[[Any], Hit]


@dataclass(frozen=True)
class Found:
    """What a group answered: its first lines, and whether there are more."""

    group: Group
    hits: list[Hit]
    has_more: bool


@dataclass(frozen=True)
class Results:
    """What was found in all groups for a query; ``is_asked`` is false when it has no word."""

    query: str
    is_asked: bool
    groups: list[Found] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many lines are shown."""
        return sum(len(found.hits) for found in self.groups)

    @property
    def is_partial(self) -> bool:
        """Whether a group has more than what is shown."""
        return any(found.has_more for found in self.groups)


_groups: dict[str, Group] = {}


def register(group: Group) -> None:
    """Add a group, after those that are there; its key names it in the address."""
    _groups[group.key] = group


def unregister(key: str) -> None:
    """Take a group away (tests add their own)."""
    del _groups[key]


def group_of(key: str) -> Group | None:
    """The group of that key."""
    return _groups.get(key)


def groups() -> list[Group]:
    """All groups, in the order of the page."""
    return list(_groups.values())


def cleaned(query: str) -> str:
    """The query as it is used and shown again."""
    return " ".join(query.split())[:LONGEST]


def search(query: str, *, user: User, at: dt.datetime) -> Results:
    """The first lines of each group that holds something; a query without letter or digit finds nothing."""
    if not words_of(query):
        return Results(query, is_asked=False)
    answers = [_ask(group, query, user, at) for group in groups()]
    return Results(query, is_asked=True, groups=[found for found in answers if found.hits])


def _ask(group: Group, query: str, user: User, at: dt.datetime) -> Found:
    rows = list(group.find(query, user, at)[: SHOWN + 1])
    return Found(group, [group.tell(row) for row in rows[:SHOWN]], len(rows) > SHOWN)


def closest_first(rows: QuerySet[Any], query: str, name: str, *last: str) -> QuerySet[Any]:
    """``rows`` whose folded column begins with the query, then those that hold it in their name and not elsewhere."""
    begins, holds = (
        When(folded__startswith=folded(query), then=Value(0)),
        When(**{f"{name}__icontains": query}, then=Value(1)),
    )
    return rows.order_by(Case(begins, holds, default=Value(2)), *last)
