"""``manage.py legal_states``: bring the legal states that lists read up to the day."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.agreements.actions.legal_cache import refresh_due


class Command(BaseCommand):
    """What the night does, and what an upgrade asks for; running it twice changes nothing more."""

    help = "Work out again the legal states that change by today (after an upgrade, those of all agreements)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--all``: work out all of them, and not only those that are due."""
        parser.add_argument("--all", action="store_true", help="work out the states of all agreements")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say how many changed."""
        changed = refresh_due(at=timezone.now(), afresh=options["all"])
        if options["verbosity"]:
            self.stdout.write(f"legal states changed: {changed}")
