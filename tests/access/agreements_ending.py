"""Who reads the timeline of an agreement, and who writes what happens to it."""

from __future__ import annotations

from tests.access.agreements_record import AUTHORS, PARTIES, draft, public, shared
from tests.access.table import Row, only, signed_in

ROWS = [
    Row("agreements:timeline", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:timeline", only(200, *PARTIES), args=shared),
    Row("agreements:timeline", signed_in(200), args=public, state="published"),
]
