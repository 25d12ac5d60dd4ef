"""How fast a short text is read: the whole command beside an interpreter that does nothing, then the reading alone."""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring.clock import beside, medians, python, run, table, verdict
from bench.measuring.texts import text_of

SIZE = 15_000
MOST, LEAST = 10.0, 200.0


def main() -> None:
    """Prints the two tables."""
    from maillage.reading import read

    command = str(Path(sys.executable).parent / "maillage")
    with tempfile.TemporaryDirectory() as folder:
        short, long = Path(folder, "court.txt"), Path(folder, "long.txt")
        short.write_text(text_of(SIZE), encoding="utf-8")
        long.write_text(text_of(10 * SIZE), encoding="utf-8")
        ours, nothing = medians(
            [lambda: run([command, "read", "--format", "json", str(short)]), lambda: run(python("-c", "pass"))],
            turns=15,
        )
        table(
            "maillage read --format json, and python -c pass",
            ["text", "maillage ms", "python ms", "ratio", "processor", f"at most {MOST:.0f}"],
            [[f"{short.stat().st_size / 1000:.0f} KB", *beside(ours, nothing, MOST)]],
        )
        rows = []
        for path in (short, long):
            (taken,) = medians([partial(read, path)])
            speed = path.stat().st_size / 1000 / taken.processor
            rows.append(
                [
                    f"{path.stat().st_size / 1000:.0f} KB",
                    f"{taken.processor * 1000:.0f}",
                    f"{speed:.0f}",
                    verdict(speed, least=LEAST),
                ]
            )
        table("The reading alone, on one core", ["text", "processor ms", "KB/s", f"at least {LEAST:.0f}"], rows)


if __name__ == "__main__":
    main()
