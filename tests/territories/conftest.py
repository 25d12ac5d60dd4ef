"""What tests of this room share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

import pytest

from maillage.base.identifiers import uuid7
from maillage.organisations.models import User
from maillage.territories import policies
from tests.cast import Cast
from tests.helpers import ReadOnlyGet

OWNER = policies.Owner(uuid7(), "Département de l’Ourcelle")


@pytest.fixture
def user(cast: Cast) -> User:
    """Éric, who reads and may draw nothing by himself."""
    return cast.eric


@pytest.fixture
def reader(client: ReadOnlyGet, user: User) -> ReadOnlyGet:
    """Their browser."""
    client.force_login(user)
    return client


@pytest.fixture
def owner(user: User) -> Iterator[policies.Owner]:
    """An organisation that this person may draw perimeters for, as the room organisations would say."""

    def may_edit(person: object, *, organisation_id: UUID, at: dt.datetime) -> bool:
        return person == user and organisation_id == OWNER.id

    def owners(person: object, *, at: dt.datetime) -> Sequence[policies.Owner]:
        return [OWNER] if person == user else []

    def names(ids: Collection[UUID]) -> Mapping[UUID, str]:
        return {OWNER.id: OWNER.name} if OWNER.id in ids else {}

    before = policies.register(may_edit=may_edit, owners=owners, names=names)
    yield OWNER
    policies.register(may_edit=before[0], owners=before[1], names=before[2])


@pytest.fixture
def nobody_may() -> Iterator[None]:
    """As long as no higher room has answered."""
    before = policies.register()
    yield
    policies.register(may_edit=before[0], owners=before[1], names=before[2])
