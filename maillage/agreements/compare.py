"""A local agreement against the frame that it declines: clauses, commitments by the likeness of their words, parties.

Pure: it knows texts, not tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.agreements.redline.likeness import alike
from maillage.foundations.redline import Piece, words

ALIKE = 0.45
SAME = 0.999


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment: its key (an id), its words, and who bears it, in words."""

    key: str
    text: str
    bearer: str = ""
    place: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two agreements."""

    terms: Mapping[str, str]
    promises: Sequence[Promise]
    parties: Sequence[tuple[str, str]]  # key (an organisation, else the folded name), name


@dataclass(frozen=True, slots=True)
class TermLine:
    """A clause on both sides; an empty value says that the text is silent."""

    name: str
    frame: str
    local: str

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return self.frame == self.local


@dataclass(frozen=True, slots=True)
class Pair:
    """Two commitments that say nearly the same; ``pieces``: its words, from the frame to the local."""

    frame: Promise
    local: Promise
    likeness: float
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether the words that count are the same."""
        return self.likeness >= SAME


@dataclass(frozen=True, slots=True)
class Deviations:
    """What differs. ``dropped``: of the frame, without a like in the local one; ``own``: the reverse."""

    terms: tuple[TermLine, ...]
    pairs: tuple[Pair, ...]
    dropped: tuple[Promise, ...]
    own: tuple[Promise, ...]
    common_parties: tuple[str, ...]
    frame_parties: tuple[str, ...]
    local_parties: tuple[str, ...]

    @property
    def changed_terms(self) -> tuple[TermLine, ...]:
        """The clauses that are not the same."""
        return tuple(line for line in self.terms if not line.is_same)

    @property
    def kept(self) -> tuple[Pair, ...]:
        """The pairs that say the same."""
        return tuple(pair for pair in self.pairs if pair.is_same)

    @property
    def reworded(self) -> tuple[Pair, ...]:
        """The pairs whose words differ."""
        return tuple(pair for pair in self.pairs if not pair.is_same)


def deviations(frame: Side, local: Side, *, names: Iterable[str]) -> Deviations:
    """What the local agreement does otherwise; ``names`` are the clauses to compare, in their order."""
    pairs = _pairs(frame.promises, local.promises)
    taken = {pair.frame.key for pair in pairs}, {pair.local.key for pair in pairs}
    lines = (TermLine(name, frame.terms.get(name, ""), local.terms.get(name, "")) for name in names)
    ours, theirs = dict(frame.parties), dict(local.parties)
    return Deviations(
        terms=tuple(line for line in lines if line.frame or line.local),
        pairs=pairs,
        dropped=tuple(one for one in frame.promises if one.key not in taken[0]),
        own=tuple(one for one in local.promises if one.key not in taken[1]),
        common_parties=tuple(name for key, name in ours.items() if key in theirs),
        frame_parties=tuple(name for key, name in ours.items() if key not in theirs),
        local_parties=tuple(name for key, name in theirs.items() if key not in ours),
    )


def _pairs(frame: Sequence[Promise], local: Sequence[Promise]) -> tuple[Pair, ...]:
    """The likest first, each commitment once; in the order of the frame."""
    found = alike([one.text for one in frame], [one.text for one in local], least=ALIKE)
    return tuple(
        Pair(frame[place], local[other], likeness, words(frame[place].text, local[other].text))
        for place, other, likeness in found
    )
