"""Measures side by side, in one run: each figure is the median of several, and what is compared takes turns.

Only ratios travel from one machine to another; the absolute figures are there to be looked at.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TURNS = 7

Task = Callable[[], object]


def run(command: Sequence[str], data: bytes | None = None) -> bytes:
    """What ``command`` prints; it must succeed."""
    return subprocess.run(command, cwd=ROOT, input=data, capture_output=True, check=True).stdout


def medians(tasks: Sequence[Task], turns: int = TURNS) -> list[float]:
    """The median seconds of each task, after one turn to warm up; the tasks take turns."""
    times: list[list[float]] = [[] for _ in tasks]
    for turn in range(turns + 1):
        for task, taken in zip(tasks, times, strict=True):
            began = time.perf_counter()
            task()
            if turn:
                taken.append(time.perf_counter() - began)
    return [statistics.median(taken) for taken in times]


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a small table: the first column to the left, figures to the right."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    print(f"\n{title}")
    for row in (head, *rows):
        print(
            "  "
            + "  ".join(
                word.ljust(width) if not at else word.rjust(width)
                for at, (word, width) in enumerate(zip(row, widths, strict=True))
            )
        )


def verdict(value: float, most: float | None = None, least: float | None = None) -> str:
    """Whether a figure keeps its bound, in a word."""
    kept = (most is None or value <= most) and (least is None or value >= least)
    return "kept" if kept else "MISSED"


def python(*words: str) -> list[str]:
    """The command that runs this interpreter."""
    return [sys.executable, *words]
