"""Measures side by side, in one run: each figure is the median of several, and what is compared takes turns.

Only ratios travel from one machine to another; the absolute figures are there to be looked at.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TURNS = 7

Task = Callable[[], object]


def run(command: Sequence[str], data: bytes | None = None) -> bytes:
    """What ``command`` prints; it must succeed. It may keep what it has compiled, as it does when it is installed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(command, cwd=ROOT, env=environment, input=data, capture_output=True, check=True).stdout


@dataclass(frozen=True)
class Taken:
    """What a task took, in seconds: of the clock, and of the processor (its programs included), which other work on the machine disturbs less."""

    clock: float
    processor: float


def medians(tasks: Sequence[Task], turns: int = TURNS) -> list[Taken]:
    """The medians of each task, after one turn to warm up; the tasks take turns."""
    times: list[list[Taken]] = [[] for _ in tasks]
    for turn in range(turns + 1):
        for task, taken in zip(tasks, times, strict=True):
            began, spent = time.perf_counter(), _spent()
            task()
            if turn:
                taken.append(Taken(time.perf_counter() - began, _spent() - spent))
    return [
        Taken(statistics.median(t.clock for t in taken), statistics.median(t.processor for t in taken))
        for taken in times
    ]


def _spent() -> float:
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def beside(ours: Taken, theirs: Taken, most: float) -> list[str]:
    """The cells that compare two tasks: milliseconds of each, their ratio by the clock and by the processor, the verdict by the clock."""
    ratio, processor = ours.clock / theirs.clock, ours.processor / theirs.processor
    return [
        f"{ours.clock * 1000:.0f}",
        f"{theirs.clock * 1000:.0f}",
        f"{ratio:.1f}",
        f"{processor:.1f}",
        verdict(ratio, most),
    ]


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
