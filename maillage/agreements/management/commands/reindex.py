"""``manage.py reindex``: makes the index of the search afresh."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.agreements.actions.indexing import rebuild


class Command(BaseCommand):
    """Indexes every agreement again; people may go on working."""

    help = (
        "Refait l’index de la recherche dans les accords : après une restauration, ou une nouvelle façon de chercher."
    )

    def handle(self, *_args: object, **options: Any) -> None:
        """Index, tell."""
        count = rebuild(at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{count} accord{'s' if count > 1 else ''} dans l’index.")
