"""Who reads the parts of an agreement: its parties, nobody else before it is published."""

from __future__ import annotations

from typing import Any

from tests.access.table import Row, only, signed_in
from tests.factories.agreements import brought, confirmed, published

PARTIES = ("alice", "bob", "dina", "eric")
AUTHORS = ("alice", "dina", "eric")


def draft(cast: Any) -> list[object]:
    """A draft of the Département."""
    return [brought(cast.departement, by=cast.alice).pk]


def shared(cast: Any) -> list[object]:
    """An agreement of the Département and the CCAS."""
    return [confirmed(cast.departement, cast.ccas, by=cast.alice).pk]


def public(cast: Any) -> list[object]:
    """The same, published by its parties."""
    return [published(cast.departement, cast.ccas, by=cast.alice).pk]


ROWS = [
    Row("agreements:journal", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:journal", only(200, *PARTIES), args=shared),
    Row("agreements:journal", signed_in(403, **dict.fromkeys(PARTIES, 200)), args=public, state="published"),
]
