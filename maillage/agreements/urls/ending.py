"""The life of an agreement: its timeline, what follows its term, how it ends."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import timeline

urlpatterns = [
    path("<uuid:pk>/frise/", timeline.timeline_page, name="timeline"),
]
