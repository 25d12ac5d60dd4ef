"""Who lists agreements: every account sees the page, with what it may read."""

from __future__ import annotations

from tests.access.table import Row, signed_in

ROWS = [
    Row("agreements:list", signed_in()),
    Row("agreements:export", signed_in(), args=lambda _cast: ["csv"]),
    Row("agreements:export", signed_in(), args=lambda _cast: ["xlsx"], state="as a workbook"),
    Row("agreements:export", signed_in(404), args=lambda _cast: ["exe"], state="in no known form"),
]
