"""Doors: how to get an account, being turned away, signing out, ProConnect."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from requests import RequestException

from maillage.accounts import leaving, proconnect
from maillage.accounts.provider import ProConnectClient, ProConnectProvider


@login_not_required
def how_to_join(request: HttpRequest) -> HttpResponse:
    """How to get an account: only by an invitation."""
    return render(request, "accounts/how_to_join.html")


@login_not_required
@never_cache
def turned_away(request: HttpRequest) -> HttpResponse:
    """Nothing opens today: whom to write to."""
    contacts = leaving.contacts(request, at=timezone.now())
    return render(request, "account/account_inactive.html", {"contacts": contacts})


@login_not_required
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then close the session here, and the one of ProConnect when it opened this one."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if request.method != "POST":
        return render(request, "account/logout.html")
    away = proconnect.end_session(request, _end_session_address(request))
    following = get_next_redirect_url(request)
    logout(request, show_message=False)
    if away is not None:
        address, request.session[proconnect.LEAVING_KEY] = away
        return render(request, "accounts/proconnect_leaving.html", {"address": address})
    messages.success(request, "Vous êtes déconnecté.")
    return redirect(following or "account_login")


@login_not_required
@never_cache
def proconnect_sign_in(request: HttpRequest) -> HttpResponse:
    """Send the browser to ProConnect."""
    provider = _provider(request)
    try:
        response: HttpResponse = provider.redirect_from_request(request)
    except (OAuth2Error, RequestException) as error:
        return _failed(request, provider, error)
    return response


@login_not_required
@never_cache
def proconnect_back(request: HttpRequest) -> HttpResponse:
    """The browser comes back from ProConnect with a code."""
    _provider(request)
    response: HttpResponse = _Return.adapter_view(ProConnectClient)(request)
    return response


@login_not_required
@never_cache
def proconnect_left(request: HttpRequest) -> HttpResponse:
    """The browser comes back once ProConnect closed its session."""
    expected = request.session.pop(proconnect.LEAVING_KEY, "")
    if expected and constant_time_compare(request.GET.get("state", ""), expected):
        messages.success(request, "Vous êtes déconnecté de Maillage et de ProConnect.")
    return redirect("account_login")


@login_not_required
def proconnect_cancelled(request: HttpRequest) -> HttpResponse:
    """The person gave up at ProConnect."""
    messages.info(request, "Vous avez quitté ProConnect sans vous identifier.")
    return redirect("account_login")


class _Return(OAuth2CallbackView):  # type: ignore[misc]
    def _get_state(self, request: HttpRequest, provider: ProConnectProvider) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.expected_nonce = state["data"]["nonce"]
        return state, response


def _provider(request: HttpRequest) -> ProConnectProvider:
    try:
        provider: ProConnectProvider = get_adapter(request).get_provider(request, provider=ProConnectProvider.id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    return provider


def _failed(request: HttpRequest, provider: ProConnectProvider, error: Exception) -> HttpResponse:
    response: HttpResponse = render_authentication_error(request, provider, exception=error)
    return response


def _end_session_address(request: HttpRequest) -> str:
    if not proconnect.is_configured() or proconnect.SESSION_KEY not in request.session:
        return ""
    try:
        return str(ProConnectClient(request).discovery.get("end_session_endpoint", ""))
    except (OAuth2Error, RequestException):
        return ""  # ProConnect does not answer: signing out here must not fail for that
