"""Finds the files of an npm package: in its folder, beside one of them, or inside the .tgz that npm packs."""

from __future__ import annotations

import tarfile
from collections.abc import Set as AbstractSet
from pathlib import Path

from maillage.base.refusals import Refusal

LARGEST = 100 * 1024 * 1024  # bytes of one file: the largest of the package has nine million


def files_of(path: Path, names: AbstractSet[str]) -> dict[str, bytes]:
    """The content of each file of ``names`` that is there; raises ``Refusal`` when ``path`` cannot be read."""
    try:
        if path.is_dir():
            return _in_folder(path, names)
        if not path.exists():
            raise Refusal(f"{path} n’existe pas.")
        if path.suffix == ".json":
            return _in_folder(path.parent, names)
        return _in_archive(path, names)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise Refusal(f"{path} ne peut pas être lu : donnez le dossier du paquet, ou son fichier .tgz.") from error


def _in_folder(folder: Path, names: AbstractSet[str]) -> dict[str, bytes]:
    root = folder.parent if folder.name == "data" else folder
    found: dict[str, bytes] = {}
    for name in sorted(names):
        for candidate in (folder / name, root / name, root / "data" / name):
            if candidate.is_file():
                if candidate.stat().st_size > LARGEST:
                    raise Refusal(f"{candidate} est trop gros pour être un découpage.")
                found[name] = candidate.read_bytes()
                break
    return found


def _in_archive(path: Path, names: AbstractSet[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with tarfile.open(path, "r:*") as archive:
        for member in archive:
            folder, _, name = member.name.rpartition("/")
            if name not in names or name in found or folder.rpartition("/")[2] not in {"package", "data"}:
                continue
            if member.size > LARGEST:
                raise Refusal(f"{name} est trop gros pour être un découpage.")
            if member.isfile() and (content := archive.extractfile(member)):
                found[name] = content.read()
    return found
