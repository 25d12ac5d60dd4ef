"""Routes of the room."""

from __future__ import annotations

from django.urls import path

from maillage.notices.views import inbox, rhythms

app_name = "notices"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("vus/", inbox.see, name="see"),
    path("reglages/", rhythms.rhythms, name="rhythms"),
    path("rythme/<str:token>/", rhythms.rhythm, name="rhythm"),
]
