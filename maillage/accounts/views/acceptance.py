"""Accepting an invitation: with a new account, or with the account one is signed in with."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from maillage.accounts.forms import AcceptForm
from maillage.accounts.invited import forget_token, invitation_of, keep_token, token_of
from maillage.accounts.middleware import CHOSEN_KEY
from maillage.accounts.queries import can_enter
from maillage.base.refusals import Refusal
from maillage.organisations.actions import accounts
from maillage.organisations.actions import invitations as verbs
from maillage.organisations.models import Invitation, User
from maillage.organisations.queries.invitations import open_invitation


@login_not_required
@never_cache
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the token of the link in the session, and show the invitation at an address that does not hold it."""
    if open_invitation(token, at=timezone.now()) is None:
        return _gone(request)
    keep_token(request, token)
    return redirect("accounts:accept")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def accept(request: HttpRequest) -> HttpResponse:
    """Say who one is, choose a password where one is needed, and enter."""
    invitation = invitation_of(request, at=timezone.now())
    if invitation is None:
        return _gone(request)
    if request.user.is_authenticated:
        return _with_this_account(request, invitation)
    known = User.objects.filter(email=invitation.email).select_related("person").first()
    if known is not None and can_enter(known, at=timezone.now()):
        return render(request, "accounts/accept_sign_in.html", {"invitation": invitation})
    person = known.person if known is not None else invitation.person
    form = AcceptForm(request.POST or None, email=invitation.email, role=invitation.role, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            user = _open_account(request, invitation, known, form)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            return _enter(request, user)
    context = {"invitation": invitation, "form": form, "is_new": known is None}
    return render(request, "accounts/accept.html", context)


def _with_this_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/accept_here.html", {"invitation": invitation})
    try:
        verbs.accept(token=token_of(request), user=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refusal as refusal:
        context = {"invitation": invitation, "sentence": refusal.sentence}
        return render(request, "accounts/accept_here.html", context, status=409)
    forget_token(request)
    request.session[CHOSEN_KEY] = str(invitation.organisation_id)
    messages.success(request, f"Vous agissez maintenant pour l’organisation {invitation.organisation}.")
    return redirect("web:home")


@transaction.atomic
def _open_account(request: HttpRequest, invitation: Invitation, known: User | None, form: AcceptForm) -> User:
    """A new account, or one that opened nothing any more: its second factor, if it had one, is still asked for."""
    at, said = timezone.now(), form.cleaned_data
    password = said.get("password")
    user = known or accounts.open(email=invitation.email, password=password, is_email_verified=True, by=None, at=at)
    if known is not None:
        user = known if known.is_active else accounts.reopen(user=known, by=invitation.invited_by, at=at)
        if password is not None:
            user.set_password(password)
            user.save(update_fields=["password"])
    names = {"first_name": said.get("first_name", ""), "last_name": said.get("last_name", "")}
    verbs.accept(token=token_of(request), user=user, **names, at=at)
    return user


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    forget_token(request)
    record_authentication(request, user, method="invitation")
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url="/"))
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    forget_token(request)
    return render(request, "accounts/invitation_gone.html", status=404)
