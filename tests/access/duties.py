"""The calendar is each person's own; a duty is read by those whom its agreement concerns, and done by those who owe it."""

from __future__ import annotations

from typing import Any

from maillage.agreements.models import Duty
from tests.access.table import Row, only, signed_in
from tests.agreements.dated import dated

READERS = ("alice", "bob", "dina", "eric")


def shared(cast: Any) -> list[object]:
    """A duty of an agreement of the Département and the CCAS."""
    return [Duty.objects.filter(agreement=dated(cast), kind="evaluation").first().pk]


def body(cast: Any) -> list[object]:
    """The Département."""
    return [cast.departement.pk]


ROWS = [
    Row("duties:list", signed_in()),
    Row("duties:month", signed_in()),
    Row("duties:export", signed_in()),
    Row("duties:detail", only(200, *READERS), args=shared),
    Row("duties:done", only(200, "alice", "bob") | {"dina": 403, "eric": 403}, args=shared),
    Row("duties:undone", only(302, "alice", "bob") | {"dina": 403, "eric": 403}, method="post", args=shared),
    Row("duties:leads", only(200, "alice"), args=body),
]
