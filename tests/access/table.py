"""The access table: for each route, what each person of the cast is answered. Each room has its rows in a file beside this one.

A file exports ``ROWS``, a list of ``Row``. ``Row("organisations:detail", signed_in(200, chloe=404), args=lambda cast: [cast.ccas.pk])``
is asked once for each person, with a fresh database. tests/access/test_access.py runs the table and refuses a route without a row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

ANONYMOUS = "anonymous"
PEOPLE = ("alice", "bob", "chloe", "paul", "dina", "odile", "eric")
SIGN_IN = 302  # LoginRequiredMiddleware sends to the sign-in page


@dataclass(frozen=True)
class Row:
    """A route, a method, and the status that each actor is answered. ``args`` and ``data`` are made from the cast."""

    route: str
    expected: Mapping[str, int]
    method: str = "get"
    args: Callable[[Any], Sequence[object]] = field(default=lambda _cast: [])
    data: Callable[[Any], dict[str, object]] = field(default=lambda _cast: {})
    state: str = ""  # of what is shown, when it changes the answer: a word for the name of the test

    @property
    def name(self) -> str:
        """The words of the row in the report of the tests."""
        return " ".join(filter(None, [self.method.upper(), self.route, self.state]))


def public(status: int = 200) -> dict[str, int]:
    """The same answer for all, signed in or not."""
    return dict.fromkeys((ANONYMOUS, *PEOPLE), status)


def signed_in(status: int = 200, **others: int) -> dict[str, int]:
    """An answer for whoever is signed in, the sign-in page for the others; ``others`` differ: ``signed_in(200, chloe=404)``."""
    return {ANONYMOUS: SIGN_IN, **dict.fromkeys(PEOPLE, status), **others}


def only(status: int = 200, *people: str, others: int = 404) -> dict[str, int]:
    """An answer for ``people``, another for the rest of the cast: ``only(200, "alice", "eric", others=404)``."""
    return {ANONYMOUS: SIGN_IN, **{person: status if person in people else others for person in PEOPLE}}


def rows() -> list[Row]:
    """The rows of all rooms."""
    files = sorted(
        path for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith(("test_", "table", "_"))
    )
    return [row for path in files for row in import_module(f"tests.access.{path.stem}").ROWS]
