"""Declares the room to Django, and tells the journal its sentences."""

from __future__ import annotations

from django.apps import AppConfig


class NegotiationConfig(AppConfig):
    """The negotiation of drafts."""

    name = "maillage.negotiation"
    label = "negotiation"
    verbose_name = "négociation"

    def ready(self) -> None:
        """Register the sentences of the journal."""
        from maillage.negotiation import sentences

        sentences.register()
