"""The terminal as it is: its width, whether it shows colour, and how bytes and sentences reach it."""

from __future__ import annotations

import errno
import os
import sys

WIDEST = 120
ELSEWHERE = 100

_REASONS = {
    errno.EACCES: "accès refusé",
    errno.EEXIST: "un fichier porte ce nom",
    errno.ENOTDIR: "un fichier est sur le chemin",
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENAMETOOLONG: "le nom est trop long",
}


def colour() -> bool:
    """Whether the standard output takes colour: a terminal that can, and nobody who asked for none (``NO_COLOR``)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns to fill: those of the terminal, 120 at most as longer lines are hard to read; 100 elsewhere."""
    try:
        columns = int(os.environ.get("COLUMNS") or os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError):
        columns = 0
    return min(columns or ELSEWHERE, WIDEST)


def printable(text: str) -> str:
    """A name or a sentence that cannot command the terminal, nor break its encoding."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def write(text: str, *, encoding: str | None = None) -> None:
    """To the standard output, in the encoding of the terminal unless told; what it does not know becomes "?"."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding or sys.stdout.encoding or "utf-8", "replace"))
    sys.stdout.buffer.flush()


def tell(sentence: str) -> None:
    """A sentence to the person, on the standard error."""
    sys.stderr.write(f"maillage : {printable(sentence)}\n")


def reason(error: OSError) -> str:
    """Why the system refused, in French."""
    return _REASONS.get(error.errno or 0, f"erreur {error.errno} du système")
