"""Reading order of a page by geometry: columns of prose one after the other, all else line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from maillage.reading.extract.pdf.lines import PLACE, Fragment, Line

TAB_GAP = 2.5  # times the size: wider, a tab between two fragments of a line
_BIN = 2.0  # points
_LEAST_ROWS = 5
_FILLED = 0.55  # share of a column that a line of prose fills
_LEAST_CHARACTERS = 150


def gutter(fragments: list[Fragment]) -> float | None:
    """Where the white strip between two columns of prose stands; None when the page has none."""
    return _gutter(fragments)


def ordered(fragments: list[Fragment], page: int, known: Iterable[float] = ()) -> list[Line]:
    """The lines of a page in reading order; ``known`` are the gutters of other pages, where a few rows are enough."""
    return _region(fragments, page, (1, 0), depth=0, known=tuple(known))


def _region(
    fragments: list[Fragment], page: int, column: tuple[int, int], depth: int, known: tuple[float, ...] = ()
) -> list[Line]:
    middle = (_gutter(fragments) or _known_gutter(fragments, known)) if depth < 3 else None
    if middle is None:
        return rows(fragments, page, column)
    found: list[Line] = []
    count, place = column
    bands = _bands(fragments, middle)
    for left, right, across in bands:
        found += rows(across, page, column)
        end = _end_of_columns(left, right, middle, is_last=across is bands[-1][2])
        found += _region([one for one in left if one.base < end], page, (count * 2, place * 2), depth + 1)
        found += _region([one for one in right if one.base < end], page, (count * 2, place * 2 + 1), depth + 1)
        found += rows([one for one in (*left, *right) if one.base >= end], page, column)
    return found


def _known_gutter(fragments: list[Fragment], known: tuple[float, ...]) -> float | None:
    """A gutter of another page that holds here too: on the last page the columns are short."""
    if len(fragments) < 4:
        return None
    left, right = min(one.x0 for one in fragments), max(one.x1 for one in fragments)
    return next(
        (x for x in known if left < x < right and _is_prose(fragments, x, left, right, least=2, characters=40)), None
    )


def rows(fragments: list[Fragment], page: int, column: tuple[int, int] = (1, 0)) -> list[Line]:
    """Fragments on the same base line, or raised beside it, make one line."""
    found: list[list[Fragment]] = []
    tallest: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda one: (one.base, one.x0)):
        if found and _same_row(found[-1], tallest[-1], fragment):
            found[-1].append(fragment)
            tallest[-1] = max(tallest[-1], fragment, key=lambda one: one.size)
        else:
            found.append([fragment])
            tallest.append(fragment)
    return [_line(sorted(row, key=lambda one: one.x0), page, column) for row in found]


def _same_row(row: list[Fragment], tallest: Fragment, fragment: Fragment) -> bool:
    if PLACE in (fragment.text[0], tallest.text[0]) or abs(fragment.base - tallest.base) > 0.45 * max(
        fragment.size, tallest.size
    ):
        return False
    # One above the other is another line; the last few are enough to see it, and keep the time linear.
    return not any(one.x0 < fragment.x1 - 1 and fragment.x0 < one.x1 - 1 for one in row[-40:])


def _line(row: list[Fragment], page: int, column: tuple[int, int]) -> Line:
    text = row[0].text
    for before, after in pairwise(row):
        gap, size = after.x0 - before.x1, max(before.size, after.size)
        text += ("\t" if gap > TAB_GAP * size else " " if gap > 0.15 * size else "") + after.text
    size = max(fragment.size for fragment in row)
    first = row[0]
    word = first.text.split(maxsplit=1)[0]
    return Line(
        text=text,
        x0=first.x0,
        x1=row[-1].x1,
        top=min(fragment.top for fragment in row),
        bottom=max(fragment.bottom for fragment in row),
        size=size,
        bold=all(fragment.bold for fragment in row),
        page=page,
        column=column,
        fragments=row,
        first_word=(first.x1 - first.x0) * len(word) / max(1, len(first.text)),
    )


def _gutter(fragments: list[Fragment]) -> float | None:
    if len(fragments) < 2 * _LEAST_ROWS:
        return None
    left, right = min(one.x0 for one in fragments), max(one.x1 for one in fragments)
    count = int((right - left) / _BIN) + 1
    if count < 20 or count > 10_000:
        return None
    steps = [0] * (count + 1)
    for one in fragments:
        steps[int((one.x0 - left) / _BIN)] += 1
        steps[min(count, int((one.x1 - left) / _BIN) + 1)] -= 1
    covered, total = [], 0
    for step in steps[:count]:
        total += step
        covered.append(total)
    middle = range(count // 4, count * 3 // 4)
    least = min(covered[index] for index in middle)
    start, length = _longest(middle, lambda index: covered[index] <= least)
    strip = left + (start + length / 2) * _BIN
    return strip if length * _BIN >= 6 and _is_prose(fragments, strip, left, right) else None


def _longest(indexes: range, accept: Callable[[int], bool]) -> tuple[int, int]:
    """Start and length of the longest run of ``indexes`` that are accepted."""
    best, start, length = (indexes.start, 0), indexes.start, 0
    for index in indexes:
        if not accept(index):
            length = 0
            continue
        if not length:
            start = index
        length += 1
        if length > best[1]:
            best = (start, length)
    return best


def _is_prose(
    fragments: list[Fragment],
    middle: float,
    left: float,
    right: float,
    least: int = _LEAST_ROWS,
    characters: int = _LEAST_CHARACTERS,
) -> bool:
    """Whether both sides of a strip are columns of running text: cells of a table and blocks of signatures are not."""
    sides = ([one for one in fragments if one.x1 <= middle], [one for one in fragments if one.x0 >= middle])
    crossing = len(fragments) - len(sides[0]) - len(sides[1])
    if crossing > 0.4 * len(fragments):
        return False
    for side, width in zip(sides, (middle - left, right - middle), strict=True):
        lines = rows(side, 0, (1, 0))
        if len(lines) < least or sum(len(line.text) for line in lines) < characters:
            return False
        widths = sorted(line.x1 - line.x0 for line in lines)
        if widths[len(widths) // 2] < _FILLED * width:
            return False
    return True


def _end_of_columns(left: list[Fragment], right: list[Fragment], middle: float, *, is_last: bool) -> float:
    """The base of the first line that is no longer in columns: short lines after a gap, such as two signatures.

    In the last band of a page, lines on one side only are the end of the longer column.
    """
    if not left or not right:
        return float("inf")
    widths = (middle - min(one.x0 for one in left), max(one.x1 for one in right) - middle)
    short = [(one, one.x1 - one.x0 > 0.85 * widths[side]) for side, ones in enumerate((left, right)) for one in ones]
    short.sort(key=lambda row: -row[0].base)
    columns_end = min(max(one.base for one in left), max(one.base for one in right))
    end, together = float("inf"), False
    for index, (one, is_filled) in enumerate(short):
        if is_filled:
            break
        together = together or _side_by_side((*left, *right), one, middle)
        above = short[index + 1][0].base if index + 1 < len(short) else one.base
        if one.base - above > 1.4 * one.size and (together or (not is_last and one.base > columns_end)):
            end = one.base
    return end


def _side_by_side(fragments: Iterable[Fragment], one: Fragment, middle: float) -> bool:
    return any(abs(other.base - one.base) < 1 and other.x0 < middle < one.x0 for other in fragments)


def _bands(fragments: list[Fragment], middle: float) -> list[tuple[list[Fragment], list[Fragment], list[Fragment]]]:
    """The page from top to bottom: what runs across (first in its band), then the left and right columns under it."""
    bands: list[tuple[list[Fragment], list[Fragment], list[Fragment]]] = [([], [], [])]
    bases = {round(one.base) for one in fragments if one.x0 < middle < one.x1}
    across = {base + step for base in bases for step in (-1, 0, 1)}
    for fragment in sorted(fragments, key=lambda one: one.base):
        left, right, _across = bands[-1]
        if round(fragment.base) in across:
            if left or right:
                bands.append(([], [], []))
            bands[-1][2].append(fragment)
        else:
            (left if fragment.x1 <= middle else right).append(fragment)
    return bands
