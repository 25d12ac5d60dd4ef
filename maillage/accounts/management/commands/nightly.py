"""``manage.py nightly``: close accounts of people who left, bring names up to the day, erase what need not be kept."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.accounts.actions import forget_closed_sessions
from maillage.journal.actions import forget_addresses
from maillage.organisations.actions import accounts, organisations
from maillage.organisations.actions.invitations import forget_expired


class Command(BaseCommand):
    """The work of each night, to run soon after midnight; running it twice changes nothing more."""

    help = (
        "Each night: close the accounts of people who left, bring names and closures up to the day, erase expired "
        "sessions, addresses of expired invitations and network addresses of old sign-ins."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it, and say how much; each part holds by itself, so that one that fails undoes none before it."""
        at = timezone.now()
        told = {
            "accounts closed": accounts.close_departed(at=at),
            "organisations brought up to date": organisations.refresh(at=at),
            "sessions erased": forget_closed_sessions(at=at),
            "invitations forgotten": forget_expired(at=at),
            "network addresses forgotten": forget_addresses(at=at),
        }
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in told.items()))
