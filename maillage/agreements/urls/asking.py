"""Asking the other parties, declaring what they said, making the agreement known; campaigns; what needs no account."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import campaigns, declaring, public, requests, responding, summaries

urlpatterns = [
    path("<uuid:pk>/demander/", requests.ask, name="ask"),
    path("<uuid:pk>/demandes/", requests.requests, name="requests"),
    path("<uuid:pk>/demandes/<uuid:request_pk>/relancer/", requests.remind, name="request_remind"),
    path("<uuid:pk>/demandes/<uuid:request_pk>/annuler/", requests.revoke, name="request_revoke"),
    path("<uuid:pk>/declarer/", declaring.declare, name="declare"),
    path("<uuid:pk>/resume/", summaries.summary, name="summary"),
    path("<uuid:pk>/resume/lu/", summaries.acknowledge, name="acknowledge"),
    path("<uuid:pk>/faire-connaitre/", summaries.make_known, name="make_known"),
    path("<uuid:pk>/faire-connaitre/relancer/", summaries.remind, name="make_known_remind"),
]

REQUESTS = [
    path("<str:token>/", responding.open_link, name="open"),
]

CAMPAIGNS = [
    path("", campaigns.campaigns, name="list"),
    path("nouvelle/", campaigns.new, name="new"),
    path("demandes/<uuid:pk>/", responding.answer, name="answer"),
    path("<uuid:pk>/", campaigns.campaign, name="detail"),
    path("<uuid:pk>/destinataires/", campaigns.recipients, name="recipients"),
    path("<uuid:pk>/relancer/", campaigns.remind, name="remind"),
    path("<uuid:pk>/clore/", campaigns.close, name="close"),
    path("<uuid:pk>/suivi.<str:form>", campaigns.table, name="table"),
]

PUBLIC = [
    path("", public.agreements, name="list"),
    path("schema.json", public.schema, name="schema"),
    path("<uuid:pk>/", public.agreement, name="detail"),
    path("<uuid:pk>.json", public.data, name="data"),
    path("<uuid:pk>/texte.<str:form>", public.text_file, name="text"),
]
