"""``manage.py demo_reset``: empties the database of the demonstration and loads its world afresh."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from maillage.web.management.commands import demo


class Command(BaseCommand):
    """Forgets what was done in the demonstration."""

    help = "Empties the database of the demonstration and loads its world afresh."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Refuse outside the demonstration; then empty, load, tell."""
        demo.check()
        call_command("flush", interactive=False, verbosity=0)
        demo.load()
        if options["verbosity"]:
            self.stdout.write(demo.table())
