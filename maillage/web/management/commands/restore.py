"""``manage.py restore FILE``: puts back what a backup holds, once all of it is verified."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.web import backup
from maillage.web.backup_database import BackupError


class Command(BaseCommand):
    """Restores into an empty database; into another one only when told."""

    help = "Restores a backup once its hashes are verified."

    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """The backup, and whether it may replace what is there."""
        parser.add_argument("file", type=Path, help="backup to restore")
        parser.add_argument("--replace", action="store_true", help="replace what the database holds")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, and say from when it is."""
        try:
            manifest = backup.restore(options["file"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(
                f"Restauré : l’état du {manifest.made_at} (Maillage {manifest.version}). "
                "Chacun devra se connecter de nouveau."
            )
