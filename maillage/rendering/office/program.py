"""Pandoc, run once per document: it reads a tree of blocks and a style sheet, and writes the file."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from maillage.foundations import programs
from maillage.rendering.errors import CannotRender, MissingTool, TooLong

TIMEOUT = 60  # seconds
MEMORY = "512M"  # of pandoc's heap
_HEAP_EXHAUSTED = 251  # exit status of GHC's run-time system when -M is reached
_MISSING = "Pandoc, qui écrit les fichiers .docx et .odt, n’est pas installé : installez le paquet pypandoc-binary."
_TOO_LONG = "Ce document est trop long pour être fait d’un seul tenant : prenez-le en PDF."


def converted(tree: dict[str, Any], form: str, reference: bytes, at: dt.datetime) -> bytes:
    """``tree`` (pandoc's JSON) written as ``form`` with the styles of ``reference``; its date is ``at``.

    Raises MissingTool, TooLong, CannotRender.
    """
    with TemporaryDirectory(prefix="maillage-") as folder:
        styles = Path(folder) / f"styles.{form}"
        styles.write_bytes(reference)
        command = ["--sandbox", "--from=json", f"--to={form}", f"--reference-doc={styles}", "--output=-"]
        # Pandoc dates what it writes by this variable: the file depends on the document alone.
        return _run(command, json.dumps(tree).encode(), {"SOURCE_DATE_EPOCH": str(int(at.timestamp()))})


@lru_cache(maxsize=2)
def default_reference(form: str) -> bytes:
    """The style sheet that pandoc uses when it is given none."""
    return _run([f"--print-default-data-file=reference.{form}"], b"", {})


def _run(options: list[str], data: bytes, environment: dict[str, str]) -> bytes:
    program = programs.pandoc()
    if program is None:
        raise MissingTool(_MISSING)
    try:
        done = subprocess.run(
            [program, "+RTS", f"-M{MEMORY}", "-RTS", *options],
            input=data,
            capture_output=True,
            timeout=TIMEOUT,
            env={"LANG": "C.UTF-8", **environment},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLong(_TOO_LONG) from error
    except OSError as error:
        raise MissingTool(_MISSING) from error
    if done.returncode == _HEAP_EXHAUSTED:
        raise TooLong(_TOO_LONG)
    if done.returncode:
        raise CannotRender("Ce document n’a pas pu être écrit dans ce format : prenez-le en PDF.")
    return done.stdout
