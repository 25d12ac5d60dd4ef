"""Addresses under /territoires/."""

from __future__ import annotations

from django.urls import path

from maillage.territories import views

app_name = "territories"
urlpatterns = [
    path("", views.territory_list, name="list"),
    path("choisir/", views.choose, name="choose"),
    path("perimetres/nouveau/", views.perimeter_new, name="perimeter_new"),
    path("perimetres/<uuid:pk>/modifier/", views.perimeter_edit, name="perimeter_edit"),
    path("<uuid:pk>/", views.territory_detail, name="detail"),
]
