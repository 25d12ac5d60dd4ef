"""At each request of a signed-in person: is a right still held today, for which organisation, with a second factor?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from maillage.accounts import leaving, tracing
from maillage.accounts.queries import Presence, has_second_factor, presence_of
from maillage.base.http import is_htmx
from maillage.journal.choices import SignInOutcome
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

CHOSEN_KEY = "accounts_organisation"
# What stays open to whoever must still set up their second factor.
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "accounts:second_factor",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


class AdmittedRequest(HttpRequest):
    """A request of somebody who holds a right today."""

    user: User
    presence: Presence


class Admission:
    """Sets ``request.presence`` and ``request.organisation``; closes the session of whoever holds no right any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, or answer in its place."""
        user = get_user(request)
        if not isinstance(user, User):
            return self.get_response(request)
        request.user = user  # the account itself, not the lazy stand-in: actions look at its class
        at = timezone.now()
        presence = presence_of(user, chosen=str(request.session.get(CHOSEN_KEY, "")), at=at)
        if not presence.is_admitted:
            return _turn_away(request, user)
        user.known_rights = day_of(at), presence.rights
        request.presence = presence  # type: ignore[attr-defined]
        request.organisation = presence.organisation  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Nothing but public pages and setting it up, for whoever needs a second factor and has none."""
        presence: Presence | None = getattr(request, "presence", None)
        if presence is None or not getattr(view, "login_required", True):
            return None
        if not presence.rights.needs_second_factor or has_second_factor(request.user):  # type: ignore[arg-type]
            return None
        match = request.resolver_match
        if match is not None and match.view_name in WITHOUT_SECOND_FACTOR:
            return None
        return _send(request, f"{reverse('accounts:second_factor')}?{urlencode({'next': request.get_full_path()})}")


def _turn_away(request: HttpRequest, user: User) -> HttpResponse:
    method = tracing.method_of(request, user)
    tracing.write(user=user, method=method, outcome=SignInOutcome.CLOSED, at=timezone.now())
    logout(request)
    leaving.remember(request, user)
    return _send(request, reverse("account_inactive"))


def _send(request: HttpRequest, address: str) -> HttpResponse:
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
