"""Routes of the room."""

from __future__ import annotations

from django.urls import path

from maillage.notices.views import feeds, inbox, rhythms

app_name = "notices"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("vus/", inbox.see, name="see"),
    path("reglages/", rhythms.rhythms, name="rhythms"),
    path("agendas/", feeds.feeds, name="feeds"),
    path("agendas/<uuid:pk>/adresse/", feeds.renew, name="feed_renew"),
    path("agendas/<uuid:pk>/fermer/", feeds.close, name="feed_close"),
    path("agenda/<str:token>/maillage.ics", feeds.feed, name="feed"),
    path("rythme/<str:token>/", rhythms.rhythm, name="rhythm"),
]
