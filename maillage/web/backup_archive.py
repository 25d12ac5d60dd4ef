"""The archive of a backup: files are hashed as they go in, and hashed again as they come out."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from maillage.web.backup_database import BackupError

MANIFEST, FILES = "manifest.json", "files"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.sql"}
CHUNK = 1024 * 1024
LARGEST_MANIFEST = 256 * CHUNK
DAMAGED = "Cette sauvegarde est incomplète ou abîmée : {}. Rien n’a été restauré."
UNREADABLE = (EOFError, tarfile.TarError, zlib.error)


@dataclass(frozen=True)
class Part:
    """A file of the archive: its hash and its length in bytes."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. ``files`` is None when files are kept elsewhere (S3), with backups of their own."""

    format: int
    version: str
    made_at: str
    engine: str
    engine_version: str
    migrations: list[str]
    database: Part
    files: dict[str, Part] | None


class _Hashing:
    """A reader that remembers the hash of what was read."""

    def __init__(self, inner: IO[bytes]) -> None:
        self.inner, self.digest, self.count = inner, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """As the inner file."""
        data = self.inner.read(size)
        self.digest.update(data)
        self.count += len(data)
        return data

    @property
    def part(self) -> Part:
        """What was read so far."""
        return Part(self.digest.hexdigest(), self.count)


@contextmanager
def writing(path: Path) -> Iterator[tarfile.TarFile]:
    """A new archive that its owner alone may read: it holds all that the application holds."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as tar:
        yield tar
        raw.flush()
        os.fsync(raw.fileno())


def add(tar: tarfile.TarFile, path: Path, name: str) -> Part:
    """Put a file into the archive under ``name``."""
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = status.st_size, int(status.st_mtime), 0o600
        reader = _Hashing(file)
        tar.addfile(member, reader)
    return reader.part


def add_folder(tar: tarfile.TarFile, folder: Path, *, skip: Collection[Path]) -> dict[str, Part]:
    """Put all files below ``folder`` into the archive; one that is deleted meanwhile is no longer anybody's."""
    parts: dict[str, Part] = {}
    for path in sorted(folder.rglob("*")):
        if path in skip or path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        try:
            parts[name] = add(tar, path, f"{FILES}/{name}")
        except FileNotFoundError:
            continue
    return parts


def add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """Put the manifest, last: it holds the hashes of what came before."""
    data = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(data), 0o600
    tar.addfile(member, io.BytesIO(data))


def extract(source: Path, folder: Path, *, known_format: int) -> Manifest:
    """Bring out all that the archive holds into ``folder``, and refuse it unless every hash is as the manifest says."""
    found: dict[str, Part] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            for member in tar:
                if member.name == MANIFEST:
                    manifest = _manifest(tar, member, known_format)
                else:
                    found[member.name] = _bring_out(tar, member, folder)
    except tarfile.ReadError as error:
        raise BackupError(
            "Ce fichier n’est pas une sauvegarde de Maillage, ou il est abîmé. Rien n’a été restauré."
        ) from error
    except UNREADABLE as error:
        raise BackupError(DAMAGED.format("elle ne se lit pas jusqu’au bout")) from error
    if manifest is None:
        raise BackupError("Ce fichier n’est pas une sauvegarde de Maillage : il n’a pas de manifeste.")
    wanted = {DATABASES[manifest.engine]: manifest.database}
    wanted |= {f"{FILES}/{name}": part for name, part in (manifest.files or {}).items()}
    if wanted != found:
        wrong = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
        raise BackupError(DAMAGED.format(f"« {wrong[0]} » n’est pas ce que dit le manifeste"))
    return manifest


def _manifest(tar: tarfile.TarFile, member: tarfile.TarInfo, known_format: int) -> Manifest:
    file = tar.extractfile(member) if member.size <= LARGEST_MANIFEST else None
    try:
        said: dict[str, Any] = json.loads(file.read()) if file is not None else {}
        if said["format"] > known_format:
            raise BackupError("Cette sauvegarde vient d’une version plus récente de Maillage : installez-la d’abord.")
        files = said.pop("files")
        parts = None if files is None else {name: Part(**part) for name, part in files.items()}
        manifest = Manifest(**said | {"database": Part(**said["database"])}, files=parts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(DAMAGED.format("son manifeste ne se lit pas")) from error
    if manifest.engine not in DATABASES:
        raise BackupError(DAMAGED.format("son manifeste ne se lit pas"))
    return manifest


def _bring_out(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> Part:
    """Write one file below ``folder``: a plain one, under a name that backups use; archives may come from anywhere."""
    path = PurePosixPath(member.name)
    is_ours = member.name in DATABASES.values() or (path.parts[:1] == (FILES,) and len(path.parts) > 1)
    if not member.isreg() or not is_ours or ".." in path.parts or path.is_absolute() or "\\" in member.name:
        raise BackupError(DAMAGED.format("elle contient autre chose que des fichiers de Maillage"))
    file = tar.extractfile(member)
    if file is None:
        raise BackupError(DAMAGED.format(f"« {member.name} » ne se lit pas"))
    target = folder / path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    reader = _Hashing(file)
    with target.open("xb") as out:
        while data := reader.read(CHUNK):
            out.write(data)
    target.chmod(0o600)
    return reader.part


@contextmanager
def swapped(new: Path, place: Path) -> Iterator[None]:
    """Put the folder ``new`` in the place of another; what follows in the block fails: the former comes back."""
    new.mkdir(mode=0o700, exist_ok=True)
    former = place.with_name(f"{place.name}.before-restore")
    shutil.rmtree(former, ignore_errors=True)
    was_there = place.exists()
    if was_there:
        place.rename(former)
    new.rename(place)
    try:
        yield
    except BaseException:
        shutil.rmtree(place)
        if was_there:
            former.rename(place)
        raise
    shutil.rmtree(former, ignore_errors=True)
