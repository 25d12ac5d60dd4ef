"""All routes: those of each room under its path, in the order of the rooms. tests/access/ has each of them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from config.environ import is_built

ROOMS = (
    ("", "maillage.web.urls"),
    ("", "maillage.accounts.urls"),  # connexion/, deconnexion/, invitation/, compte/
    ("", "maillage.organisations.urls"),  # organisations/, personnes/, importer/
    ("territoires/", "maillage.territories.urls"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(module)) for prefix, module in ROOMS if is_built(module)
]

handler400 = "maillage.web.views.errors.bad_request"
handler403 = "maillage.web.views.errors.permission_denied"
handler404 = "maillage.web.views.errors.page_not_found"
handler500 = "maillage.web.views.errors.server_error"
