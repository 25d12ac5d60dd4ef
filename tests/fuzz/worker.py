"""Reads the files that it is told of on its input, one a line, and says what came of each: a process that may die without harm.

Answers one line of JSON: ``outcome`` (``read``, ``refused`` or ``broken``), ``what`` was wrong, processor ``seconds`` and ``megabytes`` at the peak.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
import traceback
from pathlib import Path

from maillage.reading import ReadingError, read
from tests.fuzz.checks import faults

GUARD = 3 * 1024**3  # bytes: past this the system refuses memory, so that a leak does not stop the machine
UNIT = 1024**2 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in kilobytes elsewhere


def outcome_of(path: Path) -> tuple[str, list[str]]:
    """What came of reading a file, and what was wrong with it (nothing, for a sound reading or a refusal in one sentence)."""
    try:
        reading = read(path)
    except ReadingError as error:
        sentence = str(error)
        good = sentence.endswith(".") and "\n" not in sentence and len(sentence) < 300
        return "refused", [] if good else [f"refused without a sentence: {sentence[:200]!r}"]
    except Exception as error:  # noqa: BLE001 whatever a file does is what is looked for
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "maillage" in f.filename]
        where = " < ".join(f"{Path(f.filename).name}:{f.name}" for f in reversed(frames[-3:]))
        return "broken", [f"{type(error).__name__} in {where}: {str(error)[:120]}"]
    return "read", faults(reading)


def _spent() -> tuple[float, float]:
    """Seconds of processor so far, and megabytes at the peak, of this process and of the programs it has run."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses), max(use.ru_maxrss for use in uses) / UNIT


def main() -> None:
    """Answers until its input ends."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (GUARD, GUARD))
    for line in sys.stdin:
        before, _ = _spent()
        outcome, wrong = outcome_of(Path(line.rstrip("\n")))
        after, peak = _spent()
        answer = {"outcome": outcome, "what": wrong, "seconds": after - before, "megabytes": peak}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
