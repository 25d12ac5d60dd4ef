"""What a partner changed in the document that it was sent: each change on the provision that it is about.

The document's own text, its changes accepted, is compared with the version that was sent, so that an edit made without
tracking is found as well as a tracked one. Bookmarks tell which paragraph is which provision; where they are lost, the
words do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from maillage.agreements.redline.as_word import key_of
from maillage.agreements.redline.comparing import Fate, Line, Passage, compare
from maillage.agreements.redline.tree import Block, Unit, Version
from maillage.foundations.redline import Piece, share_kept, words
from maillage.reading.extract.tracked import Line as Read
from maillage.reading.extract.tracked import Note, Tracked

_ARTICLE = re.compile(r"^(?:article|annexe)\s+(?:\d|[ivxl]+\b|premier|unique)", re.IGNORECASE)
_SHOWN = 200


class Deed(StrEnum):
    """What is asked to be done with a provision; the first five are kinds of proposals."""

    REPLACE = "replace"
    INSERT_BEFORE = "insert_before"
    INSERT_AFTER = "insert_after"
    MOVE = "move"
    STRIKE = "strike"
    REMARK = "remark"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that the document asks. ``provision`` is the key of the provision, ``label`` the unit that holds it.

    ``words``: those proposed, or the remark. ``pieces``: what changes, to be shown. ``beside`` and ``is_after``: where
    a provision moves to. ``quote``: the words of the version that was sent that a remark is about. ``is_tracked``: the
    word processor tracked it; else it was found by comparison.
    """

    deed: Deed
    label: str
    words: str
    pieces: tuple[Piece, ...] = ()
    provision: str = ""
    beside: str = ""
    is_after: bool = True
    quote: str = ""
    author: str = ""
    is_tracked: bool = True


def asked(sent: Version, parents: Mapping[str, str | None], tracked: Tracked) -> tuple[Ask, ...]:
    """All that the document asks, in its order; nothing of it is left out.

    ``parents``: the provision that holds each one, by key.
    """
    later = _version(sent, tracked.after)
    asks = [
        *_Finder(sent, parents, tracked).asks(compare(sent, later).passages),
        *(_remark(sent, tracked, note) for note in tracked.notes),
    ]
    order = {unit.label: place for place, unit in enumerate(sent.units)}
    asks.sort(key=lambda ask: order.get(ask.label, len(order)))
    return (*asks, *(Ask(Deed.UNPLACED, "", one) for one in tracked.unread))


# ---------------------------------------------------------------- the document as a version


@dataclass
class _Building:
    key: str
    kind: str
    label: str
    number: str = ""
    heading: str = ""
    blocks: list[Block] = field(default_factory=list)

    def unit(self) -> Unit:
        said = "\n".join(block.text for block in self.blocks)
        return Unit(self.key, self.kind, self.label, self.number, self.heading, tuple(self.blocks), said)


def _version(sent: Version, lines: Sequence[Read]) -> Version:
    """The lines of the document in units: a heading that is known opens its unit, and so does a new article."""
    known = {key_of(block): (unit, block) for unit in reversed(sent.units) for block in reversed(unit.blocks)}
    places = [_known(known, line) for line in lines]
    taken = {id(one[1]) for one in places if one is not None}
    by_words = {text: one for text, one in _same_words(sent).items() if id(one[1]) not in taken}
    # Bookmarks are lost where a whole paragraph was struck or moved, and stand then on the next one.
    places = [one or by_words.pop(line.text, None) for one, line in zip(places, lines, strict=True)]
    here = {id(one[1]) for one in places if one is not None}
    opening = {id(next((block for block in unit.blocks if id(block) in here), None)) for unit in sent.units}
    units: list[_Building] = []
    for place, (line, found) in enumerate(zip(lines, places, strict=True)):
        if not units or (found is not None and id(found[1]) in opening):
            unit = found[0] if found is not None else sent.units[0]
            if not any(one.key == unit.key for one in units):
                units.append(_Building(unit.key, unit.kind, unit.label, unit.number, unit.heading))
        elif found is None and _ARTICLE.match(line.text):
            units.append(_Building(f"new-{place}", "article", line.text[:60], heading=line.text))
        block = found[1] if found is not None else None
        units[-1].blocks.append(_block(line, block, place, is_first=not units[-1].blocks))
    return Version(tuple(one.unit() for one in units))


def _known(known: Mapping[str, tuple[Unit, Block]], line: Read) -> tuple[Unit, Block] | None:
    """A paragraph that took in another has the bookmarks of both: it is the one whose words it keeps most."""
    found = [known[key] for key in line.keys if key in known]
    best = max(found, key=lambda one: share_kept(words(one[1].text, line.text)), default=None)
    if best is None or (len(found) > 1 and not share_kept(words(best[1].text, line.text))):
        return None
    return best


def _same_words(sent: Version) -> dict[str, tuple[Unit, Block]]:
    return {block.text: (unit, block) for unit in reversed(sent.units) for block in reversed(unit.blocks)}


def _block(line: Read, block: Block | None, place: int, *, is_first: bool) -> Block:
    if block is not None:
        return Block(block.key, block.kind, line.text, place, place, block.is_heading, block.number, block.depth)
    is_heading = is_first and bool(line.is_heading or _ARTICLE.match(line.text))
    return Block(f"new-{place}", "paragraph", line.text, place, place, is_heading)


# ---------------------------------------------------------------- changes


class _Finder:
    def __init__(self, sent: Version, parents: Mapping[str, str | None], tracked: Tracked) -> None:
        self._parents = parents
        self._first = sent.units[0].key if sent.units else ""
        self._sent_keys = {unit.key for unit in sent.units}
        self._held = [block for unit in sent.units for block in unit.blocks]
        self._before = {line.text for line in tracked.before}
        self._done: set[str] = set()

    def asks(self, passages: Sequence[Passage]) -> Iterator[Ask]:
        self._new = {
            id(line.before) for one in passages if one.before is None for line in one.lines if line.fate is Fate.COME
        }
        above = ""
        for passage in passages:
            if passage.fate is Fate.GONE:
                continue
            if passage.before is None:
                yield self._added(passage, above)
                continue
            if passage.after is None and all(line.fate is Fate.DROPPED for line in passage.lines):
                yield self._ask(Deed.STRIKE, passage, passage.before.key, "", passage.lines)
                continue
            if passage.is_moved:
                yield self._move(passage, passage.before.key, above or self._first, is_after=bool(above))
            yield from self._within(passage)
            if passage.after is not None:
                above = passage.before.key

    def _added(self, passage: Passage, above: str) -> Ask:
        said = _joined(passage.lines)
        deed = Deed.INSERT_AFTER if above else Deed.INSERT_BEFORE
        return self._ask(deed, passage, above or self._first, said, passage.lines)

    def _within(self, passage: Passage) -> Iterator[Ask]:
        lines = passage.lines
        at = 0
        while at < len(lines):
            line = lines[at]
            if line.fate is Fate.ADDED:
                stop = next((one for one in range(at, len(lines)) if lines[one].fate is not Fate.ADDED), len(lines))
                yield from self._inserted(passage, at, stop)
                at = stop
                continue
            if line.before is not None and line.before.key not in self._done:
                yield from self._changed(passage, at, line.before)
            at += 1

    def _changed(self, passage: Passage, at: int, before: Block) -> Iterator[Ask]:
        line = passage.lines[at]
        if line.fate is Fate.CHANGED:
            yield self._replaced(passage, before.key)
        elif line.fate is Fate.DROPPED or (line.fate is Fate.GONE and id(before) in self._new):
            whole = self._whole_dropped(passage, before.key)
            if whole:
                gone = [one for one in passage.lines if one.before is not None and self._is_in(one.before.key, whole)]
                self._done.update(one.before.key for one in gone if one.before is not None)
                yield self._ask(Deed.STRIKE, passage, whole, "", gone)
            else:
                yield self._replaced(passage, before.key)
        elif line.fate is Fate.COME:
            beside, is_after = self._place(passage, at)
            yield self._move(passage, before.key, beside, is_after=is_after, lines=[line])
            if line.is_reworded and line.after is not None:
                yield self._ask(Deed.REPLACE, passage, before.key, line.after.text, [line])

    def _replaced(self, passage: Passage, key: str) -> Ask:
        """The whole provision as it stands now, with what it holds."""
        inside = [
            place
            for place, line in enumerate(passage.lines)
            if line.before is not None and self._is_in(line.before.key, key)
        ]
        lines = passage.lines[inside[0] : inside[-1] + 1]
        self._done.update(line.block.key for line in lines)
        return self._ask(Deed.REPLACE, passage, key, _joined(lines), lines)

    def _inserted(self, passage: Passage, at: int, stop: int) -> Iterator[Ask]:
        lines = [line for line in passage.lines[at:stop] if line.block.key not in self._done]
        if not lines:
            return
        key, is_after = self._place(passage, at)
        deed = Deed.INSERT_AFTER if is_after else Deed.INSERT_BEFORE
        yield self._ask(deed, passage, key, _joined(lines), lines)

    def _place(self, passage: Passage, at: int) -> tuple[str, bool]:
        """The provision beside which words stand: the one above, or the one below when only a heading is above."""
        lines = passage.lines
        unit = passage.before.key if passage.before is not None else self._first
        above = [line.before for line in lines[:at] if line.before and line.fate in (Fate.SAME, Fate.CHANGED)]
        if above and not above[-1].is_heading:
            return above[-1].key, True
        below = [line.before for line in lines[at:] if line.before and line.fate in (Fate.SAME, Fate.CHANGED)]
        if below:
            return below[0].key, False
        return unit, True

    def _move(
        self, passage: Passage, key: str, beside: str, *, is_after: bool, lines: Sequence[Line] | None = None
    ) -> Ask:
        shown = lines if lines is not None else passage.lines[:1]
        ask = self._ask(Deed.MOVE, passage, key, "", shown)
        return Ask(ask.deed, ask.label, "", ask.pieces, key, beside, is_after, is_tracked=ask.is_tracked)

    def _whole_dropped(self, passage: Passage, key: str) -> str:
        """The largest provision that is dropped whole and holds this one; empty when some of it stays."""
        left = {line.before.key for line in passage.lines if line.before and line.fate not in (Fate.DROPPED, Fate.GONE)}

        def is_gone(one: str) -> bool:
            return not any(self._is_in(block.key, one) for block in self._held if block.key in left)

        if not is_gone(key):
            return ""
        while (above := self._parents.get(key)) and above not in self._sent_keys and is_gone(above):
            key = above
        return key

    def _is_in(self, key: str | None, holder: str) -> bool:
        while key:
            if key == holder:
                return True
            key = self._parents.get(key)
        return False

    def _ask(self, deed: Deed, passage: Passage, key: str, said: str, lines: Sequence[Line]) -> Ask:
        label = (passage.before or passage.unit).label
        pieces: list[Piece] = []
        for line in lines:
            pieces += [Piece("keep", "\n"), *line.pieces] if pieces else line.pieces
        return Ask(deed, label, said, tuple(pieces), key, is_tracked=self._is_tracked(lines))

    def _is_tracked(self, lines: Sequence[Line]) -> bool:
        """Whether the document, its changes refused, still says what was sent, and does not say yet what is new."""
        for line in lines:
            if line.before is not None and line.before.text not in self._before:
                return False
            if line.fate is Fate.ADDED and line.after is not None and line.after.text in self._before:
                return False
        return True


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.after.text for line in lines if line.after is not None and line.fate is not Fate.GONE)


# ---------------------------------------------------------------- comments


def _remark(sent: Version, tracked: Tracked, note: Note) -> Ask:
    """A comment on the provision whose words it is about; on words that were not sent, on the one above."""
    known = {key_of(block): (unit, block) for unit in sent.units for block in unit.blocks} | _same_words(sent)
    found = None
    for lines, place in ((tracked.before, note.before), (tracked.after, note.after)):
        for at in range(min(place, len(lines) - 1), -1, -1):
            found = next((known[key] for key in (*lines[at].keys, lines[at].text) if key in known), None)
            if found is not None or at < place - _NEAR:
                break
        if found is not None:
            break
    said = note.text
    if found is None:
        about = f" (sur « {_short(note.quote_after)} »)" if note.quote_after else ""
        return Ask(Deed.UNPLACED, "", f"{said}{about}", author=note.author)
    unit, block = found
    quote = _quoted(block, note.quote_before)
    if not quote and note.quote_after:
        said = f"Sur « {_short(note.quote_after)} » : {said}"
    return Ask(Deed.REMARK, unit.label, said, (), block.key, quote=quote, author=note.author)


_NEAR = 3  # lines above in which the provision of a comment is looked for


def _quoted(block: Block, quote: str) -> str:
    """The words of the block that a comment quotes, when they stand there once; of a longer stretch, its beginning."""
    for said in (quote, quote[: len(block.text)]):
        if said and block.text.count(said) == 1:
            return said
    return ""


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
