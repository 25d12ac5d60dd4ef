"""Every route, asked by each person of the cast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.table import ANONYMOUS, PEOPLE, Row, rows
from tests.helpers import ReadOnlyGet

TABLE = rows()


def routes(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """The full names of all routes under ``resolver``; a route without a name is told by its path."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else str(pattern.pattern)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, inner)


def test_every_route_is_in_the_access_table() -> None:
    known = {row.route for row in TABLE}
    served = set(routes(get_resolver()))
    assert not served - known, "give these routes a row in tests/access/"
    assert not known - served, "these rows name no route"


def test_no_two_routes_bear_the_same_name() -> None:
    names = [name for name in routes(get_resolver()) if ":" in name]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_row_says_what_each_person_is_answered() -> None:
    assert not [row.name for row in TABLE if set(row.expected) != {ANONYMOUS, *PEOPLE}]


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "get"], ids=lambda row: row.name)
def test_each_person_reads_as_the_table_says(row: Row, cast: Any) -> None:
    args = row.args(cast)  # made once: reading changes nothing
    assert {actor: _ask(row, actor, cast, args) for actor in row.expected} == row.expected


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [ANONYMOUS, *PEOPLE])
@pytest.mark.parametrize("row", [row for row in TABLE if row.method != "get"], ids=lambda row: row.name)
def test_each_person_writes_as_the_table_says(row: Row, actor: str, cast: Any) -> None:
    assert _ask(row, actor, cast, row.args(cast)) == row.expected[actor]


def _ask(row: Row, actor: str, cast: Any, args: Sequence[object]) -> int:
    client: Client = ReadOnlyGet()
    if actor != ANONYMOUS:
        client.force_login(getattr(cast, actor))
    response = getattr(client, row.method)(reverse(row.route, args=args), row.data(cast))
    if response.streaming:
        b"".join(response.streaming_content)  # to its end, which closes the file
    return int(response.status_code)
