"""The list of agreements, and what is taken away of it."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import listing

urlpatterns = [
    path("", listing.agreement_list, name="list"),
    path("liste.<str:form>", listing.agreement_export, name="export"),
]
