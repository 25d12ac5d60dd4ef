"""The living text, and the permanent addresses of its provisions."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import redlines, text

urlpatterns = [
    path("<uuid:pk>/", text.text, name="detail"),
    path("<uuid:pk>/dispositions/<uuid:provision_pk>/", text.provision, name="provision"),
    path("<uuid:pk>/comparer/", redlines.choose, name="compare"),
    path("<uuid:pk>/comparer/<uuid:before>/<uuid:after>/", redlines.redline, name="redline"),
    path("<uuid:pk>/comparer/<uuid:before>/<uuid:after>/comparaison.docx", redlines.redline_word, name="redline_word"),
]
