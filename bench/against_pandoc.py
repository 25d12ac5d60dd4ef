"""The whole command on a .docx, beside pandoc's own conversion of the same file to text: at most twice as long."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring.clock import ROOT, medians, run, table, verdict
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
                lambda path=path: run([command, "read", "--format", "json", str(path)]),
                lambda path=path: run([program(), "--to=plain", str(path)]),
            ]
        )
        ratio = ours / theirs
        rows.append([path.name, f"{ours:.3f}", f"{theirs:.3f}", f"{ratio:.2f}", verdict(ratio, MOST)])
    table(
        "maillage read --format json, and pandoc --to=plain",
        ["file", "maillage s", "pandoc s", "ratio", f"at most {MOST:.0f}"],
        rows,
    )


if __name__ == "__main__":
    main()
