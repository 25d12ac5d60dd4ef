"""The invitation whose link was opened in this browser: its token lies in the session, so that no address shows it."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from maillage.organisations.models import Invitation
from maillage.organisations.queries.invitations import open_invitation

SESSION_KEY = "accounts_invitation"


def keep_token(request: HttpRequest, token: str) -> None:
    """Remember the link that was opened."""
    request.session[SESSION_KEY] = token


def token_of(request: HttpRequest) -> str:
    """The token of the link that was opened, or nothing."""
    return str(request.session.get(SESSION_KEY, ""))


def invitation_of(request: HttpRequest, *, at: dt.datetime) -> Invitation | None:
    """The invitation that was opened here, if it may still be accepted."""
    token = token_of(request)
    return open_invitation(token, at=at) if token else None


def forget_token(request: HttpRequest) -> None:
    """The link has served."""
    request.session.pop(SESSION_KEY, None)
