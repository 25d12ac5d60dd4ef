"""Declares the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages that belong to no other room."""

    name = "maillage.web"
    label = "web"
    verbose_name = "pages communes"

    def ready(self) -> None:
        """Register what the rooms bring to the home and to the search."""
        from maillage.web import home_agreements, home_asking, home_negotiation, home_organisations, search_groups

        home_agreements.register_all()
        home_organisations.register_all()
        home_asking.register_all()
        home_negotiation.register_all()
        search_groups.register_all()
