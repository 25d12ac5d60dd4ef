"""The living text, and the permanent addresses of its provisions."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import text

urlpatterns = [
    path("<uuid:pk>/", text.text, name="detail"),
    path("<uuid:pk>/dispositions/<uuid:provision_pk>/", text.provision, name="provision"),
]
