"""Another address for one's account: asked, opened from the letter, confirmed."""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from maillage.accounts import addresses
from maillage.accounts.confirming import confirmed
from maillage.accounts.forms import AddressForm
from maillage.accounts.middleware import AdmittedRequest
from maillage.base.refusals import Refusal
from maillage.organisations.actions import accounts


@confirmed
def ask(request: AdmittedRequest) -> HttpResponse:
    """Say the new address: the answer is the same whether another account has it or not."""
    form = AddressForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="manage_email", user=request.user):
            return render(request, "429.html", status=429)
        new = form.cleaned_data["email"]
        addresses.ask(request, user=request.user, new=new, at=timezone.now())
        messages.success(request, f"Un courriel est parti à {new} : suivez son lien dans les quatre heures.")
        return redirect("accounts:account")
    return render(request, "accounts/address.html", {"form": form})


@login_not_required
@never_cache
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the token of the link in the session, and go to a page whose address does not hold it."""
    if addresses.opened(token, at=timezone.now()) is None:
        return _gone(request)
    request.session[addresses.SESSION_KEY] = token
    return redirect("accounts:confirm_address")


@never_cache
def confirm(request: AdmittedRequest) -> HttpResponse:
    """Take the new address; the former one is told, and other browsers are signed out."""
    at, user = timezone.now(), request.user
    change = addresses.opened(request.session.get(addresses.SESSION_KEY, ""), at=at)
    if change is None or not change.is_of(user):
        return _gone(request)
    if request.method != "POST":
        return render(request, "accounts/address_confirm.html", {"new": change.new})
    try:
        with transaction.atomic():
            accounts.change_email(user=user, email=change.new, by=user, at=at)
            transaction.on_commit(lambda: addresses.tell_former(user=user, former=change.former, at=at))
    except Refusal:
        return _gone(request)
    request.session.pop(addresses.SESSION_KEY, None)
    end_other_sessions(request, user)
    messages.success(request, f"Vous vous connectez désormais avec {change.new}.")
    return redirect("accounts:account")


def _gone(request: HttpRequest) -> HttpResponse:
    request.session.pop(addresses.SESSION_KEY, None)
    return render(request, "accounts/address_gone.html", status=404)
