"""Declares the furniture to Django."""

from __future__ import annotations

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """The furniture: components, tags and abstract models, no table of its own."""

    name = "maillage.base"
    label = "base"
    verbose_name = "mobilier"
