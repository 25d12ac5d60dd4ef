"""How often one network address may try."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from maillage.base.limits import Limit

pytestmark = pytest.mark.django_db
LIMIT = Limit("of-the-tests", amount=2, seconds=3600)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No try counted yet, in a window that does not end during the test."""
    cache.clear()
    monkeypatch.setattr("maillage.base.limits.time", lambda: 1_800_000_000.0)


def asking(address: str, forwarded: str = "") -> Any:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def use_up(request: Any) -> None:
    for _ in range(2):
        assert not LIMIT.is_reached(request)
        LIMIT.count(request)


def test_an_address_that_tried_too_often_waits_and_no_other_does() -> None:
    use_up(asking("203.0.113.7"))
    assert LIMIT.is_reached(asking("203.0.113.7"))
    assert not LIMIT.is_reached(asking("203.0.113.8"))


def test_a_subscriber_has_many_addresses_of_ipv6_and_one_count() -> None:
    use_up(asking("2001:db8:1:2::1"))
    assert LIMIT.is_reached(asking("2001:db8:1:2:ffff::9"))
    assert not LIMIT.is_reached(asking("2001:db8:1:3::1"))


def test_what_a_visitor_says_of_their_address_is_believed_from_a_trusted_proxy_alone(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    use_up(asking("203.0.113.7", "198.51.100.1"))
    assert LIMIT.is_reached(asking("203.0.113.7", "198.51.100.2"))
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    use_up(asking("10.0.0.1", "forged, 198.51.100.3"))
    assert LIMIT.is_reached(asking("10.0.0.1", "other, 198.51.100.3"))
    assert not LIMIT.is_reached(asking("10.0.0.1", "forged, 198.51.100.4"))


def test_the_address_is_not_kept_as_it_is() -> None:
    assert "203.0.113.7" not in LIMIT._key(asking("203.0.113.7"))
