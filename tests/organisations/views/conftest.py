"""Who is signed in, and what a page says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast


def text_of(response: Any) -> str:
    """What the page says, without its tags."""
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def alice(client: Client, cast: Cast) -> Client:
    """The partnership officer of the Département, signed in."""
    client.force_login(cast.alice)
    return client


@pytest.fixture
def odile(client: Client, cast: Cast) -> Client:
    """The operator, signed in."""
    client.force_login(cast.odile)
    return client


@pytest.fixture
def adele(client: Client, cast: Cast) -> Client:
    """Who administers the Département, signed in."""
    client.force_login(cast.adele)
    return client


def names(response: Any) -> list[str]:
    """The rows of the page."""
    return [str(row) for row in response.context["page"].object_list]
