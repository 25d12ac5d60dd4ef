"""The calendar of duties across agreements."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import duties

app_name = "duties"
urlpatterns = [
    path("", duties.calendar, name="list"),
    path("mois/", duties.month, name="month"),
    path("echeances.xlsx", duties.export, name="export"),
    path("delais/<uuid:organisation_pk>/", duties.leads, name="leads"),
    path("<uuid:pk>/", duties.duty, name="detail"),
    path("<uuid:pk>/faite/", duties.done, name="done"),
    path("<uuid:pk>/a-faire/", duties.undone, name="undone"),
]
