"""Who reaches the pages of sign-in and of accounts. People are signed in without having just confirmed who they are."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator

from tests.access.table import PEOPLE, Row, only, public, signed_in
from tests.factories.accounts import add_recovery_codes
from tests.factories.organisations import InvitationFactory

CONFIRM = 302  # sent to confirm who they are
KEEPERS = ("bob", "odile")  # who administers an organisation, who keeps the platform


def entrance(anonymous: int = 200) -> dict[str, int]:
    """A door: whoever is inside already is sent home."""
    return {**public(302), "anonymous": anonymous}


def _waiting(cast: Any) -> list[object]:
    return [InvitationFactory(organisation=cast.ccas, invited_by=cast.bob).pk]


def _codes_for_all(cast: Any) -> list[object]:
    for name in PEOPLE:
        add_recovery_codes(getattr(cast, name))
    return []


def _key(cast: Any) -> list[object]:
    key = Authenticator.objects.create(
        user=cast.adele, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé", "credential": {}}
    )
    return [key.pk]


ROWS = [
    # doors
    Row("account_login", entrance()),
    Row("account_request_login_code", entrance()),
    Row("account_confirm_login_code", entrance(302)),
    Row("mfa_authenticate", entrance(302)),
    Row("mfa_login_webauthn", entrance(302)),
    Row("account_reset_password", public()),
    Row("account_reset_password_done", public()),
    Row("account_reset_password_from_key_done", public()),
    Row(
        "account_reset_password_from_key",
        public(),
        args=lambda _cast: ["0", "set-password"],
        state="with a link of nobody",
    ),
    Row("account_inactive", public()),
    Row("account_signup", public()),
    Row("account_logout", {**public(), "anonymous": 302}),
    Row("account_logout", public(302), method="post"),
    Row("proconnect_login", public(404), state="without ProConnect"),
    Row("proconnect_callback", public(404), state="without ProConnect"),
    Row("proconnect_left", public(302)),
    Row("socialaccount_login_cancelled", public(302)),
    Row("accounts:open_invitation", public(404), args=lambda _cast: ["a-link-of-nobody"]),
    Row("accounts:accept", public(404), state="without a link"),
    # confirming who one is
    Row("account_reauthenticate", signed_in(302), state="without a password"),
    Row("mfa_reauthenticate", signed_in()),
    Row("mfa_reauthenticate_webauthn", signed_in(302), state="without a key"),
    # one's account
    Row("accounts:account", signed_in()),
    Row("accounts:ask_address", signed_in()),
    Row("accounts:ask_address", signed_in(CONFIRM), method="post", data=lambda _cast: {"email": "a@b.example"}),
    Row("accounts:open_address", public(404), args=lambda _cast: ["a-link-of-nobody"]),
    Row("accounts:confirm_address", signed_in(404), state="without a link"),
    Row("accounts:confirm_address", signed_in(404), method="post", state="without a link"),
    Row("accounts:second_factor", signed_in(302), state="once it is set up"),
    Row("accounts:sessions", signed_in()),
    Row("accounts:close_session", signed_in(404), method="post", args=lambda _cast: [1], state="of nobody"),
    Row("accounts:close_session", signed_in(405), args=lambda _cast: [1], state="by GET"),
    Row("accounts:close_other_sessions", signed_in(302), method="post"),
    Row("accounts:close_other_sessions", signed_in(405), state="by GET"),
    Row("accounts:switch", signed_in()),
    Row("accounts:switch", only(302, "bob"), method="post", data=lambda cast: {"organisation": cast.ccas.pk}),
    Row("accounts:unlink_proconnect", signed_in(CONFIRM), method="post"),
    Row("accounts:unlink_proconnect", signed_in(405), state="by GET"),
    Row("accounts:claim_attested", signed_in(302), method="post", state="without ProConnect"),
    Row("accounts:claim_attested", signed_in(405), state="by GET"),
    Row("account_change_password", signed_in(302), state="without a password"),
    Row("account_set_password", signed_in()),
    # second factor
    Row("mfa_index", signed_in()),
    Row("mfa_list_webauthn", signed_in()),
    Row("mfa_activate_totp", signed_in(CONFIRM)),
    Row("mfa_deactivate_totp", signed_in(CONFIRM)),
    Row("mfa_view_recovery_codes", signed_in(404), state="without codes"),
    Row("mfa_view_recovery_codes", signed_in(CONFIRM), args=_codes_for_all),
    Row("mfa_download_recovery_codes", signed_in(404), state="without codes"),
    Row("mfa_generate_recovery_codes", signed_in(CONFIRM)),
    Row("mfa_add_webauthn", signed_in(CONFIRM)),
    Row("mfa_edit_webauthn", signed_in(CONFIRM), args=_key, state="of somebody else"),
    Row("mfa_remove_webauthn", signed_in(CONFIRM), args=_key, state="of somebody else"),
    # accounts of an organisation
    Row("accounts:invitations", only(200, *KEEPERS, others=403)),
    Row(
        "accounts:invitations",
        {**only(200, "odile", others=403), "bob": 200},
        data=lambda cast: {"organisation": cast.ccas.pk},
        state="of the CCAS",
    ),
    Row(
        "accounts:invitations",
        only(200, "odile", others=403),
        data=lambda cast: {"organisation": cast.departement.pk},
        state="of the Département",
    ),
    Row("accounts:invitations", signed_in(404), data=lambda _cast: {"organisation": uuid4()}, state="of nobody"),
    Row("accounts:invitations", signed_in(404), data=lambda _cast: {"organisation": "1"}, state="with a bad number"),
    Row("accounts:invite", only(200, *KEEPERS, others=403)),
    Row("accounts:invite", signed_in(CONFIRM), method="post"),
    Row("accounts:send_again", only(302, *KEEPERS), method="post", args=_waiting),
    Row("accounts:send_again", signed_in(405), args=_waiting, state="by GET"),
    Row("accounts:revoke", only(302, *KEEPERS), method="post", args=_waiting),
    Row("accounts:revoke", signed_in(405), args=_waiting, state="by GET"),
    Row("accounts:review", only(200, *KEEPERS, others=403)),
    Row("accounts:review", signed_in(CONFIRM), method="post"),
    Row(
        "accounts:reset_factor",
        {**only(200, "odile"), "dina": 403},
        args=lambda cast: [cast.adele.pk],
        state="of the Département",
    ),
    Row("accounts:reset_factor", signed_in(CONFIRM), method="post", args=lambda cast: [cast.adele.pk]),
]
