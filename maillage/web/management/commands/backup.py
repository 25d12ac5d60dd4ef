"""``manage.py backup FILE``: writes a backup while the application runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from maillage.base.templatetags.components import plural
from maillage.web import backup
from maillage.web.backup_database import BackupError


class Command(BaseCommand):
    """Writes one file with the database, the stored files and their hashes."""

    help = "Writes a backup: database, stored files, manifest with hashes."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file to write, or a folder."""
        parser.add_argument("file", type=Path, help="file to write, or folder where to put it")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write, and say what is in it."""
        try:
            target, manifest = backup.write(options["file"], at=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            files = manifest.files
            stored = (
                "fichiers déposés tenus ailleurs"
                if files is None
                else plural(len(files), "fichier déposé,fichiers déposés")
            )
            size = filesizeformat(target.stat().st_size)
            self.stdout.write(f"Sauvegarde écrite : {target} ({size} ; base de données, {stored}).")
