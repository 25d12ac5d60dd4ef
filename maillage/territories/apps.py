"""Declares the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Territories, with the geographies they come from."""

    name = "maillage.territories"
    label = "territories"
    verbose_name = "territoires"

    def ready(self) -> None:
        """Tells the journal how to tell what is done here."""
        from maillage.territories import sentences

        sentences.register()
