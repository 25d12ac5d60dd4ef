"""ProConnect as a provider of django-allauth, which finds it by the name of this module."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.http import HttpRequest, HttpResponse

from maillage.accounts.proconnect import Identity, identity_of, nonce
from maillage.accounts.tokens import TokenRefused, verify

logger = logging.getLogger(__name__)

SCOPE = ("openid", "given_name", "usual_name", "email", "siret")
SIGNED = "application/jwt"


class ProConnectClient(OAuth2Adapter):  # type: ignore[misc]
    """The talk with ProConnect behind the browser: discovery, code against tokens, user info, each token verified."""

    provider_id = "proconnect"
    expected_nonce = ""

    @property
    def discovery(self) -> dict[str, Any]:
        """What the issuer says of itself; it must be the issuer of the settings."""
        if not hasattr(self, "_discovery"):
            issuer = self.get_provider().issuer
            found = self._get(f"{issuer}/.well-known/openid-configuration").json()
            if found.get("issuer") != issuer:
                raise OAuth2Error("Another issuer answers at the address of ProConnect.")
            self._discovery: dict[str, Any] = found
        return self._discovery

    @property
    def access_token_url(self) -> str:
        """Where a code is changed for tokens."""
        return str(self.discovery["token_endpoint"])

    @property
    def authorize_url(self) -> str:
        """Where the browser is sent."""
        return str(self.discovery["authorization_endpoint"])

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> Any:
        """The login of a verified identity: both tokens are signed, for us, and speak of the same person."""
        keys = self._get(self.discovery["jwks_uri"]).json()
        ours = {"keys": keys, "issuer": self.discovery["issuer"], "audience": app.client_id}
        try:
            id_token = kwargs["response"].get("id_token") or ""
            proof = verify(id_token, **ours, required=("iss", "aud", "sub", "exp", "nonce"), nonce=self.expected_nonce)
            claims = verify(self._signed_user_info(token.token), **ours)
            if claims["sub"] != proof["sub"]:
                raise TokenRefused("The user info is of somebody else.")
        except TokenRefused as refusal:
            logger.warning("proconnect token refused")
            raise OAuth2Error("ProConnect: token refused") from refusal
        identity = identity_of(claims, id_token)
        login = self.get_provider().sociallogin_from_response(request, identity)
        login.identity = identity
        return login

    def _signed_user_info(self, access_token: str) -> str:
        response = self._get(self.discovery["userinfo_endpoint"], headers={"Authorization": f"Bearer {access_token}"})
        if response.headers.get("content-type", "").partition(";")[0].strip().lower() != SIGNED:
            raise TokenRefused("The user info is not signed.")
        return str(response.text)

    @staticmethod
    def _get(address: str, headers: dict[str, str] | None = None) -> Any:
        with get_adapter().get_requests_session() as session:
            response = session.get(address, headers=headers)
        response.raise_for_status()
        return response


class ProConnectProvider(OAuth2Provider):  # type: ignore[misc]
    """An identity of ProConnect is found again by its ``sub`` alone; nothing else of it is stored."""

    id = "proconnect"
    name = "ProConnect"
    account_class = ProviderAccount
    oauth2_adapter_class = ProConnectClient
    pkce_enabled_default: ClassVar[bool] = False  # ProConnect refuses any parameter that it does not know

    @property
    def issuer(self) -> str:
        """The issuer of the settings."""
        return str(self.app.settings["issuer"])

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only what a sign-in needs: the address of the page sets neither scope nor parameters."""
        asked = super(OAuth2Provider, self).get_redirect_from_request_kwargs(request)
        process = "connect" if asked["process"] == "connect" else "login"
        return {**asked, "process": process, "scope": list(SCOPE)}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Send the browser to ProConnect with a nonce, which the session remembers beside the state."""
        word = nonce()
        kwargs["auth_params"] = {"nonce": word}
        response: HttpResponse = super().redirect(request, process, next_url, {"nonce": word, **(data or {})}, **kwargs)
        return response

    def extract_uid(self, data: Identity) -> str:
        """The ``sub``."""
        return data.sub

    def extract_extra_data(self, data: Identity) -> dict[str, Any]:  # noqa: ARG002
        """Nothing is stored of what ProConnect says."""
        return {}

    def extract_common_fields(self, data: Identity) -> dict[str, Any]:
        """The address, to compare with an invitation."""
        return {"email": data.email}

    def extract_email_addresses(self, data: Identity) -> list[EmailAddress]:  # noqa: ARG002
        """None: an address opens no account."""
        return []


provider_classes = [ProConnectProvider]
