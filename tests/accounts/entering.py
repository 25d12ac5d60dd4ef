"""Going through the doors as a browser does."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from maillage.organisations.models import User
from tests.factories.accounts import PASSWORD, code_of

LOGIN, CODE, FACTOR = "account_login", "account_request_login_code", "mfa_authenticate"


def give_password(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    """Send the form of the sign-in page."""
    return client.post(reverse(LOGIN), {"login": email, "password": password, **more})


def enter(client: Client, user: User, password: str = PASSWORD) -> Any:
    """Sign in with password and application, to the end."""
    give_password(client, user.email, password)
    return client.post(reverse(FACTOR), {"code": code_of()})


def is_inside(client: Client) -> bool:
    """Whether the browser has a session of somebody."""
    return bool(client.get(reverse("accounts:account")).status_code == 200)


def words_of(response: Any) -> str:
    """The page as text, entities read."""
    import html
    import re

    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
