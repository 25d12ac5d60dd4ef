"""The addresses of the room: each family of pages has its own list beside this one."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from maillage.agreements.urls import (
    amendments,
    asking,
    bring,
    commitments,
    downloads,
    ending,
    listing,
    parties,
    reading,
    record,
    signing,
    text,
)

AGREEMENTS: list[URLPattern | URLResolver] = [
    *listing.urlpatterns,
    *bring.urlpatterns,
    *reading.urlpatterns,
    *record.urlpatterns,
    *text.urlpatterns,
    *amendments.urlpatterns,
    *downloads.urlpatterns,
    *commitments.urlpatterns,
    *parties.urlpatterns,
    *ending.urlpatterns,
    *signing.urlpatterns,
    *asking.urlpatterns,
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("conventions/", include((AGREEMENTS, "agreements"))),
    path("echeances/", include("maillage.agreements.urls.duties")),
    path("reprises/", include("maillage.agreements.urls.takeovers")),
    path("demande/", include((asking.REQUESTS, "requests"))),
    path("campagnes/", include((asking.CAMPAIGNS, "campaigns"))),
    path("publie/", include((asking.PUBLIC, "public"))),
]
