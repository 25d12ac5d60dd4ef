"""The whole command on a .docx, beside pandoc's own conversion of the same file to text: at most twice as long."""

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
