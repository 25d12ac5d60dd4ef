"""Declares the room to Django, and tells the journal its sentences."""

from __future__ import annotations

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The living agreement."""

    name = "maillage.agreements"
    label = "agreements"
    verbose_name = "conventions"

    def ready(self) -> None:
        """Register the sentences of the journal."""
        from maillage.agreements import sentences

        sentences.register()
