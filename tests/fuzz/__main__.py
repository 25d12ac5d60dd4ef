"""Searches long for texts and files that break the reader: ``python -m tests.fuzz [TARGET...] [--seconds N] [--seed N] [--keep FOLDER]``.

A target is a format (txt, md, html, docx, odt, pdf), whose sound documents are mutated for N seconds: each must give a Reading that is sound
or a ReadingError, within bounds of time and memory; or ``texts``, the properties of hypothesis with many examples. Exit status 1 on a failure.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.fuzz.hunt import Hunt, hunt
from tests.fuzz.seeds import FORMATS, ROOT

PROPERTIES = ("tests/foundations", "tests/reading/test_properties.py")
COLUMNS = "{:7} {:>8} {:>8} {:>8} {:>8} {:>10} {:>9}"


def main() -> int:
    """Runs the targets and prints a summary; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument(
        "targets", nargs="*", metavar="TARGET", help=f"{', '.join(FORMATS)} or texts; all when none is given"
    )
    parser.add_argument("--seconds", type=float, default=60, help="for each format")
    parser.add_argument("--seed", type=int, default=Random().randrange(10**6), help="to mutate in the same way again")
    parser.add_argument("--keep", type=Path, help="the folder where what fails is kept")
    given = parser.parse_args()
    targets = given.targets or [*FORMATS, "texts"]
    if unknown := set(targets) - {*FORMATS, "texts"}:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    keep = given.keep or Path(tempfile.mkdtemp(prefix="maillage-fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    print(f"seed {given.seed}, what fails stays in {keep}")
    print(COLUMNS.format("format", "files", "read", "refused", "failures", "slowest s", "peak MB"), flush=True)
    failed = False
    for format in (target for target in targets if target != "texts"):
        failed |= _tell(hunt(format, given.seconds, Random(f"{given.seed} {format}"), keep))
    if "texts" in targets:
        failed |= _properties() != 0
    return int(failed)


def _tell(found: Hunt) -> bool:
    """Prints the line of a format, then its failures; whether there are any."""
    outcomes, failures = found.outcomes, sum(times for times, _ in found.failures.values())
    print(
        COLUMNS.format(
            found.format,
            outcomes.total(),
            outcomes["read"],
            outcomes["refused"],
            failures,
            f"{found.slowest:.2f}",
            f"{found.peak:.0f}",
        )
    )
    for what, (times, first) in sorted(found.failures.items(), key=lambda each: -each[1][0]):
        print(f"  {times:5} x {what} ({first.name})")
    sys.stdout.flush()
    return bool(found.failures)


def _properties() -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *PROPERTIES]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "HYPOTHESIS_PROFILE": "fuzz"}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
