"""``manage.py generate``: fills a database with invented agreements, to measure and to try out."""

from __future__ import annotations

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.agreements.models import Agreement
from maillage.organisations.models import User
from maillage.web.generate.running import generate

PARTNERS_EACH = 20  # agreements for one organisation, when nobody says otherwise
FEWEST = 20  # organisations: all sorts of partners are met


class Command(BaseCommand):
    """Generates agreements between invented organisations."""

    help = "Écrit des accords inventés dans une base d’essai, par milliers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, from which seed; ``--force`` among data that are not the demonstration's."""
        parser.add_argument("--agreements", type=int, required=True, metavar="N", help="nombre d’accords à écrire")
        parser.add_argument("--organisations", type=int, metavar="N", help="nombre d’organisations à inventer")
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="la même graine écrit les mêmes accords")
        parser.add_argument("--force", action="store_true", help="écrit même parmi de vraies données")

    def handle(self, *_args: object, **options: Any) -> None:
        """Refuse among real data, write, tell."""
        count = options["agreements"]
        if count < 1:
            raise CommandError("Dites combien d’accords écrire : --agreements 100, par exemple.")
        if not (options["force"] or settings.DEMO) and (User.objects.exists() or Agreement.objects.exists()):
            raise CommandError(
                "Cette base contient de vraies données : rien n’a été écrit. Prenez une base d’essai (DATABASE_URL), "
                "la démonstration (MAILLAGE_DEMO=1), ou ajoutez --force."
            )
        begun = perf_counter()

        def tell(done: int) -> None:
            if options["verbosity"] > 1 or done == count:
                self.stdout.write(f"{done} accords sur {count}, {perf_counter() - begun:.0f} s")
                self.stdout.flush()

        commitments = generate(
            count,
            organisations=options["organisations"] or max(FEWEST, count // PARTNERS_EACH),
            seed=options["seed"],
            at=timezone.now(),
            tell=tell,
        )
        self.stdout.write(f"La base contient {commitments} engagements.")
