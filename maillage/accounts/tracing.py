"""Sign-ins as the journal keeps them: who, when, how, with what outcome; neither the network nor the e-mail address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from maillage.accounts.queries import FACTORS
from maillage.journal.actions import trace_sign_in
from maillage.journal.choices import SignInMethod, SignInOutcome
from maillage.organisations.models import User

FACTOR_METHODS = {
    Authenticator.Type.TOTP: SignInMethod.TOTP,
    Authenticator.Type.WEBAUTHN: SignInMethod.PASSKEY,
    Authenticator.Type.RECOVERY_CODES: SignInMethod.RECOVERY_CODE,
}
FIRST_METHODS = {
    "password": SignInMethod.PASSWORD,
    "code": SignInMethod.CODE,
    "socialaccount": SignInMethod.PROCONNECT,
    "invitation": SignInMethod.INVITATION,
}


def write(*, user: User | None, method: SignInMethod, outcome: SignInOutcome, at: dt.datetime) -> None:
    """Write a sign-in, tried or done."""
    trace_sign_in(user=user, at=at, method=method, outcome=outcome)


def method_of(request: HttpRequest, user: User) -> SignInMethod:
    """How the person showed who they are: the last thing they did in this session."""
    for record in reversed(get_authentication_records(request, user)):
        if record["method"] == "mfa":
            return FACTOR_METHODS[record["type"]]
        if record["method"] in FIRST_METHODS:
            return FIRST_METHODS[record["method"]]
    return SignInMethod.PASSWORD


def connect() -> None:
    """Listen to django-allauth."""
    account.user_logged_in.connect(_entered, dispatch_uid="accounts.entered")
    account.login_code_rejected.connect(_code_rejected, dispatch_uid="accounts.code_rejected")
    account.password_changed.connect(_password_changed, dispatch_uid="accounts.password_changed")
    account.password_reset.connect(_password_reset, dispatch_uid="accounts.password_reset")
    mfa.authentication_failed.connect(_factor_failed, dispatch_uid="accounts.factor_failed")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="accounts.factor_added")
    user_logged_out.connect(_left, dispatch_uid="accounts.left")


def _entered(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    write(user=user, method=method_of(request, user), outcome=SignInOutcome.SUCCEEDED, at=timezone.now())


def _left(request: HttpRequest, user: User | None, **_kwargs: Any) -> None:
    if user is not None:
        UserSession.objects.filter(user_id=user.pk, session_key=request.session.session_key or "").delete()
        write(user=user, method=method_of(request, user), outcome=SignInOutcome.LEFT, at=timezone.now())


def _code_rejected(user: User, last_attempt: bool, **_kwargs: Any) -> None:
    outcome = SignInOutcome.LIMITED if last_attempt else SignInOutcome.REFUSED
    write(user=user, method=SignInMethod.CODE, outcome=outcome, at=timezone.now())


def _factor_failed(user: User, authenticator: Authenticator, reauthentication: bool, **_kwargs: Any) -> None:
    if not reauthentication:
        method = FACTOR_METHODS[authenticator.type]
        write(user=user, method=method, outcome=SignInOutcome.REFUSED, at=timezone.now())


def _factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """A session opened without the new factor does not outlive it."""
    if authenticator.type in FACTORS:
        end_other_sessions(request, user)


def _password_changed(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    end_other_sessions(request, user)


def _password_reset(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    for session in UserSession.objects.filter(user_id=user.pk):
        session.end()
    get_adapter(request)._delete_login_attempts_cached_email(request, email=user.email)  # noqa: SLF001 what allauth does itself for its own table of addresses
