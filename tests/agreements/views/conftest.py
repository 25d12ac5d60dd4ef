"""Clients of the people of the tests, on a clock that does not move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers import ReadOnlyGet


@pytest.fixture
def as_(cast: Any) -> Callable[[str], ReadOnlyGet]:
    """A client signed in as somebody of the cast."""

    def signed_in(name: str) -> ReadOnlyGet:
        client = ReadOnlyGet()
        client.force_login(getattr(cast, name))
        return client

    return signed_in
