"""ProConnect: what an identity says, what the session remembers of it, its first link, and leaving it."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from maillage.accounts.invited import forget_token, invitation_of, token_of
from maillage.base.refusals import Refusal
from maillage.organisations.actions import accounts, invitations
from maillage.organisations.models import Organisation, User
from maillage.organisations.validators import compact_siret, fold_email

SESSION_KEY = "accounts_proconnect"
LEAVING_KEY = "accounts_proconnect_leaving"


class NoAccount(Refusal):
    """The identity is linked to nothing here, and nobody invited it."""

    sentence = (
        "Aucun compte de Maillage n’est relié à cette identité ProConnect. Si vous avez un compte, connectez-vous avec "
        "votre mot de passe, puis reliez ProConnect depuis « Votre compte ». Sinon, demandez une invitation à votre "
        "organisation."
    )


class OtherAddress(Refusal):
    """The invitation was sent to another address than the one ProConnect attests."""

    sentence = (
        "L’invitation a été envoyée à une autre adresse que celle de votre identité ProConnect. Acceptez-la avec un "
        "mot de passe, ou demandez-en une à l’adresse que ProConnect connaît."
    )


class KnownAddress(Refusal):
    """An account has the address already: its holder signs in before they link it."""

    sentence = (
        "Un compte utilise déjà cette adresse. Connectez-vous avec votre mot de passe : l’invitation vous attendra, et "
        "vous pourrez relier ProConnect depuis « Votre compte »."
    )


@dataclass(frozen=True, slots=True)
class Identity:
    """What ProConnect attests, once its signatures are verified."""

    sub: str
    email: str
    first_name: str
    last_name: str
    siret: str
    id_token: str


def identity_of(claims: dict[str, Any], id_token: str) -> Identity:
    """Read the claims of a verified user info."""
    return Identity(
        sub=claims["sub"],
        email=fold_email(str(claims.get("email") or "")),
        first_name=str(claims.get("given_name") or ""),
        last_name=str(claims.get("usual_name") or claims.get("family_name") or ""),
        siret=compact_siret(str(claims.get("siret") or "")),
        id_token=id_token,
    )


def is_configured() -> bool:
    """Whether the settings say where ProConnect is."""
    return bool(settings.PROCONNECT["issuer"])


def nonce() -> str:
    """A word that nobody guesses, of more than the 32 characters that ProConnect asks for."""
    return secrets.token_urlsafe(32)


def remember(request: HttpRequest, sociallogin: Any) -> None:
    """Keep in the session what signing out and claiming an organisation will ask for; nothing goes to the database."""
    identity: Identity = sociallogin.identity
    request.session[SESSION_KEY] = {"id_token": identity.id_token, "siret": identity.siret}


def attested_siret(request: HttpRequest) -> str:
    """The SIRET that ProConnect attested in this session, or nothing."""
    return str(request.session.get(SESSION_KEY, {}).get("siret", ""))


def attested_organisation(request: HttpRequest) -> Organisation | None:
    """The organisation of that SIRET, if it is in the register."""
    siret = attested_siret(request)
    return Organisation.objects.active().filter(siret=siret).first() if siret else None


@transaction.atomic
def accept_invitation(request: HttpRequest, sociallogin: Any, *, at: dt.datetime) -> User:
    """Open the account of the invitee whose link was opened in this browser, if ProConnect attests the same address."""
    identity: Identity = sociallogin.identity
    invitation = invitation_of(request, at=at)
    if invitation is None:
        raise NoAccount
    if identity.email != invitation.email:
        raise OtherAddress
    if User.objects.filter(email=identity.email).exists():
        raise KnownAddress
    user = accounts.open(email=identity.email, is_email_verified=True, by=None, at=at)
    invitations.accept(
        token=token_of(request), user=user, first_name=identity.first_name, last_name=identity.last_name, at=at
    )
    forget_token(request)
    return user


def end_session(request: HttpRequest, address: str) -> tuple[str, str] | None:
    """The address at which ProConnect closes its own session, and the state it will bring back.

    To ask before the session of the application is closed: the proof lies in it. Nothing without ProConnect.
    """
    id_token = request.session.get(SESSION_KEY, {}).get("id_token")
    if not id_token or not address:
        return None
    state = nonce()
    query = {
        "id_token_hint": id_token,
        "state": state,
        "post_logout_redirect_uri": request.build_absolute_uri(reverse("proconnect_left")),
    }
    return f"{address}?{urlencode(query)}", state
