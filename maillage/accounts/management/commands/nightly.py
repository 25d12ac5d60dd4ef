"""``manage.py nightly``: close accounts of people who left, bring names up to the day, remind, erase what may go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.accounts.actions import forget_closed_sessions
from maillage.agreements.actions import campaigns, consolidating, duties, legal_cache, requests
from maillage.agreements.letters import Outbox
from maillage.journal.actions import forget_addresses
from maillage.notices import ledger, queue
from maillage.notices.actions import posting
from maillage.notices.actions.digests import write_due
from maillage.notices.actions.escalating import go_round
from maillage.organisations.actions import accounts, organisations
from maillage.organisations.actions.invitations import forget_expired


class Command(BaseCommand):
    """The work of each night, to run soon after midnight; running it twice changes nothing more."""

    help = (
        "Each night: close the accounts of people who left, bring names and closures up to the day, send the reminders "
        "of campaigns and the letters that did not leave, tell whoever is next of what waits, erase expired sessions, "
        "addresses of expired invitations and requests, network addresses of old sign-ins, old letters and tasks."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it, and say how much; each part holds by itself, so that one that fails undoes none before it."""
        at = timezone.now()
        outbox = Outbox(at)
        told = {
            "accounts closed": accounts.close_departed(at=at),
            "organisations brought up to date": organisations.refresh(at=at),
            "texts that changed by the calendar": consolidating.refresh(at=at),
            "sessions erased": forget_closed_sessions(at=at),
            "invitations forgotten": forget_expired(at=at),
            "campaign reminders sent": campaigns.remind_due(deliver=outbox, at=at),
            "letters sent again": requests.send_again(deliver=outbox, at=at),
            "requests forgotten": requests.forget_expired(at=at),
            "network addresses forgotten": forget_addresses(at=at),
            "legal states changed": legal_cache.refresh_due(at=at),
            "duties changed": duties.refresh(at),
            "alerts told": go_round(at),
            "letters about alerts written": write_due(at),
            "letters sent": posting.post_due(clock=timezone.now).sent,
            "letters forgotten": posting.forget(at=at) + ledger.forget(at=at),
            "tasks forgotten": queue.forget(at=at),
        }
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in told.items()))
