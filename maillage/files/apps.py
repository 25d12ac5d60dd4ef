"""Declares the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files that people bring."""

    name = "maillage.files"
    label = "files"
    verbose_name = "fichiers"
