"""What the stages of a PDF hand to each other.

Lengths are in points; ``top`` and ``bottom`` count down from the top of the page.
"""

from __future__ import annotations

from bisect import bisect_right

from maillage.foundations.records import dataclass, field

PLACE = "\ufdd6"  # begins the fragment that stands where a table is, until its cells are laid out


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
    cell: tuple[int, int, int] | None = None  # table, row, column
    fragments: list[Fragment] = field(default_factory=list)
    first_word: float = 0.0  # its width, to know whether it would have fitted on the line before


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where its columns and its rows are cut, from left to right and from top to bottom."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def cell(self, fragment: Fragment) -> tuple[int, int] | None:
        """The row and the column of the cell that holds a fragment; None outside of the table."""
        x, y = fragment.x0 + min(fragment.x1 - fragment.x0, 8.0) / 2, fragment.base - 0.3 * fragment.size
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return row, column
        return None


@dataclass(slots=True)
class PageLines:
    """The lines of a page in reading order, its height, and the tables whose rules it draws."""

    number: int
    height: float
    lines: list[Line]
    grids: list[Grid] = field(default_factory=list)
