"""Alerts are each person's own; the link of a letter opens without an account, and nothing but its choice."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from maillage.notices.links import Choice, token_of
from tests.access.table import Row, public, signed_in
from tests.notices.telling import told


def link(cast: Any) -> list[object]:
    """The link of a letter to Alice."""
    return [token_of(Choice(cast.alice.pk, cast.departement.pk))]


def alert(cast: Any) -> dict[str, object]:
    """An alert of the Département, told to Alice."""
    return {"notice": told(cast.departement, at=timezone.now()).pk}


ROWS = [
    Row("notices:inbox", signed_in()),
    Row("notices:see", signed_in(302), method="post"),
    Row("notices:see", signed_in(404, alice=302), method="post", data=alert, state="one alert"),
    Row("notices:rhythms", signed_in()),
    Row("notices:rhythm", public(), args=link),
    Row("notices:rhythm", public(410), args=lambda _cast: ["forged"], state="forged"),
    Row("notices:rhythm", public(), method="post", args=link, data=lambda _cast: {"rhythm": "weekly"}),
]
