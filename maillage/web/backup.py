"""A backup: one file with the database as it was at one instant, the stored files, and a manifest with their hashes.

It is not encrypted, and the secret key is not in it: docs/guide/sauvegarder.md says what to do of both.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from maillage import __version__
from maillage.reading.output.terminal import reason
from maillage.web import backup_archive as archive
from maillage.web import backup_database as database
from maillage.web.backup_archive import DATABASES, FILES, Manifest, Part
from maillage.web.backup_database import BackupError

FORMAT = 1
PREFIX = ".maillage-"


def write(target: Path, *, at: dt.datetime) -> tuple[Path, Manifest]:
    """Write a backup into ``target`` (a new file, or a folder), while the application runs.

    The database comes first: a file that arrives later is too many, which harms nothing; one too few would be missed.
    """
    target = _target(target.absolute(), at)
    partial = target.with_name(f"{target.name}.partial")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=PREFIX) as name:
            copy = Path(name) / DATABASES[database.engine()]
            database.dump(copy)
            with archive.writing(partial) as tar:
                part = archive.add(tar, copy, copy.name)
                folder = _files_folder()
                files = archive.add_folder(tar, folder, skip={target, partial}) if folder is not None else None
                manifest = _manifest(part, files, at)
                archive.add_manifest(tar, manifest)
        partial.rename(target)
    except OSError as error:
        raise BackupError(f"La sauvegarde n’a pas pu être écrite ({reason(error)}).") from error
    finally:
        partial.unlink(missing_ok=True)
    return target, manifest


def restore(source: Path, *, replace: bool) -> Manifest:
    """Put back what ``source`` holds, once all of it is verified; what is there already is replaced only if told."""
    if not source.is_file():
        raise BackupError(f"Le fichier « {source} » n’existe pas.")
    if not replace and not database.is_empty():
        raise BackupError(
            "La base de données n’est pas vide : la restauration effacerait ce qu’elle contient. "
            "Si c’est bien ce que vous voulez, ajoutez --replace."
        )
    place = _files_folder()
    beside = (place or Path(settings.DATA)).absolute().parent
    try:
        beside.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=beside, prefix=PREFIX) as name:
            folder = Path(name)
            manifest = archive.extract(source, folder, known_format=FORMAT)
            copy = folder / DATABASES[manifest.engine]
            database.check(copy, manifest.engine, manifest.migrations)
            with _files_put_back(folder / FILES, place, manifest):
                database.load(copy)
    except OSError as error:
        raise BackupError(f"La sauvegarde n’a pas pu être restaurée ({reason(error)}).") from error
    database.bring_up_to_date()
    return manifest


def _files_put_back(new: Path, place: Path | None, manifest: Manifest) -> contextlib.AbstractContextManager[None]:
    if place is None or manifest.files is None:
        return contextlib.nullcontext()
    return archive.swapped(new, place)


def _target(target: Path, at: dt.datetime) -> Path:
    if target.is_dir():
        target = target / f"maillage-{timezone.localtime(at):%Y-%m-%d-%Hh%M}.tar.gz"
    if target.exists():
        raise BackupError(f"« {target} » existe déjà : une sauvegarde n’en remplace pas une autre.")
    if not target.parent.is_dir():
        raise BackupError(f"Le dossier « {target.parent} » n’existe pas.")
    return target


def _files_folder() -> Path | None:
    """Where stored files are, when they are on the disk."""
    return Path(default_storage.location) if isinstance(default_storage, FileSystemStorage) else None


def _manifest(part: Part, files: dict[str, Part] | None, at: dt.datetime) -> Manifest:
    return Manifest(
        format=FORMAT,
        version=__version__,
        made_at=at.isoformat(timespec="seconds"),
        engine=database.engine(),
        engine_version=database.engine_version(),
        migrations=database.migrations(),
        database=part,
        files=files,
    )
