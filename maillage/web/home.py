"""What the home is made of: each room has its providers registered here, and the page asks them all for one person.

A provider takes a :class:`Visit` and returns its lines. It runs as many queries whatever the data hold, and none at all
when the person's rights leave it nothing to say: the home is the page that is opened most.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone

from maillage.organisations.models import Grant, User
from maillage.organisations.permissions import Permission, Rights

_T = TypeVar("_T")

HORIZON = dt.timedelta(days=90)
SHOWN = 8  # lines of "what changed": the journal has the others


class Section(StrEnum):
    """The parts of the page, in the order in which they are read."""

    EXPECTED = "expected"
    CHANGED = "changed"
    COMING = "coming"
    PARTNERSHIPS = "partnerships"


@dataclass(frozen=True)
class Visit:
    """Who looks, and when: worked out once, given to every provider. ``since`` is their last visit, if any.

    ``grants`` are the rows that give the rights that day, with their organisation and unit.
    """

    user: User
    at: dt.datetime
    rights: Rights
    since: dt.datetime | None = None
    grants: tuple[Grant, ...] = ()
    _read: dict[Callable[[Visit], Any], Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, read: Callable[[Visit], _T]) -> _T:
        """What ``read`` finds, looked for once for all the sections that tell of it."""
        if read not in self._read:
            self._read[read] = read(self)
        found: _T = self._read[read]
        return found

    @property
    def today(self) -> dt.date:
        """The day of the visit, in France."""
        return timezone.localdate(self.at)

    @property
    def until(self) -> dt.date:
        """The last day that "what comes" looks at."""
        return self.today + HORIZON

    def mine(self, permission: Permission) -> frozenset[UUID]:
        """The organisations in which the person has ``permission``."""
        return self.rights.organisation_ids(permission)


@dataclass(frozen=True)
class Expected:
    """Something that the person is waited for: ``on`` the day by which, ``label`` the verb of the button."""

    title: str
    words: str
    address: str
    label: str
    on: dt.date | None = None
    short: str = ""  # how "what comes" names it; the title when empty


@dataclass(frozen=True)
class Changed:
    """Something that others did since the last visit."""

    at: dt.datetime
    sentence: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coming:
    """A day to come, and what happens then."""

    on: dt.date
    words: str
    detail: str = ""
    address: str = ""
    is_expected: bool = False


@dataclass(frozen=True)
class Partnership:
    """A line of "your partnerships": an organisation or an agreement, what binds the person to it, its next date."""

    name: str
    nature: str
    address: str
    bond: str
    on: dt.date | None = None
    on_words: str = ""
    rank: int = 0


Line = Expected | Changed | Coming | Partnership
Provider = Callable[[Visit], Iterable[Any]]

_providers: dict[Section, list[Provider]] = {section: [] for section in Section}


def register(section: Section, provider: Provider) -> Provider:
    """Add ``provider`` to a section of the home; the same one twice counts once."""
    if provider not in _providers[section]:
        _providers[section].append(provider)
    return provider


def unregister(section: Section, provider: Provider) -> None:
    """Take ``provider`` away (tests add their own)."""
    _providers[section].remove(provider)


@dataclass(frozen=True)
class Home:
    """What the page shows."""

    expected: list[Expected] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    coming: list[Coming] = field(default_factory=list)
    partnerships: list[Partnership] = field(default_factory=list)


def home_of(visit: Visit) -> Home:
    """Ask every provider; what is expected by a day comes to the days to come too."""
    expected: list[Expected] = sorted(_lines(Section.EXPECTED, visit), key=_by_urgency)
    coming: list[Coming] = [*_lines(Section.COMING, visit), *(_day_of(line) for line in expected if line.on)]
    changed: list[Changed] = sorted(_lines(Section.CHANGED, visit), key=lambda line: line.at, reverse=True)
    partnerships: list[Partnership] = sorted(_lines(Section.PARTNERSHIPS, visit), key=lambda line: line.rank)
    return Home(
        expected=expected,
        changed=changed[:SHOWN],
        coming=sorted((day for day in coming if visit.today <= day.on <= visit.until), key=lambda day: day.on),
        partnerships=partnerships,
    )


def _lines(section: Section, visit: Visit) -> list[Any]:
    return [line for provider in _providers[section] for line in provider(visit)]


def _by_urgency(line: Expected) -> tuple[bool, dt.date]:
    return line.on is None, line.on or dt.date.max


def _day_of(line: Expected) -> Coming:
    assert line.on is not None  # noqa: S101 the caller has looked
    return Coming(line.on, line.short or line.title, address=line.address, is_expected=True)
