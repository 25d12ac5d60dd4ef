"""The comparison of two versions: passage by passage, then line by line, then word by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maillage.agreements.redline.matching import bare, matched
from maillage.agreements.redline.order import staying
from maillage.agreements.redline.tree import Block, Unit, Version, letters
from maillage.foundations.redline import Piece, words

_HALF = 0.5


class Fate(StrEnum):
    """What became of words; ``GONE`` and ``COME``: they moved, from here to elsewhere, or from elsewhere to here."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"
    GONE = "gone"
    COME = "come"


@dataclass(frozen=True, slots=True)
class Line:
    """A block and what became of it; ``elsewhere`` is the unit that it moved to or came from.

    ``is_mark``: only its number or the mark of its list changed.
    """

    fate: Fate
    before: Block | None
    after: Block | None
    pieces: tuple[Piece, ...]
    elsewhere: Unit | None = None
    is_mark: bool = False

    @property
    def is_reworded(self) -> bool:
        """Whether words changed: more than a number or a place."""
        if self.fate is Fate.COME:
            return len(self.pieces) > 1 and not self.is_mark
        return self.fate not in (Fate.SAME, Fate.GONE) and not self.is_mark

    @property
    def block(self) -> Block:
        """The block as it stands, or as it stood."""
        block = self.after or self.before
        assert block is not None  # noqa: S101 a line has a side
        return block


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit and what became of it, with its lines.

    ``GONE`` has no lines: the unit is shown where it stands now. ``split_from``: most of its words were in a unit that
    still stands; ``joined_to``: most of them are now in another.
    """

    fate: Fate
    before: Unit | None
    after: Unit | None
    lines: tuple[Line, ...]
    is_moved: bool = False
    split_from: Unit | None = None
    joined_to: Unit | None = None

    @property
    def unit(self) -> Unit:
        """The unit as it stands, or as it stood."""
        unit = self.after or self.before
        assert unit is not None  # noqa: S101 a passage has a side
        return unit

    @property
    def is_renumbered(self) -> bool:
        """Whether its number is another one."""
        return self.before is not None and self.after is not None and self.before.number != self.after.number

    @property
    def is_reworded(self) -> bool:
        """Whether its words changed, apart from its number."""
        moves = Fate.GONE, Fate.COME
        return self.fate is Fate.CHANGED and any(line.is_reworded or line.fate in moves for line in self.lines)

    @property
    def is_same(self) -> bool:
        """Whether nothing is to be told of it."""
        return self.fate is Fate.SAME and not self.is_moved


@dataclass(frozen=True, slots=True)
class Redline:
    """The whole comparison, in the order of the later version; what is gone stands where it stood."""

    passages: tuple[Passage, ...]

    @property
    def changes(self) -> tuple[Passage, ...]:
        """The passages that are not the same."""
        return tuple(passage for passage in self.passages if not passage.is_same)


def compare(before: Version, after: Version) -> Redline:
    """What changed from one version to the other."""
    return _Comparison(before, after).redline()


class _Comparison:
    def __init__(self, before: Version, after: Version) -> None:
        self._before, self._after = before, after
        self._found = matched(before, after)
        self._back = {other: place for place, other in self._found.blocks.items()}
        self._unit_back = {other: place for place, other in self._found.units.items()}
        self._left, self._right = _by_unit(self._found.left), _by_unit(self._found.right)

    def redline(self) -> Redline:
        units = self._found.units
        stay = _stay(units, [letters(unit.blocks) for unit in self._before.units])
        passages = []
        for one, other in _interleaved(len(self._before.units), len(self._after.units), units, stay):
            if one is not None and other is None and one in units:
                passages.append(Passage(Fate.GONE, self._before.units[one], self._after.units[units[one]], ()))
            else:
                passages.append(self._passage(one, other))
        return Redline(tuple(passages))

    def _passage(self, one: int | None, other: int | None) -> Passage:
        if other is None:
            assert one is not None  # noqa: S101 one side at least
            lines = tuple(self._out(place) for place in self._left[one])
            unit = self._before.units[one]
            return Passage(Fate.DROPPED, unit, None, lines, joined_to=self._most(lines))
        unit = self._after.units[other]
        is_moved = one is None and other in self._unit_back
        one = self._unit_back.get(other) if is_moved else one
        if one is None:
            lines = tuple(self._in(place) for place in self._right[other])
            return Passage(Fate.ADDED, None, unit, lines, split_from=self._most(lines))
        lines = tuple(self._lines(self._left[one], self._right[other]))
        fate = Fate.SAME if all(line.fate is Fate.SAME for line in lines) else Fate.CHANGED
        return Passage(fate, self._before.units[one], unit, lines, is_moved)

    def _lines(self, left: Sequence[int], right: Sequence[int]) -> Iterator[Line]:
        starts, others = (left[0] if left else 0), (right[0] if right else 0)
        here = {
            place - starts: self._found.blocks[place] - others
            for place in left
            if place in self._found.blocks and 0 <= self._found.blocks[place] - others < len(right)
        }
        weights = [len(self._found.left[place][1].text) for place in left]
        for one, other in _interleaved(len(left), len(right), here, _stay(here, weights)):
            if one is not None and other is not None:
                yield self._both(left[one], right[other])
            elif one is not None:
                yield self._out(left[one])
            elif other is not None:
                yield self._in(right[other])

    def _both(self, place: int, other: int) -> Line:
        before, after = self._found.left[place][1], self._found.right[other][1]
        if before.text == after.text:
            return Line(Fate.SAME, before, after, (Piece("keep", after.text),))
        return Line(Fate.CHANGED, before, after, words(before.text, after.text), is_mark=_is_mark(before, after))

    def _out(self, place: int) -> Line:
        block = self._found.left[place][1]
        if place not in self._found.blocks:
            return Line(Fate.DROPPED, block, None, (Piece("drop", block.text),))
        unit = self._after.units[self._found.right[self._found.blocks[place]][0]]
        return Line(Fate.GONE, block, None, (Piece("drop", block.text),), unit)

    def _in(self, other: int) -> Line:
        block = self._found.right[other][1]
        if other not in self._back:
            return Line(Fate.ADDED, None, block, (Piece("add", block.text),))
        unit, before = self._found.left[self._back[other]]
        pieces, is_mark = words(before.text, block.text), _is_mark(before, block)
        return Line(Fate.COME, before, block, pieces, self._before.units[unit], is_mark)

    def _most(self, lines: Sequence[Line]) -> Unit | None:
        """The unit of which, or to which, most of the words moved, when it stands on both sides."""
        shares: dict[Unit, int] = defaultdict(int)
        for line in lines:
            if line.elsewhere is not None:
                shares[line.elsewhere] += len(line.block.text)
        total = sum(len(line.block.text) for line in lines if not line.block.is_heading)
        unit = max(shares, key=lambda one: shares[one], default=None)
        if unit is None or shares[unit] < _HALF * total:
            return None
        pairs = self._found.units.items()
        stands = {self._before.units[place].key for place, _ in pairs} | {
            self._after.units[place].key for _, place in pairs
        }
        return unit if unit.key in stands else None


def _by_unit(blocks: Sequence[tuple[int, Block]]) -> dict[int, list[int]]:
    held: dict[int, list[int]] = defaultdict(list)
    for place, (unit, _) in enumerate(blocks):
        held[unit].append(place)
    return held


def _stay(pairs: dict[int, int], weights: Sequence[int]) -> set[int]:
    """The places on the left that keep their order."""
    left = sorted(pairs)
    ranks = staying([pairs[place] for place in left], [weights[place] for place in left])
    return {left[rank] for rank in ranks}


def _interleaved(
    left: int, right: int, pairs: dict[int, int], stay: set[int]
) -> Iterator[tuple[int | None, int | None]]:
    """Both sides in one order: between two pairs that stay, what stood only on the left, then what stands now."""
    at = other = 0
    for place in [*sorted(stay), left]:
        stop = pairs[place] if place < left else right
        yield from ((one, None) for one in range(at, place))
        yield from ((None, one) for one in range(other, stop))
        if place < left:
            yield place, stop
        at, other = place + 1, stop + 1


def _is_mark(before: Block, after: Block) -> bool:
    """Whether two texts differ, and only by their number or their mark."""
    if before.text == after.text:
        return False
    if before.is_heading and after.is_heading:
        return before.number != after.number and _title(before) == _title(after)
    return bare(before.text) == bare(after.text)


def _title(block: Block) -> str:
    """A heading without what names its number ("Article 3 –")."""
    text = " ".join(block.text.split())
    _, found, rest = text.partition(block.number) if block.number else ("", "", text)
    return rest.lstrip(" .:–—-)ère").casefold() if found else text.casefold()
