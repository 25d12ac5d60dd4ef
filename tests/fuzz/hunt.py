"""Reads mutated files for a while in a process apart, and keeps what breaks the reader."""

from __future__ import annotations

import json
import re
import select
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import ROOT, seeds

SECONDS = 10  # of processor for one file of at most 200 KB
PATIENCE = 60  # seconds of the clock before a reading is given up for endless
MEGABYTES = 600  # for the reader; pandoc may take its own 512 and what it is written in


@dataclass
class Hunt:
    """What came of the files of one format."""

    format: str
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    peak: float = 0.0
    failures: dict[str, tuple[int, Path]] = field(default_factory=dict)


class _Reader:
    """The process that reads; started again when it has died or must be stopped."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> dict[str, Any]:
        process = self._process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], PATIENCE)[0]:
            self.stop()
            return {"outcome": "endless", "what": [f"no answer in {PATIENCE} s"], "seconds": PATIENCE, "megabytes": 0}
        line = process.stdout.readline()
        if not line:
            status = process.wait()
            self.stop()
            return {"outcome": "dead", "what": [f"the process died with status {status}"], "seconds": 0, "megabytes": 0}
        answer: dict[str, Any] = json.loads(line)
        if answer["megabytes"] > MEGABYTES:
            self.stop()
        return answer

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    @staticmethod
    def _start() -> subprocess.Popen[str]:
        # Without PATH no character recognition is found: a page of noise would take it minutes.
        command = [sys.executable, "-m", "tests.fuzz.worker"]
        environment = {"PATH": "", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


def hunt(format: str, seconds: float, rng: Random, keep: Path, at_most: int = 10**9) -> Hunt:
    """Reads mutations of the seeds of ``format`` for so many seconds; those that fail stay in the folder ``keep``."""
    found, reader, stock = Hunt(format), _Reader(), seeds(format)
    until = time.monotonic() + seconds
    count = 0
    try:
        while time.monotonic() < until and count < at_most:
            path = keep / f"{format}-{count}.{format}"
            path.write_bytes(stock[count] if count < len(stock) else mutated(rng.choice(stock), format, rng, stock))
            count += 1
            if not _note(found, path, reader.read(path)):
                path.unlink()
    finally:
        reader.stop()
    return found


def _note(found: Hunt, path: Path, answer: dict[str, Any]) -> bool:
    """Adds an answer to the hunt; whether it shows a failure not seen yet."""
    found.outcomes[answer["outcome"]] += 1
    found.slowest = max(found.slowest, answer["seconds"])
    found.peak = max(found.peak, answer["megabytes"])
    wrong = list(answer["what"])
    if answer["seconds"] > SECONDS:
        wrong.append("slow: more than 10 s of processor")
    if answer["megabytes"] > MEGABYTES:
        wrong.append(f"large: more than {MEGABYTES} MB")
    new = False
    for what in wrong:
        sort = re.sub(r"(?<=of item ).*|'.*|\".*|\d+.*|(?<=eid ).*|\[.*", "…", what)
        new = new or sort not in found.failures
        times, first = found.failures.get(sort, (0, path))
        found.failures[sort] = (times + 1, first)
    return new
