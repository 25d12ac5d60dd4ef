"""``manage.py timeline UUID``: the dated events of an agreement, printed as ``maillage timeline`` does."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.agreements.calendar.command import FORMATS, as_json, as_text
from maillage.agreements.models import Agreement
from maillage.agreements.queries.timeline import timeline_of
from maillage.foundations.durations import Duration, OutOfCalendar, after

_YEARS_SHOWN = 10


class Command(BaseCommand):
    """Prints the life of one agreement."""

    help = "Dit toutes les dates d’un accord : effet, terme, préavis, bilans, réunions, avec les mots qui les disent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which agreement, until when, in which shape."""
        parser.add_argument("agreement", type=UUID, metavar="UUID", help="identifiant de l’accord (dans son adresse)")
        parser.add_argument("--until", type=dt.date.fromisoformat, metavar="DATE", help="dernier jour regardé")
        parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="text (par défaut) ou json")

    def handle(self, *_args: object, **options: Any) -> None:
        """Find, count, print."""
        agreement = Agreement.objects.filter(pk=options["agreement"], merged_into__isnull=True).first()
        if agreement is None:
            raise CommandError("Aucun accord ne porte cet identifiant.")
        try:
            until = options["until"] or after(timezone.localdate(), Duration(years=_YEARS_SHOWN))
            events = timeline_of(agreement, until=until)
        except OutOfCalendar as error:
            raise CommandError("Une date dépasse l’an 9999 : vérifiez les durées de cet accord.") from error
        self.stdout.write(as_json(events) if options["format"] == "json" else as_text(events))
