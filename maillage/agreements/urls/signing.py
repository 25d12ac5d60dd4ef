"""The signature of an agreement: authority, version to sign, signatures, notifications, alerts."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import alerts, signed_files, signing, signing_facts

urlpatterns = [
    path("<uuid:pk>/signature/", signing.page, name="signing"),
    path("<uuid:pk>/signature/sceller/", signing.seal, name="seal"),
    path("<uuid:pk>/signature/version/<uuid:sealed_pk>/", signing.sealed_file, name="sealed_file"),
    path("<uuid:pk>/signature/version/<uuid:sealed_pk>/retirer/", signing.sealed_close, name="sealed_close"),
    path("<uuid:pk>/signature/rapporter/", signed_files.bring_back, name="signing_bring_back"),
    path("<uuid:pk>/signature/fichier/<uuid:document_pk>/", signed_files.checks, name="signing_checks"),
    path("<uuid:pk>/signature/retenir/<uuid:check_pk>/", signed_files.accept, name="signing_accept"),
    path("<uuid:pk>/signature/alertes/<str:mark>/ecarter/", alerts.alert_set_aside, name="alert_set_aside"),
    path("<uuid:pk>/signature/alertes/<uuid:kept_pk>/retablir/", alerts.alert_take_back, name="alert_take_back"),
    path("<uuid:pk>/signature/<uuid:party_pk>/autoriser/", signing_facts.authority_new, name="authority_new"),
    path("<uuid:pk>/signature/<uuid:party_pk>/deleguer/", signing_facts.delegation_new, name="delegation_new"),
    path("<uuid:pk>/signature/<uuid:party_pk>/signataire/", signing_facts.signatory_new, name="signatory_new"),
    path("<uuid:pk>/signature/<uuid:party_pk>/signer/", signing_facts.signature_new, name="signature_new"),
    path("<uuid:pk>/signature/<uuid:party_pk>/notifier/", signing_facts.notification_new, name="notification_new"),
    path("<uuid:pk>/signature/autorisation/<uuid:fact_pk>/", signing_facts.authority_edit, name="authority_edit"),
    path("<uuid:pk>/signature/delegation/<uuid:fact_pk>/", signing_facts.delegation_edit, name="delegation_edit"),
    path("<uuid:pk>/signature/signataire/<uuid:fact_pk>/", signing_facts.signatory_edit, name="signatory_edit"),
    path("<uuid:pk>/signature/notification/<uuid:fact_pk>/", signing_facts.notification_edit, name="notification_edit"),
    path(
        "<uuid:pk>/signature/<str:kind>/<uuid:fact_pk>/retirer/", signing_facts.fact_withdraw, name="signing_withdraw"
    ),
]
