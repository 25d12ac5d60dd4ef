"""Identifiers sort by the time they were made."""

from __future__ import annotations

import time

from maillage.base.identifiers import uuid7


def test_an_identifier_is_a_uuid_of_version_7() -> None:
    made = uuid7()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert abs((made.int >> 80) / 1000 - time.time()) < 5


def test_later_identifiers_sort_after() -> None:
    made = []
    for _ in range(50):
        made.append(uuid7())
        time.sleep(0.0005)
    assert made == sorted(made)


def test_identifiers_of_one_instant_differ() -> None:
    assert len({uuid7() for _ in range(10_000)}) == 10_000
