"""The page of an agreement: the parts that its tabs lead to."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import journal

urlpatterns = [
    path("<uuid:pk>/journal/", journal.journal, name="journal"),
]
