"""What the stages of a PDF hand to each other.

Lengths are in points; ``top`` and ``bottom`` count down from the top of the page.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Fragment:
    """Characters that follow each other on one line without a wide gap."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        """Where its tallest letters begin."""
        return self.base - self.size

    @property
    def bottom(self) -> float:
        """Where its lowest letters end."""
        return self.base + 0.25 * self.size


@dataclass(slots=True)
class Line:
    """A line of a column. ``column`` tells columns apart: (how many stand side by side, which one)."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    page: int
    column: tuple[int, int] = (1, 0)
    first_word: float = 0.0  # its width, to know whether it would have fitted on the line before


@dataclass(slots=True)
class PageLines:
    """The lines of a page in reading order, and its height."""

    number: int
    height: float
    lines: list[Line]
