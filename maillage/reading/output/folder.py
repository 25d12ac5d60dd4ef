"""A folder of readings: which files are read, where each reading is kept, and how a file is written whole or not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

EXTENSIONS = frozenset((".txt", ".md", ".html", ".htm", ".docx", ".odt", ".pdf"))
INDEX = "index.html"


def sources(
    paths: Iterable[Path], on_error: Callable[[OSError], None], *, without: Path | None = None
) -> Iterator[Path]:
    """The files to read, each once: those named, and those of the folders named and of their sub-folders, by name.

    In a folder only known extensions count; hidden files, the locks of word processors (``~$``, ``.~lock``) and the
    folder ``without`` (where the readings go) are left out. A folder that cannot be opened is told to ``on_error``.
    """
    seen = set()
    left_out = without.resolve() if without else None
    for path in paths:
        for found in _inside(path, on_error, left_out) if path.is_dir() else (path,):
            # Spelled in two ways, it is still one file; a link is another name, which may be wanted.
            key = os.path.abspath(found)  # noqa: PTH100 (resolve() would follow links)
            if key not in seen:
                seen.add(key)
                yield found


def _inside(folder: Path, on_error: Callable[[OSError], None], left_out: Path | None) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=on_error):
        here = Path(place)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (here / name).resolve() != left_out
        )
        for name in sorted(names):
            if Path(name).suffix.lower() in EXTENSIONS and not name.startswith((".", "~$")):
                yield here / name


def targets(paths: list[Path], folder: Path, extension: str) -> list[Path]:
    """A path in ``folder`` for each reading: ``a.json``; ``a.docx.json`` and ``a.pdf.json`` where names would meet.

    Names that differ only by case meet, as on many disks they would be one. No target is a source, nor the index.
    """
    taken = {os.path.normcase(path.resolve()) for path in paths} | {os.path.normcase((folder / INDEX).resolve())}
    forms = [[path.stem, path.name, f"{path.parent.name}-{path.name}"] for path in paths]
    shared = [Counter(form[rank].lower() for form in forms) for rank in range(3)]
    made = []
    for form in forms:
        name = next(
            (
                name
                for rank, name in enumerate(form)
                if shared[rank][name.lower()] == 1 and _free(folder, name + extension, taken)
            ),
            None,
        )
        copy = 1
        while name is None:
            copy += 1
            name = f"{form[2]}-{copy}" if _free(folder, f"{form[2]}-{copy}{extension}", taken) else None
        target = folder / (name + extension)
        taken.add(os.path.normcase(target.resolve()))
        taken.add(os.path.normcase(target.resolve()).lower())
        made.append(target)
    return made


def _free(folder: Path, name: str, taken: set[str]) -> bool:
    place = os.path.normcase((folder / name).resolve())
    return place not in taken and place.lower() not in taken


def write_whole(target: Path, text: str) -> None:
    """Writes under a passing name, then renames: whoever looks sees the old file or the new one, never half of it."""
    passing = target.with_name(f".{target.name[:100]}.{os.getpid()}.tmp")
    try:
        passing.write_bytes(text.encode("utf-8", "replace"))
        passing.replace(target)
    except BaseException:
        passing.unlink(missing_ok=True)
        raise
