"""The kinds of alerts that the rooms above tell: each says its name, what depends on it, and whose business it is."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.notices.choices import Urgency
from maillage.organisations.permissions import Permission


@dataclass(frozen=True, slots=True)
class Kind:
    """``label`` stands before the title; ``permission`` is what one must hold in the owner organisation to be told."""

    slug: str
    label: str
    permission: Permission = Permission.AGREEMENT_EDIT
    urgency: Urgency = Urgency.ORDINARY


class UnknownKind(LookupError):
    """A room told an alert of a kind that it did not register: nobody would know whose business it is."""


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; the same one twice counts once."""
    _kinds.update({kind.slug: kind for kind in kinds})


def kind_of(slug: str) -> Kind:
    """The kind of that name."""
    try:
        return _kinds[slug]
    except KeyError as error:
        raise UnknownKind(slug) from error
