"""Taking over a tracker of agreements."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import takeovers

app_name = "takeovers"
urlpatterns = [
    path("", takeovers.takeover_new, name="new"),
    path("modele.xlsx", takeovers.template, name="template"),
    path("<uuid:pk>/", takeovers.takeover_detail, name="detail"),
    path("<uuid:pk>/colonnes/", takeovers.takeover_columns, name="columns"),
    path("<uuid:pk>/fichiers/", takeovers.takeover_files, name="files"),
    path("<uuid:pk>/lignes/<int:number>/", takeovers.takeover_line, name="line"),
    path("<uuid:pk>/decider/", takeovers.takeover_decide, name="decide"),
    path("<uuid:pk>/confirmer/", takeovers.takeover_confirm, name="confirm"),
    path("<uuid:pk>/abandonner/", takeovers.takeover_drop, name="drop"),
    path("<uuid:pk>/annuler/", takeovers.takeover_undo, name="undo"),
]
