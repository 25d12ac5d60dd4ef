"""What tests of pages share: a client whose GET may not write, and a count of queries that must not grow with the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "PRAGMA", "EXPLAIN", "WITH")
MAY_BE_WRITTEN = ('"django_session"', '"cache"')  # the session that is being used, rate limits


class ReadOnlyGet(Client):
    """A client whose GET requests may not write: a state is computed, it is not moved by being looked at."""

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """GET, refusing every statement that writes."""

        def refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            reads = sql.lstrip(" (\n").upper().startswith(READS)
            assert reads or any(table in sql for table in MAY_BE_WRITTEN), f"GET wrote: {sql}"
            return execute(sql, params, many, context)

        with connection.execute_wrapper(refuse_writes):
            return super().get(*args, **kwargs)


def queries_of(client: Client, url: str) -> list[str]:
    """The statements that serving ``url`` runs."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200, f"{url} answered {response.status_code}"
    return [query["sql"] for query in queries]


def assert_flat(client: Client, url: str, grow: Callable[[], object]) -> None:
    """Serve ``url``, let the data grow, serve it again: as many queries. Begin with one row at least of each sort."""
    queries_of(client, url)  # what is read once and kept is read here
    before = queries_of(client, url)
    grow()
    after = queries_of(client, url)
    assert len(after) <= len(before), "\n".join(["grew from", *before, "to", *after])
