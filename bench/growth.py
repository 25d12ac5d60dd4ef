"""Time and memory of a reading as its text grows: from 10 KB to 100 KB to 1 MB, neither may grow much faster than the text."""

from __future__ import annotations

import sys
import tempfile
import tracemalloc
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring.clock import medians, table, verdict
from bench.measuring.texts import text_of

SIZES = (10_000, 100_000, 1_000_000)
TURNS = (15, 7, 3)
MOST = 12.0  # for ten times the text


def main() -> None:
    """Prints the table."""
    from maillage.reading import read

    rows, before = [], None
    with tempfile.TemporaryDirectory() as folder:
        for size, turns in zip(SIZES, TURNS, strict=True):
            path = Path(folder, f"{size}.txt")
            text = text_of(size)
            path.write_text(text, encoding="utf-8")
            (taken,) = medians([partial(read, path)], turns)
            seconds, megabytes = taken.processor, _peak(text)
            slower, wider = (seconds / before[0], megabytes / before[1]) if before else (0.0, 0.0)
            ratios = [f"{slower:.1f}", f"{wider:.1f}", verdict(max(slower, wider), MOST)] if before else ["", "", ""]
            rows.append(
                [
                    f"{path.stat().st_size / 1000:.0f} KB",
                    f"{seconds:.3f}",
                    ratios[0],
                    f"{megabytes:.1f}",
                    ratios[1],
                    ratios[2],
                ]
            )
            before = seconds, megabytes
    table(
        "Growth: for ten times the text",
        ["text", "processor s", "ratio", "peak MB", "ratio", f"at most {MOST:.0f}"],
        rows,
    )


def _peak(text: str) -> float:
    """Megabytes held at the most during a reading, above what was held before."""
    from maillage.reading import read_text

    tracemalloc.start()
    read_text(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


if __name__ == "__main__":
    main()
