"""Routes of the pages that gather what all rooms hold: search and journal."""

from __future__ import annotations

from django.urls import path

from maillage.web.views import journal, search

urlpatterns = [
    path("recherche/", search.search, name="search"),
    path("journal/", journal.journal, name="journal"),
    path("journal/<uuid:pk>/", journal.journal, name="journal_of"),
    path("journal/<uuid:pk>/connexions/", journal.sign_ins, name="sign_ins"),
    path("journal/<uuid:pk>/connexions.csv", journal.sign_ins_file, name="sign_ins_file"),
]
