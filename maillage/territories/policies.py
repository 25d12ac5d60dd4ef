"""Who may draw perimeters. Rights live in a higher room, which registers its answers here when the application starts.

Until it has, nobody may. The higher room does, in its ``AppConfig.ready()``::

    from maillage.territories import policies

    policies.register(may_edit=..., owners=..., names=...)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Owner:
    """An organisation that somebody may draw perimeters for."""

    id: UUID
    name: str


class MayEdit(Protocol):
    """Whether ``user`` may draw and change the perimeters of an organisation."""

    def __call__(self, user: object, *, organisation_id: UUID, at: dt.datetime) -> bool: ...


class Owners(Protocol):
    """The organisations that ``user`` may draw perimeters for, the current one first."""

    def __call__(self, user: object, *, at: dt.datetime) -> Sequence[Owner]: ...


class Names(Protocol):
    """The names of organisations, for those that exist."""

    def __call__(self, ids: Collection[UUID]) -> Mapping[UUID, str]: ...


def _nobody_may(user: object, *, organisation_id: UUID, at: dt.datetime) -> bool:  # noqa: ARG001 keeps its shape
    return False


def _no_owner(user: object, *, at: dt.datetime) -> Sequence[Owner]:  # noqa: ARG001 keeps its shape
    return ()


def _no_name(ids: Collection[UUID]) -> Mapping[UUID, str]:  # noqa: ARG001 keeps its shape
    return {}


@dataclass
class _Answers:
    may_edit: MayEdit = _nobody_may
    owners: Owners = _no_owner
    names: Names = _no_name


_answers = _Answers()


def register(
    *, may_edit: MayEdit = _nobody_may, owners: Owners = _no_owner, names: Names = _no_name
) -> tuple[MayEdit, Owners, Names]:
    """Says who answers from now on, and returns those who answered before (a test puts them back)."""
    before = (_answers.may_edit, _answers.owners, _answers.names)
    _answers.may_edit, _answers.owners, _answers.names = may_edit, owners, names
    return before


def may_edit_perimeter(user: object, *, organisation_id: UUID | None, at: dt.datetime) -> bool:
    """Whether ``user`` may draw and change perimeters for this organisation; an official territory belongs to none."""
    return organisation_id is not None and _answers.may_edit(user, organisation_id=organisation_id, at=at)


def owners_for(user: object, *, at: dt.datetime) -> list[Owner]:
    """The organisations that ``user`` may draw perimeters for."""
    return list(_answers.owners(user, at=at))


def owner_name(organisation_id: UUID | None) -> str:
    """The name of the organisation that holds a perimeter, or nothing."""
    return _answers.names([organisation_id]).get(organisation_id, "") if organisation_id else ""
