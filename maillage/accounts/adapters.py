"""What we decide where django-allauth lets one decide: who may enter, words, secrets, first link with ProConnect."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from maillage.accounts import leaving, proconnect, tracing
from maillage.accounts.queries import can_enter, is_read_only
from maillage.accounts.sealing import seal, unseal
from maillage.base.refusals import Refusal
from maillage.journal.choices import SignInMethod, SignInOutcome
from maillage.organisations.models import User
from maillage.organisations.validators import fold_email

BY_CODE = "code"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from invitations, and open only to those who hold a right that day."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "L’adresse ou le mot de passe ne convient pas.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "incorrect_code": "Ce code ne convient pas : il est peut-être trop ancien.",
        "incorrect_password": "Ce mot de passe ne convient pas.",
        "invalid_password_reset": "Ce lien n’est plus valable.",
        "too_many_login_attempts": "Trop d’essais ont échoué. Réessayez dans quelques minutes.",
        "rate_limited": "Trop de demandes à la suite : patientez un instant.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: an invitation opens an account."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:  # noqa: ARG002
        """Turn away, before any second factor, whoever holds no right today, or whom no code may let in."""
        at = timezone.now()
        by_code = any(record["method"] == BY_CODE for record in get_authentication_records(request, user))
        if can_enter(user, at=at) and (not by_code or is_read_only(user, at=at)):
            return None
        clear_login(request)
        tracing.write(user=user, method=tracing.method_of(request, user), outcome=SignInOutcome.CLOSED, at=at)
        leaving.remember(request, user)
        return redirect("account_inactive")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the tries; one that comes after too many is traced."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._trace(credentials, SignInOutcome.LIMITED)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        """Trace a password that does not fit."""
        self._trace(credentials, SignInOutcome.REFUSED)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for whoever has just signed in, or just confirmed who they are; else before whatever matters."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm who one is, in our words."""
        words = {
            "account_reauthenticate": "Avec votre mot de passe",
            "mfa_reauthenticate": "Avec un code de votre application, ou un code de secours",
            "mfa_reauthenticate_webauthn": "Avec une clé d’accès",
        }
        by_address = {reverse(name): word for name, word in words.items()}
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": by_address[method["url"]]} for method in methods]

    @staticmethod
    def _trace(credentials: dict[str, Any], outcome: SignInOutcome) -> None:
        user = User.objects.filter(email=fold_email(credentials.get("email", ""))).first()
        tracing.write(user=user, method=SignInMethod.PASSWORD, outcome=outcome, at=timezone.now())


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are sealed, drawings are plain, names are French."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": "Choisissez d’abord une seconde vérification.",
    }

    def encrypt(self, text: str) -> str:
        """The secret as the database keeps it."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """The drawing that an application photographs, without the head of an XML file."""
        import qrcode
        from qrcode.image.svg import SvgPathImage

        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathImage, border=2).save(drawn)
        return drawn.getvalue().decode().partition("?>")[2].strip()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """A name for a new key, which its holder may change."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return "Clé d’accès" if not count else f"Clé d’accès {count + 1}"

    def _get_site_name(self) -> str:
        return "Maillage"


class ProConnectAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """ProConnect opens the account that its ``sub`` was linked to; an invitation makes the first link."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:  # noqa: ARG002
        """The settings alone say where ProConnect is: no row of the database adds another provider."""
        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for found in apps.values() for app in found]

    def generate_state_param(self, state: dict[str, Any]) -> str:  # noqa: ARG002
        """ProConnect asks for 32 characters at least."""
        return proconnect.nonce()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Never: an invitation opens an account."""
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002
        """Back to one's account once it is linked."""
        return reverse("accounts:account")

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account of an identity: linked already, being linked, or invited; else say what to do."""
        proconnect.remember(request, sociallogin)
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        try:
            user = proconnect.accept_invitation(request, sociallogin, at=timezone.now())
        except Refusal as refusal:
            page = render(request, "accounts/proconnect_unknown.html", {"sentence": refusal.sentence}, status=403)
            raise ImmediateHttpResponse(page) from refusal
        sociallogin.connect(request, user)
