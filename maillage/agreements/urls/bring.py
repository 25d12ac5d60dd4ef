"""Bringing an agreement: its files, their reading, its sheet, its duplicates."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import bringing, drafting, duplicates, nature, sheet

urlpatterns = [
    path("nouvelle/", bringing.new, name="new"),
    path("nouvelle/modele/", drafting.models, name="models"),
    path("nouvelle/modele/<slug:slug>/", drafting.parties, name="model_parties"),
    path("nouvelle/modele/<slug:slug>/questions/", drafting.questions, name="model_questions"),
    path("<uuid:pk>/avancement/", bringing.progress, name="progress"),
    path("<uuid:pk>/relire/", bringing.read_again, name="read_again"),
    path("<uuid:pk>/nature/", nature.nature, name="nature"),
    path("<uuid:pk>/modifier/", sheet.edit, name="edit"),
    path("<uuid:pk>/supprimer/", sheet.delete, name="delete"),
    path("<uuid:pk>/fichiers/<uuid:document>/", sheet.file, name="file"),
    path("<uuid:pk>/doublons/", duplicates.duplicates, name="duplicates"),
    path("<uuid:pk>/doublons/<uuid:other>/", duplicates.merge, name="merge"),
    path("<uuid:pk>/doublons/<uuid:merge_pk>/separer/", duplicates.separate, name="separate"),
]
