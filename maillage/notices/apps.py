"""Declares the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Alerts, letters, calendars to subscribe to."""

    name = "maillage.notices"
    label = "notices"
    verbose_name = "avis"

    def ready(self) -> None:
        """Say what this room does from time to time."""
        from maillage.notices import rounds
        from maillage.notices.actions import digests, escalating

        rounds.register("avis", every=rounds.OFTEN, work=escalating.go_round)
        rounds.register("courriels", every=rounds.OFTEN, work=digests.write_due)
