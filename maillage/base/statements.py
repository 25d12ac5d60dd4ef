"""Statements written by hand, for the pages that are opened most: through the models they cost more than the page.

What they give and take is what the database holds: keys are text on SQLite and UUIDs on PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import UUIDField

_KEY = UUIDField()


def ask(statement: str, parameters: Collection[Any]) -> list[tuple[Any, ...]]:
    """The rows that answer. ``statement`` is of ours alone: what comes from outside goes into ``parameters``."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def keys(some: Collection[UUID]) -> list[Any]:
    """Keys as the database takes them."""
    return [_KEY.get_db_prep_value(one, connection) for one in some]


def places(parameters: Collection[Any]) -> str:
    """The places of a list of parameters: ``%s, %s``."""
    return ", ".join(["%s"] * len(parameters))


def key_of(held: UUID | str) -> UUID:
    """A key as the database gives it."""
    return held if isinstance(held, UUID) else UUID(held)


def day_of(held: dt.date | str) -> dt.date:
    """A day as the database gives it."""
    return held if isinstance(held, dt.date) else dt.date.fromisoformat(held)
