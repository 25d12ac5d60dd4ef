"""Routes of the pages that belong to no other room."""

from __future__ import annotations

from django.urls import include, path

from maillage.web.views import display, gallery, health, home, legal

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("", include("maillage.web.inside_urls")),
    path("accessibilite/", legal.accessibility, name="accessibility"),
    path("affichage/", display.display, name="display"),
    path("composants/", gallery.gallery, name="gallery"),
    path("donnees-personnelles/", legal.privacy, name="privacy"),
    path("mentions-legales/", legal.legal, name="legal"),
    path("health", health.health, name="health"),
]
