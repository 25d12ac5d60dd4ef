"""Alerts are each person's own; the link of a letter opens without an account, and nothing but its choice."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from maillage.notices.actions import subscribing
from maillage.notices.choices import FeedScope
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


def calendar(cast: Any) -> list[object]:
    """A calendar of Alice."""
    feed, _ = subscribing.subscribe(user=cast.alice, scope=FeedScope.MINE, at=timezone.now())
    return [feed.pk]


def address(cast: Any) -> list[object]:
    """The address of a calendar of Alice, which opens without an account."""
    _, token = subscribing.subscribe(user=cast.alice, scope=FeedScope.MINE, at=timezone.now())
    return [token]


ROWS += [
    Row("notices:feeds", signed_in()),
    Row("notices:feed_renew", signed_in(404, alice=200), method="post", args=calendar),
    Row("notices:feed_close", signed_in(404, alice=302), method="post", args=calendar),
    Row("notices:feed", public(), args=address),
    Row("notices:feed", public(404), args=lambda _cast: ["unknown"], state="unknown"),
]
