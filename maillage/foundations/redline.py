"""Two texts compared word by word: what is kept, dropped and added, as a person would mark it with a pen.

The pieces, in reading order, give back both texts to the letter: those kept and dropped make the first one, those kept
and added the second. A word is a run of letters or of figures; an elision goes with its apostrophe ("l’", "qu’"), each
sign of punctuation stands alone, white space goes before the word that follows it.

The common words are found by the longest common subsequence (rapidfuzz). That alone is unreadable prose: a "de" in the
middle of a sentence written anew is "kept". So short islands of kept words between two changes are absorbed, and a
change that may stand at several places stands where a sentence or a clause begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

Operation = Literal["keep", "drop", "add"]

_SPACED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?"  # 12 000,50
_FIGURES = r"\d+(?:[.,]\d+)*(?:[^\W\d_]+)?"  # 3, 3.1, 1er
_TOKEN = re.compile(rf"{_SPACED}(?!\w)|{_FIGURES}|[^\W\d_]+[’'](?=\w)|[^\W\d_]+|\S")
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_SENTENCE, _CLAUSE = frozenset(".!?…"), frozenset(";:,()«»–—")
_MATRIX = 200_000_000  # cells of the exact comparison: 25 MB
_ISLAND = 3  # words: a longer run of kept words stands by itself
_SMALL = frozenset(
    "a à au aux avec c’ ce ces cet cette d’ dans de des du elle en est et il j’ l’ la le les leur leurs m’ n’ ne ou où "
    "par pas pour qu’ que qui s’ sa se ses son sont sur t’ un une y".split()
)


class Piece(NamedTuple):
    """Some words, and what became of them from the first text to the second."""

    op: Operation
    text: str


class _Change(NamedTuple):
    """Tokens ``[left, left_end)`` of the first text become ``[right, right_end)`` of the second."""

    left: int
    left_end: int
    right: int
    right_end: int


class Tokens(NamedTuple):
    """A text in words; ``gaps`` is the white space before each, with that of the end: one more than the words."""

    words: list[str]
    gaps: list[str]


def tokens(text: str) -> Tokens:
    """The words of a text, and the white space around them."""
    words, gaps, at = [], [], 0
    for found in _TOKEN.finditer(text):
        words.append(found.group())
        gaps.append(text[at : found.start()])
        at = found.end()
    return Tokens(words, [*gaps, text[at:]])


def words(before: str, after: str) -> tuple[Piece, ...]:
    """What was kept, dropped and added from one text to the other, in reading order; no piece is empty."""
    if before == after:
        return (Piece("keep", before),) if before else ()
    left, right = tokens(before), tokens(after)
    changes = _readable(left.words, right.words, _changes(before, after, left, right))
    return _joined(_pieces(left, right, changes))


def share_kept(pieces: Iterable[Piece]) -> float:
    """How much of both texts was kept, from 0 to 1, white space aside; two empty texts are the same."""
    size = {"keep": 0, "drop": 0, "add": 0}
    for piece in pieces:
        size[piece.op] += len("".join(piece.text.split()))
    total = 2 * size["keep"] + size["drop"] + size["add"]
    return 2 * size["keep"] / total if total else 1.0


# ---------------------------------------------------------------- what changed


def _changes(before: str, after: str, left: Tokens, right: Tokens) -> list[_Change]:
    """Between the lines that both hold once, in the same order, the words are compared."""
    if len(left.words) * len(right.words) <= _MATRIX:
        return list(_compared(left.words, right.words, 0, len(left.words), 0, len(right.words)))
    found: list[_Change] = []
    at_left = at_right = 0
    for start, end, other, other_end in [*_anchors(before, after), (len(left.words),) * 2 + (len(right.words),) * 2]:
        found += _compared(left.words, right.words, at_left, start, at_right, other)
        at_left, at_right = end, other_end
    return found


def _compared(
    left: Sequence[str], right: Sequence[str], start: int, end: int, other: int, other_end: int
) -> Iterator[_Change]:
    one, two = left[start:end], right[other:other_end]
    # Past what a matrix can hold, Hirschberg's way of Levenshtein: less fine, and it needs no matrix.
    finder = LCSseq if len(one) * len(two) <= _MATRIX else Levenshtein
    blocks = finder.editops(one, two).as_matching_blocks()
    at_left = at_right = 0
    for block in blocks:
        if at_left < block.a or at_right < block.b:
            yield _Change(start + at_left, start + block.a, other + at_right, other + block.b)
        at_left, at_right = block.a + block.size, block.b + block.size


def _anchors(before: str, after: str) -> list[tuple[int, int, int, int]]:
    """Spans of words of the lines that stand once in each text, in the same order in both (patience)."""
    left, right = list(_lines(before)), list(_lines(after))
    once = Counter(line for line, _, _ in left), Counter(line for line, _, _ in right)
    places = {line: number for number, (line, _, _) in enumerate(right) if once[1][line] == 1}
    pairs = [
        (number, places[line]) for number, (line, _, _) in enumerate(left) if once[0][line] == 1 and line in places
    ]
    kept = increasing([other for _, other in pairs])
    return [(*left[pairs[at][0]][1:], *right[pairs[at][1]][1:]) for at in kept]


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    """The lines that have words, each with the span of its words."""
    at = 0
    for found in _LINE.finditer(text):
        count = len(_TOKEN.findall(found.group()))
        if count:
            yield found.group().strip(), at, at + count
        at += count


def increasing(values: Sequence[int]) -> list[int]:
    """The places of a longest increasing subsequence of ``values`` (all different), in order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(value)
            ends.append(place)
        else:
            tails[at], ends[at] = value, place
    found, place = [], ends[-1] if ends else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


# ---------------------------------------------------------------- what reads well


def _readable(left: Sequence[str], right: Sequence[str], changes: Sequence[_Change]) -> list[_Change]:
    """Changes without confetti, each where it reads best."""
    merged = _absorbed(left, right, changes)
    return _absorbed(left, right, _slid(left, right, merged))


def _absorbed(left: Sequence[str], right: Sequence[str], changes: Sequence[_Change]) -> list[_Change]:
    """Islands of few kept words, lighter than what changes on both sides of them, are part of one change."""
    done: list[_Change] = []
    for change in changes:
        while done and _is_confetti(left, right, done[-1], change):
            last = done.pop()
            change = _Change(last.left, change.left_end, last.right, change.right_end)
        done.append(change)
    return done


def _is_confetti(left: Sequence[str], right: Sequence[str], one: _Change, two: _Change) -> bool:
    island = [word for word in left[one.left_end : two.left] if word[0].isalnum()]
    if len(left[one.left_end : two.left]) > 2 * _ISLAND or len(island) > _ISLAND + 1:
        return False
    heavy = [word for word in island if word.lower().replace("'", "’") not in _SMALL]
    around = min(_weight(left, right, one), _weight(left, right, two))
    if not heavy:
        # "de la" between two words changed: marked apart when each change is one word for one word.
        return around > 1 or not island or _is_lopsided(one) or _is_lopsided(two)
    return len(island) <= _ISLAND and 2 * sum(map(len, heavy)) <= min(_size(left, right, one), _size(left, right, two))


def _is_lopsided(change: _Change) -> bool:
    """Whether it only drops words, or only adds some, and more than one."""
    count = change.left_end - change.left, change.right_end - change.right
    return min(count) == 0 and max(count) > 1


def _weight(left: Sequence[str], right: Sequence[str], change: _Change) -> int:
    """How many words change."""
    return max(
        sum(word[0].isalnum() for word in left[change.left : change.left_end]),
        sum(word[0].isalnum() for word in right[change.right : change.right_end]),
    )


def _size(left: Sequence[str], right: Sequence[str], change: _Change) -> int:
    """How many letters change."""
    return max(
        sum(map(len, left[change.left : change.left_end])), sum(map(len, right[change.right : change.right_end]))
    )


def _slid(left: Sequence[str], right: Sequence[str], changes: Sequence[_Change]) -> list[_Change]:
    """A pure addition or deletion moves along the words that repeat it, to where a sentence or a clause begins."""
    done = list(changes)
    for place, change in enumerate(done):
        if (change.left == change.left_end) == (change.right == change.right_end):
            continue
        lowest = done[place - 1] if place else _Change(0, 0, 0, 0)
        highest = done[place + 1] if place + 1 < len(done) else _Change(len(left), 0, len(right), 0)
        room = change.left - lowest.left_end, highest.left - change.left_end
        is_drop = change.left < change.left_end
        side, start, end = (left, change.left, change.left_end) if is_drop else (right, change.right, change.right_end)
        best = max(_places(side, start, end, room), key=lambda shift: (_fit(side, start + shift, end + shift), shift))
        done[place] = _Change(*(at + best for at in change))
    return done


def _places(side: Sequence[str], start: int, end: int, room: tuple[int, int]) -> Iterator[int]:
    """By how many words a change may be moved without another result."""
    yield 0
    shift = 0
    while -shift < room[0] and side[start + shift - 1] == side[end + shift - 1]:
        shift -= 1
        yield shift
    shift = 0
    while shift < room[1] and side[start + shift] == side[end + shift]:
        shift += 1
        yield shift


def _fit(side: Sequence[str], start: int, end: int) -> int:
    """How well words stand as a unit: a whole sentence, a clause, words that do not begin in the middle of one."""
    before = side[start - 1] if start else "."
    last = side[end - 1]
    if before in _SENTENCE:
        return 4 if last in _SENTENCE else 2
    if before in _CLAUSE:
        return 3 if last in _CLAUSE else 1
    # "et le CCAS" rather than "le CCAS et"
    return 1 if side[start].lower() in _SMALL or side[start] in _CLAUSE else 0


# ---------------------------------------------------------------- the pieces


def _pieces(left: Tokens, right: Tokens, changes: Iterable[_Change]) -> Iterator[Piece]:
    at, other = 0, 0
    last = len(left.words), len(right.words)
    for change in [*changes, _Change(last[0], last[0], last[1], last[1])]:
        for step in range(change.left - at):
            yield from _gap(left.gaps[at + step], right.gaps[other + step])
            yield Piece("keep", left.words[at + step])
        dropped = _written(left, change.left, change.left_end)
        added = _written(right, change.right, change.right_end)
        shared = _shared_gap(left, right, change)
        if shared:
            yield Piece("keep", shared)
        yield Piece("drop", dropped[len(shared) :])
        yield Piece("add", added[len(shared) :])
        at, other = change.left_end, change.right_end
    yield from _gap(left.gaps[-1], right.gaps[-1])


def _shared_gap(left: Tokens, right: Tokens, change: _Change) -> str:
    """The white space before words put for others: kept when it is the same."""
    if change.left == change.left_end or change.right == change.right_end:
        return ""
    return left.gaps[change.left] if left.gaps[change.left] == right.gaps[change.right] else ""


def _written(side: Tokens, start: int, end: int) -> str:
    return "".join(side.gaps[at] + side.words[at] for at in range(start, end))


def _gap(before: str, after: str) -> Iterator[Piece]:
    if before == after:
        yield Piece("keep", before)
    else:
        yield Piece("drop", before)
        yield Piece("add", after)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one sort made one; between two kept pieces, what is dropped comes before what is added."""
    done: list[Piece] = []
    kept, dropped, added = "", "", ""
    for piece in pieces:
        if not piece.text:
            continue
        if piece.op == "keep" and (dropped or added):
            done += [Piece("keep", kept), Piece("drop", dropped), Piece("add", added)]
            kept = dropped = added = ""
        if piece.op == "keep":
            kept += piece.text
        elif piece.op == "drop":
            dropped += piece.text
        else:
            added += piece.text
    done += [Piece("keep", kept), Piece("drop", dropped), Piece("add", added)]
    return tuple(piece for piece in done if piece.text)
