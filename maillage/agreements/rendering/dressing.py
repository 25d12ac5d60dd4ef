"""A drawing dressed for a reader: its comments become links, numbers, notes and addresses, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from uuid import UUID

from maillage.agreements.rendering.notes import Note, Numbered, apart, attributes, beside, drawn
from maillage.reading.output.inline import safe

_SLOT = re.compile("<!--(/?[a-z])(?: ([^>]*))?-->")


@dataclass(frozen=True, slots=True)
class Dressing:
    """What a reader sees besides the text.

    ``notes``: all that they may know of. ``kinds``: those shown, the others keep their numbers. ``icons``: the address
    of the file of icons. ``pin``: the address of a provision by its id, when addresses are shown; ``pin_label``: what
    the link says in place of the eId, and the name that completes it for a screen reader. ``found``: how many
    occurrences are marked.
    """

    notes: Sequence[Note]
    kinds: frozenset[str]
    icons: str
    pin: Callable[[UUID], str] | None = None
    found: int = 0
    pin_label: Callable[[UUID], tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Dressed:
    """The page of the text. ``loose``: notes shown whose words are not in it.

    ``placed``: the others, each with its place in the drawing. ``strangers``: notes that the drawing does not know of,
    which tells that it is out of date.
    """

    html: str
    loose: str
    placed: tuple[tuple[int, Note], ...]
    strangers: tuple[Note, ...]


def dress(html: str, dressing: Dressing) -> Dressed:
    """``html``, a drawing, with what ``dressing`` says."""
    return _Dresser(html, dressing).dressed()


@dataclass(slots=True)
class _Dresser:
    html: str
    dressing: Dressing
    _slots: list[re.Match[str]] = field(init=False)
    _numbers: dict[str, Numbered] = field(init=False, default_factory=dict)
    _chosen: dict[int, str] = field(init=False, default_factory=dict)  # slot of words: the note that they lead to
    _first: dict[str, int] = field(init=False, default_factory=dict)  # note: the slot of its first linked words
    _last: dict[str, int] = field(init=False, default_factory=dict)  # note: the slot of the words before its number
    _loose: list[str] = field(init=False, default_factory=list)

    def dressed(self) -> Dressed:
        self._slots = list(_SLOT.finditer(self.html))
        known = {note.ref: note for note in self.dressing.notes}
        self._number(known)
        self._tie()
        placed: list[tuple[int, Note]] = []
        parts, at = [], 0
        opened: list[int] = []
        for index, slot in enumerate(self._slots):
            parts.append(self.html[at : slot.start()])
            at = slot.end()
            parts.append(self._filled(index, slot, opened))
            if slot[1] == "n":
                placed += [(slot.start(), note) for _, note in self._shown(slot[2].split(" ")[1:])]
        parts.append(self.html[at:])
        strangers = tuple(note for note in self.dressing.notes if note.ref not in self._numbers)
        loose = apart(self._shown(self._loose), self.dressing.icons)
        return Dressed("".join(parts), loose, tuple(placed), strangers)

    def _number(self, known: dict[str, Note]) -> None:
        """Numbers in the order of the text, for all the notes of the reader: hiding some changes no number."""
        for slot in self._slots:
            if slot[1] not in "nu":
                continue
            refs = slot[2].split(" ")
            for ref in refs[1:] if slot[1] == "n" else refs:
                if (note := known.get(ref)) is not None:
                    self._numbers[ref] = (len(self._numbers) + 1, note)
            if slot[1] == "u":
                self._loose += refs

    def _shown(self, refs: Sequence[str]) -> list[Numbered]:
        found = [self._numbers[ref] for ref in refs if ref in self._numbers]
        return [one for one in found if one[1].kind in self.dressing.kinds]

    def _tie(self) -> None:
        """Which note each stretch leads to (the one with the fewest words), and where each note’s number stands."""
        placed: set[str] = set()
        for index, slot in enumerate(self._slots):
            if slot[1] == "n":
                placed.update(slot[2].split(" ")[1:])
            if slot[1] != "w":
                continue
            refs = [note.ref for _, note in self._shown(slot[2].split(" "))]
            if refs:
                self._chosen[index] = refs[0]
                self._first.setdefault(refs[0], index)
            for ref in refs:
                if ref not in placed:
                    self._last[ref] = index

    def _filled(self, index: int, slot: re.Match[str], opened: list[int]) -> str:
        sort, said = slot[1], slot[2] or ""
        if sort == "w":
            opened.append(index)
            return self._opening(index)
        if sort == "/w":
            return self._closing(opened.pop())
        if sort == "n":
            length, *refs = said.split(" ")
            return beside(self._shown(refs), int(length), self.dressing.icons)
        if sort == "p" and self.dressing.pin is not None:
            key, eid = said.split(" ", 1)
            label = self._pin_label(UUID(key), unescape(eid))
            return f'<a class="pin" href="{safe(self.dressing.pin(UUID(key)))}">{label}</a>'
        return self._hops(int(said)) if sort == "o" else ""

    def _pin_label(self, key: UUID, eid: str) -> str:
        if self.dressing.pin_label is None:
            return safe(eid)
        word, name = self.dressing.pin_label(key)
        return f'{safe(word)}<span class="visually-hidden">\u00a0: {safe(name)}</span>'

    def _opening(self, index: int) -> str:
        ref = self._chosen.get(index)
        if ref is None:
            return ""
        number, note = self._numbers[ref]
        is_first = self._first[ref] == index
        name = f' id="w-{number}"' if is_first else ' tabindex="-1"'
        return f'<a class="words" href="#n-{number}"{name}{_dress(note)}><span>'

    def _closing(self, index: int) -> str:
        ref = self._chosen.get(index)
        if ref is None:
            return ""
        number = f"<sup>{self._numbers[ref][0]}</sup>" if self._last.get(ref) == index else ""
        covering = [one for one in self._slots[index][2].split(" ") if one != ref and self._last.get(one) == index]
        return f"</span>{number}</a>{''.join(self._call(one) for one in covering)}"

    def _call(self, ref: str) -> str:
        """The number of a note whose last words lead to another note."""
        number, note = self._numbers[ref]
        name = "" if ref in self._first else f' id="w-{number}"'
        return (
            f'<a class="words words--call" href="#n-{number}"{name}{_dress(note)} '
            f'aria-label="Note {number}\u00a0: {safe(note.title)}"><sup>{number}</sup></a>'
        )

    def _hops(self, rank: int) -> str:
        """Links to the occurrences before and after."""
        icons, hops = self.dressing.icons, ""
        if rank > 1:
            hops += _hop(rank - 1, "Passage précédent", "i-arrow-left", icons)
        if rank < self.dressing.found:
            hops += _hop(rank + 1, "Passage suivant", "i-arrow-right", icons)
        return f'<span class="hops">{hops}</span>' if hops else ""


def _dress(note: Note) -> str:
    return attributes(note.kind, note.tone)


def _hop(rank: int, label: str, icon: str, icons: str) -> str:
    return f'<a href="#o-{rank}" aria-label="{label}">{drawn(icon, icons)}</a>'
