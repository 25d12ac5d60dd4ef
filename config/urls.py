"""All routes: those of each room under its path, in the order of the rooms. tests/access/ has each of them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("maillage.web.urls")),
    path("", include("maillage.accounts.urls")),  # connexion/, deconnexion/, invitation/, compte/
    path("", include("maillage.organisations.urls")),  # organisations/, personnes/, importer/
    path("territoires/", include("maillage.territories.urls")),
    path("avis/", include("maillage.notices.urls")),
    path("", include("maillage.negotiation.urls")),  # conventions/ID/negociation/, organisations/ID/circuits/
    path("", include("maillage.agreements.urls")),  # conventions/, demande/, campagnes/, reprises/, publie/
]

handler400 = "maillage.web.views.errors.bad_request"
handler403 = "maillage.web.views.errors.permission_denied"
handler404 = "maillage.web.views.errors.page_not_found"
handler500 = "maillage.web.views.errors.server_error"
