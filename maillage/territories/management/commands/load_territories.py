"""``manage.py load_territories``: loads communes, EPCI, départements and régions."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from maillage.base.refusals import Refusal
from maillage.territories import decoupage
from maillage.territories.actions.loading import Loaded, load_geography
from maillage.territories.choices import PLURALS

PACKAGE = Path("assets") / "node_modules" / decoupage.PACKAGE


class Command(BaseCommand):
    """Loads the official geography from the npm package @etalab/decoupage-administratif."""

    help = "Charge les communes, intercommunalités, départements et régions du code officiel géographique."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder or the archive, and the year when the package does not tell it."""
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            metavar="DOSSIER",
            help="dossier du paquet npm, ou son fichier .tgz (par défaut : celui que « make assets » installe)",
        )
        parser.add_argument("--year", type=int, metavar="ANNÉE", help="année du découpage, si le paquet ne la dit pas")

    def handle(self, *_args: object, **options: Any) -> None:
        """Reads, then writes all or nothing."""
        path: Path = options["path"] or Path(settings.ROOT) / PACKAGE
        started = perf_counter()
        try:
            if options["path"] is None and not path.is_dir():
                raise CommandError("Le découpage n’est pas installé : lancez « make assets », ou donnez son dossier.")
            loaded = load_geography(decoupage=decoupage.read(path, year=options["year"]), at=timezone.now())
        except Refusal as refusal:
            raise CommandError(f"{refusal.sentence} Rien n’a été écrit.") from refusal
        except DatabaseError as error:
            raise CommandError("La base de données ne répond pas ou n’est pas à jour. Rien n’a été écrit.") from error
        self.stdout.write(_told(loaded, perf_counter() - started))


def _told(loaded: Loaded, seconds: float) -> str:
    totals = [f"{_grouped(count):>8} {PLURALS[kind]}" for kind, count in loaded.totals.items()]
    totals.append(f"{_grouped(loaded.former_codes):>8} anciens codes de communes")
    news = f"nouveaux : {_grouped(loaded.new)}, modifiés : {_grouped(loaded.changed)}, finis : {_grouped(loaded.ended)}"
    head = f"Découpage {loaded.year} chargé en {seconds:.1f} s ({loaded.source}) :".replace(".", ",", 1)
    return "\n".join((head, *totals, f"Territoires {news}."))


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
