"""What rests on a person. Each room says its part: it registers a provider, which finds and which passes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from maillage.organisations.models import Organisation, Person, User


@dataclass(frozen=True, slots=True)
class Resting:
    """One thing that rests on a person. ``must_pass``: somebody must take it on; else it may end with the departure."""

    source: str
    subject_type: str
    subject_id: str
    label: str
    organisation_id: UUID | None
    must_pass: bool = True
    needs_account: bool = False

    @property
    def key(self) -> str:
        """What a form and :func:`hand_over` call it."""
        return f"{self.source}:{self.subject_id}"


class Provider(Protocol):
    """What a room registers for one sort of things that rest on people."""

    source: str
    """A slug, unique among rooms."""
    title: str
    """The French heading of the part of the handover screen."""

    def find(self, person: Person, organisation: Organisation | None, day: dt.date) -> Iterable[Resting]:
        """What rests on ``person`` on ``day`` (in one organisation, or anywhere): a fixed number of queries."""
        ...

    def pass_on(
        self, resting: Resting, to: Person | None, *, last_day_on: dt.date, by: User | None, at: dt.datetime
    ) -> None:
        """Give it to ``to`` from the day after; to nobody (None) only when it need not pass. Inside the transaction."""
        ...


_providers: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Add the part of a room (the same source again replaces it)."""
    _providers[provider.source] = provider


def providers() -> list[Provider]:
    """All that were registered, in the order of registration."""
    return list(_providers.values())


def provider_of(resting: Resting) -> Provider:
    """The provider that found it."""
    return _providers[resting.source]


def what_rests_on(person: Person, *, at: dt.date, organisation: Organisation | None = None) -> list[Resting]:
    """All that rests on ``person`` on the day ``at``, in one organisation or anywhere."""
    return [resting for provider in providers() for resting in provider.find(person, organisation, at)]
