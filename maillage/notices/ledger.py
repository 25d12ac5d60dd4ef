"""What the mail server took, noted on this machine before the database is told.

Telling the database may have to wait for its turn to write, and a worker may be killed while it waits. A line appended
to a file waits for nobody and outlives the process: whoever takes the letter up on this machine knows that it has left.
A file for each day, in the folder of the data; a letter is named by its key in the database, and by nothing else.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

KEPT = dt.timedelta(days=2)
log = logging.getLogger(__name__)


def note(letter: UUID, *, at: dt.datetime) -> None:
    """Write down that a letter was taken: one system call, which a crash of the process does not undo."""
    try:
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(_file(at), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{letter.hex}\n".encode())
        finally:
            os.close(file)
    except OSError as error:
        log.warning("a letter that was taken could not be noted: %s", type(error).__name__)


def has(letter: UUID, *, at: dt.datetime) -> bool:
    """Whether a worker of this machine knew that the mail server took the letter, today or the days before."""
    days = (at - dt.timedelta(days=before) for before in range(KEPT.days + 1))
    return any(letter.hex in _lines(_file(day)) for day in days)


def forget(*, at: dt.datetime) -> int:
    """Erase what is older than :data:`KEPT`; return how many files."""
    wanted = {_file(at - dt.timedelta(days=before)) for before in range(KEPT.days + 1)}
    old = [path for path in _folder().glob("*.txt") if path not in wanted] if _folder().is_dir() else []
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _lines(path: Path) -> frozenset[str]:
    return frozenset(path.read_text(encoding="ascii").split()) if path.is_file() else frozenset()


def _file(at: dt.datetime) -> Path:
    return _folder() / f"{at.astimezone(dt.UTC):%Y-%m-%d}.txt"


def _folder() -> Path:
    return Path(settings.DATA) / "letters"
