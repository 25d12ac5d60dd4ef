"""Who may see the pages that belong to no other room."""

from __future__ import annotations

from tests.access.table import Row, public, signed_in

ROWS = [
    Row("web:home", signed_in()),
    Row("web:accessibility", public()),
    Row("web:display", public(302), method="post", data=lambda _cast: {"theme": "dark"}),
    Row("web:display", public(405), state="by GET"),
    Row("web:gallery", public()),
    Row("web:health", public()),
    Row("web:legal", public()),
    Row("web:privacy", public()),
]
