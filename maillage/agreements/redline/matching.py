"""Which words of one version are which of the other: blocks and units paired, each once.

In order: the identity that both versions share; the same words, in the same order, then at another place; for units the
same heading, then likeness, then number; then, within two units that are the same, blocks that are alike between two
that were found; and what is alike at another place of the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

from maillage.agreements.redline.likeness import alike
from maillage.agreements.redline.tree import Block, Version, blocks_of
from maillage.foundations.folding import fold

ALIKE_UNIT, ALIKE_NUMBER = 0.4, 0.15
ALIKE_BLOCK, ALIKE_MOVED = 0.35, 0.6
MOVED = 30  # letters: shorter words found again elsewhere ("Sans objet.") are no passage that moved
_HALF = 0.5
_MARK = re.compile(r"^(?:[-–—•*·▪]|\(?[0-9a-zA-Z]{1,4}[.)°]|\d+(?:\.\d+)+\.?)\s+")


@dataclass
class Matched:
    """Pairs of places: ``blocks`` from the left list of blocks to the right one, ``units`` likewise."""

    left: list[tuple[int, Block]]
    right: list[tuple[int, Block]]
    blocks: dict[int, int] = field(default_factory=dict)
    units: dict[int, int] = field(default_factory=dict)

    def free(self) -> tuple[list[int], list[int]]:
        """The blocks that are not paired yet, of both sides."""
        taken = set(self.blocks.values())
        return (
            [place for place in range(len(self.left)) if place not in self.blocks],
            [place for place in range(len(self.right)) if place not in taken],
        )


def matched(before: Version, after: Version) -> Matched:
    """What is what, from ``before`` to ``after``."""
    found = Matched(list(blocks_of(before)), list(blocks_of(after)))
    _by_identity(found, before, after)
    shared = set(found.blocks)
    _by_words(found)
    _units(found, before, after)
    _loosen(found, shared)
    _within_units(found)
    _elsewhere(found)
    return found


def bare(text: str) -> str:
    """Words without their mark of list ("a)", "-"), their white space made regular."""
    return _MARK.sub("", " ".join(text.split()))


# ---------------------------------------------------------------- the same identity, the same words


def _by_identity(found: Matched, before: Version, after: Version) -> None:
    """A key that both versions hold is the same provision, whatever its words became."""
    places = {unit.key: place for place, unit in enumerate(after.units)}
    found.units.update({place: places[unit.key] for place, unit in enumerate(before.units) if unit.key in places})
    at = _alone(found.right)
    found.blocks.update({place: at[key] for key, place in _alone(found.left).items() if key in at})


def _alone(blocks: Iterable[tuple[int, Block]]) -> dict[tuple[str, bool], int]:
    """The provisions that have one block of their own, and where; the words of others say which is which."""
    held: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for place, (_, block) in enumerate(blocks):
        held[block.key, block.is_heading].append(place)
    return {key: places[0] for key, places in held.items() if len(places) == 1}


def _by_words(found: Matched) -> None:
    """The same words in the same order; then long ones that stand once on each side, wherever they stand."""
    left, right = found.free()
    ours = [_plain(found.left[place][1]) for place in left]
    theirs = [_plain(found.right[place][1]) for place in right]
    numbers = {words: number for number, words in enumerate(dict.fromkeys([*ours, *theirs]))}
    one, two = [numbers[words] for words in ours], [numbers[words] for words in theirs]
    for start, other, size in LCSseq.editops(one, two).as_matching_blocks():
        found.blocks.update({left[start + step]: right[other + step] for step in range(size)})
    left, right = found.free()
    once = _standing_once(found.right, right)
    for words, place in _standing_once(found.left, left).items():
        if words in once and len(words) >= MOVED:
            found.blocks[place] = once[words]


def _standing_once(blocks: Sequence[tuple[int, Block]], places: Iterable[int]) -> dict[str, int]:
    seen: dict[str, list[int]] = defaultdict(list)
    for place in places:
        seen[_plain(blocks[place][1])].append(place)
    return {words: held[0] for words, held in seen.items() if len(held) == 1}


def _plain(block: Block) -> str:
    return f"{'#' if block.is_heading else ''}{bare(block.text)}"


# ---------------------------------------------------------------- units


def _units(found: Matched, before: Version, after: Version) -> None:
    """Units without a shared identity: by the words that they share, their heading, their likeness, their number."""
    _by_shared_words(found, before, after)
    _by_heading(found, before, after)
    left, right = _free_units(found, before, after)
    ours, theirs = [before.units[place].words for place in left], [after.units[place].words for place in right]
    for one, other, likeness in alike(ours, theirs, least=ALIKE_NUMBER):
        here, there = before.units[left[one]], after.units[right[other]]
        same_number = bool(here.number) and here.number == there.number
        if here.kind == there.kind and (likeness >= ALIKE_UNIT or same_number):
            found.units[left[one]] = right[other]
    left, right = _free_units(found, before, after)
    for kind in {before.units[place].kind for place in left} - {"article", "section", "paragraph", "item"}:
        ours_of = [place for place in left if before.units[place].kind == kind]
        theirs_of = [place for place in right if after.units[place].kind == kind]
        if len(ours_of) == len(theirs_of) == 1:
            found.units[ours_of[0]] = theirs_of[0]


def _free_units(found: Matched, before: Version, after: Version) -> tuple[list[int], list[int]]:
    taken = set(found.units.values())
    return (
        [place for place in range(len(before.units)) if place not in found.units],
        [place for place in range(len(after.units)) if place not in taken],
    )


def _by_shared_words(found: Matched, before: Version, after: Version) -> None:
    """Those of which half of the words of either are words of the other, without a heading that says otherwise."""
    left, right = (set(places) for places in _free_units(found, before, after))
    shared: Counter[tuple[int, int]] = Counter()
    for place, other in found.blocks.items():
        pair = found.left[place][0], found.right[other][0]
        if pair[0] in left and pair[1] in right and before.units[pair[0]].kind == after.units[pair[1]].kind:
            shared[pair] += len(found.left[place][1].text)
    taken: set[int] = set()
    for (one, other), size in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        longest = max(len(before.units[one].words), len(after.units[other].words))
        if one not in found.units and other not in taken and size / max(longest, 1) >= _HALF:
            found.units[one] = other
            taken.add(other)


def _by_heading(found: Matched, before: Version, after: Version) -> None:
    left, right = _free_units(found, before, after)
    ours: dict[tuple[str, str], list[int]] = defaultdict(list)
    theirs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for units, places, held in ((before.units, left, ours), (after.units, right, theirs)):
        for place in places:
            if units[place].heading:
                held[units[place].kind, " ".join(fold(units[place].heading).split())].append(place)
    for key, places in ours.items():
        if len(places) == len(theirs[key]) == 1:
            found.units[places[0]] = theirs[key][0]


# ---------------------------------------------------------------- blocks that changed


def _loosen(found: Matched, shared: set[int]) -> None:
    """Short words that two units happen to share are no passage that moved from one to the other."""
    for place, other in list(found.blocks.items()):
        (unit, block), (there, _) = found.left[place], found.right[other]
        if place not in shared and found.units.get(unit) != there and not _may_move(block):
            del found.blocks[place]


def _within_units(found: Matched) -> None:
    """Between two blocks that are paired in their order, those that are alike, or alone of their sort."""
    by_left, by_right = defaultdict(list), defaultdict(list)
    for place, (unit, _) in enumerate(found.left):
        by_left[unit].append(place)
    for place, (unit, _) in enumerate(found.right):
        by_right[unit].append(place)
    for unit, other in found.units.items():
        taken = set(found.blocks.values())
        if all(place in found.blocks for place in by_left[unit]) or all(place in taken for place in by_right[other]):
            continue
        for ours, theirs in _gaps(found, by_left[unit], by_right[other]):
            _pair(found, ours, theirs)


def _gaps(found: Matched, left: Sequence[int], right: Sequence[int]) -> list[tuple[list[int], list[int]]]:
    """Runs of blocks without a pair, between the same neighbours on both sides."""
    here = {place: rank for rank, place in enumerate(right)}
    back = {other: place for place, other in found.blocks.items()}
    gaps: list[tuple[list[int], list[int]]] = []
    ours: list[int] = []
    at = 0
    for place in [*left, -1]:
        rank = here.get(found.blocks[place]) if place in found.blocks else None
        if place >= 0 and place not in found.blocks:
            ours.append(place)
        if place == -1 or (rank is not None and rank >= at):
            stop = len(right) if place == -1 else rank or 0
            gaps.append((ours, [one for one in right[at:stop] if one not in back]))
            ours, at = [], max(at, stop)
    return [(one, other) for one, other in gaps if one and other]


def _pair(found: Matched, left: Sequence[int], right: Sequence[int]) -> None:
    for is_heading in (True, False):
        ours = [place for place in left if found.left[place][1].is_heading == is_heading]
        theirs = [place for place in right if found.right[place][1].is_heading == is_heading]
        texts = [found.left[place][1].text for place in ours], [found.right[place][1].text for place in theirs]
        only = len(ours) == len(theirs) == 1
        least = ALIKE_NUMBER if only else ALIKE_BLOCK
        for one, other, _ in alike(*texts, least=least):
            found.blocks[ours[one]] = theirs[other]
        if only and is_heading:
            found.blocks[ours[0]] = theirs[0]


def _elsewhere(found: Matched) -> None:
    """What is alike at another place: long enough to be a passage that moved."""
    left, right = found.free()
    ours = [place for place in left if _may_move(found.left[place][1])]
    theirs = [place for place in right if _may_move(found.right[place][1])]
    texts = [found.left[place][1].text for place in ours], [found.right[place][1].text for place in theirs]
    for one, other, _ in alike(*texts, least=ALIKE_MOVED):
        found.blocks[ours[one]] = theirs[other]


def _may_move(block: Block) -> bool:
    return not block.is_heading and len(block.text) >= MOVED
