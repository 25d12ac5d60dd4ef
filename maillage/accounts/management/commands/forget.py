"""``manage.py forget``: erase each night what has no reason to be kept any longer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.accounts.actions import forget_closed_sessions
from maillage.journal.actions import forget_addresses
from maillage.organisations.actions.invitations import forget_expired


class Command(BaseCommand):
    """Erases expired sessions, the addresses of expired invitations, the network addresses of old sign-ins."""

    help = "Erase what has no reason to be kept: expired sessions, addresses of expired invitations. For the night."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Erase, and say how much."""
        at = timezone.now()
        told = {
            "sessions": forget_closed_sessions(at=at),
            "invitations": forget_expired(at=at),
            "addresses": forget_addresses(at=at),
        }
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in told.items()))
