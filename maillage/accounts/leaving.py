"""Turned away because nothing opens today: whom to ask is remembered just for the page that says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest

from maillage.accounts.queries import last_organisations
from maillage.organisations.models import Organisation, User
from maillage.organisations.queries.accounts import administrators_of

SESSION_KEY = "accounts_closed"


@dataclass(frozen=True, slots=True)
class Contact:
    """An organisation, and those who administer its accounts."""

    organisation: Organisation
    administrators: tuple[User, ...]


def remember(request: HttpRequest, user: User) -> None:
    """Keep the organisations of ``user`` in the session, which is no longer theirs."""
    request.session[SESSION_KEY] = [str(body.pk) for body in last_organisations(user)]
    request.session.set_expiry(600)


def contacts(request: HttpRequest, *, at: dt.datetime) -> list[Contact]:
    """Whom the person who was just turned away may write to."""
    rows = Organisation.objects.filter(pk__in=request.session.get(SESSION_KEY, [])).by_name()
    return [Contact(body, tuple(administrators_of(body, at=at))) for body in rows]
