"""The whole command on a .docx, beside pandoc's own conversion of the same file to text: at most twice as long.

The smallest file, one page of numbered lines, stays over: pandoc converts it in the time that it takes to start, and the
command starts an interpreter besides. Processor time of each, on a machine that others used: 22 ms for pandoc, 12 for
``python -c pass``, 39 once the command line is imported (re, pathlib, argparse, the patterns kept by ADR 0005), 43 with
what opens a .docx (zipfile, ElementTree). Pandoc runs meanwhile; the rest is the reading. From a few pages on the ratio holds.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring.clock import ROOT, beside, medians, run, table
from bench.measuring.texts import SAMPLES

MOST = 2.0


def main() -> None:
    """Prints the table."""
    from maillage.reading.extract.pandoc import program

    command = str(Path(sys.executable).parent / "maillage")
    files = [*sorted(SAMPLES.glob("*.docx")), ROOT / "tests" / "fixtures" / "formats" / "numerotation.docx"]
    rows = []
    for path in files:
        ours, theirs = medians(
            [
                partial(run, [command, "read", "--format", "json", str(path)]),
                partial(run, [program(), "--to=plain", str(path)]),
            ]
        )
        rows.append([path.name, *beside(ours, theirs, MOST)])
    table(
        "maillage read --format json, and pandoc --to=plain",
        ["file", "maillage ms", "pandoc ms", "ratio", "processor", f"at most {MOST:.0f}"],
        rows,
    )


if __name__ == "__main__":
    main()
