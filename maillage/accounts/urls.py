"""Routes of sign-in and of accounts. Those of django-allauth keep the names by which it finds them."""

from __future__ import annotations

from allauth.account import views as entering
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as application
from allauth.mfa.webauthn import views as keys
from django.urls import include, path, re_path

from maillage.accounts.views import acceptance, account, addresses, entrance, invitations, reviews

ours = (
    [
        path("invitation/", acceptance.accept, name="accept"),
        path("invitation/<str:token>/", acceptance.open_link, name="open_invitation"),
        path("compte/", account.account, name="account"),
        path("compte/adresse/", addresses.ask, name="ask_address"),
        path("compte/adresse/confirmer/", addresses.confirm, name="confirm_address"),
        path("compte/adresse/lien/<str:token>/", addresses.open_link, name="open_address"),
        path("compte/seconde-verification/", account.second_factor, name="second_factor"),
        path("compte/sessions/", account.sessions, name="sessions"),
        path("compte/sessions/fermer-les-autres/", account.close_other_sessions, name="close_other_sessions"),
        path("compte/sessions/<int:pk>/fermer/", account.close_session, name="close_session"),
        path("compte/organisation/", account.switch, name="switch"),
        path("compte/proconnect/delier/", account.unlink_proconnect, name="unlink_proconnect"),
        path("compte/proconnect/organisation/", account.claim_attested, name="claim_attested"),
        path("compte/invitations/", invitations.invitations, name="invitations"),
        path("compte/invitations/nouvelle/", invitations.invite, name="invite"),
        path("compte/invitations/<uuid:pk>/renvoyer/", invitations.send_again, name="send_again"),
        path("compte/invitations/<uuid:pk>/annuler/", invitations.revoke, name="revoke"),
        path("compte/revue/", reviews.review, name="review"),
        path("compte/comptes/<uuid:pk>/seconde-verification/", reviews.reset_factor, name="reset_factor"),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(ours)),
    path("connexion/", entering.login, name="account_login"),
    path("connexion/cle/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/code/", entering.request_login_code, name="account_request_login_code"),
    path("connexion/code/saisir/", entering.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/verification/", factors.authenticate, name="mfa_authenticate"),
    path("connexion/confirmer/", entering.reauthenticate, name="account_reauthenticate"),
    path("connexion/confirmer/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("connexion/confirmer/cle/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("connexion/mot-de-passe/", entering.password_reset, name="account_reset_password"),
    path("connexion/mot-de-passe/envoye/", entering.password_reset_done, name="account_reset_password_done"),
    path(
        "connexion/mot-de-passe/change/",
        entering.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^connexion/mot-de-passe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entering.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("connexion/acces-ferme/", entrance.turned_away, name="account_inactive"),
    path("connexion/obtenir-un-compte/", entrance.how_to_join, name="account_signup"),
    path("connexion/proconnect/", entrance.proconnect_sign_in, name="proconnect_login"),
    path("connexion/proconnect/retour/", entrance.proconnect_back, name="proconnect_callback"),
    path("connexion/proconnect/abandon/", entrance.proconnect_cancelled, name="socialaccount_login_cancelled"),
    path("connexion/proconnect/deconnexion/", entrance.proconnect_left, name="proconnect_left"),
    path("deconnexion/", entrance.sign_out, name="account_logout"),
    path("compte/mot-de-passe/", entering.password_change, name="account_change_password"),
    path("compte/mot-de-passe/choisir/", entering.password_set, name="account_set_password"),
    path("compte/verification/", factors.index, name="mfa_index"),
    path("compte/verification/application/", application.activate_totp, name="mfa_activate_totp"),
    path("compte/verification/application/retirer/", application.deactivate_totp, name="mfa_deactivate_totp"),
    path("compte/verification/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("compte/verification/codes/nouveaux/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("compte/verification/codes/telecharger/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("compte/verification/cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("compte/verification/cles/nouvelle/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("compte/verification/cles/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("compte/verification/cles/<int:pk>/retirer/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]
