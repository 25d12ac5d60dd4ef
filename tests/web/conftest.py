"""What the tests of these pages share: a signed-in client."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator

from maillage.organisations.models import User
from tests.helpers import ReadOnlyGet

Enter = Callable[[User], ReadOnlyGet]


@pytest.fixture
def enter() -> Enter:
    """Sign somebody in, with their second factor set up."""

    def signed_in(user: User) -> ReadOnlyGet:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
        client = ReadOnlyGet()
        client.force_login(user)
        return client

    return signed_in
