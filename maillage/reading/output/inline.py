"""Words of the text tied to their notes: spans may nest, overlap or run over several blocks, the HTML is well formed.

Each part of a marked span is a ``<span class="w">``; the first part of the first span of note 8 has the id ``w-8``, and
the call of the note (a small number that leads to ``n-8``) follows its last words in the block where the note stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from maillage.foundations.records import dataclass, field
from maillage.reading.output.notes import Note

# Words longer than this are not underlined to their end, but on their first line only.
LONGEST = 4000
# A line shorter than this was ended on purpose (an address, a signature); a longer one was folded at a page’s width.
SHORT_LINE = 60

# Characters that HTML cannot hold, or that would turn the order of the letters around them.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
# Markdown left in the text: the marks of bold and of headings, and the bar that protects a sign.
_LEFT_OVERS = re.compile(r"\*\*|(?<![^\n])[ \t]*#{1,6}[ \t]+|\\(?=[!-/:-@\[-`{-~])")


def shown(text: str) -> str:
    """``text`` as a page can hold it: signs that HTML refuses, one for one, become replacement characters."""
    return _UNFIT.sub("\ufffd", text)


def safe(text: str) -> str:
    """Text as HTML: escaped for content and for quoted attributes."""
    return escape(shown(text), quote=True)


def plain(text: str, start: int, end: int, *, mark: Callable[[str], str], last: int | None = None) -> str:
    """``text[start:end]`` as HTML: a line that was ended on purpose ends here too, unless it ends at ``last``.

    ``mark`` says what becomes of the signs that are left of Markdown.
    """
    parts, at = [], start
    while (line_end := text.find("\n", at, end)) >= 0:
        parts.append(_line(text, at, line_end, mark))
        length = line_end - (text.rfind("\n", 0, line_end) + 1)
        parts.append("\n" if length > SHORT_LINE or line_end + 1 == last else "<br>\n")
        at = line_end + 1
    parts.append(_line(text, at, end, mark))
    return "".join(parts)


def _line(text: str, start: int, end: int, mark: Callable[[str], str]) -> str:
    parts, at = [], start
    for found in _LEFT_OVERS.finditer(text, start, end):
        parts += [safe(text[at : found.start()]), mark(found[0])]
        at = found.end()
    return "".join([*parts, safe(text[at:end])])


def drawn(mark: str, style: str = "icon") -> str:
    """A mark of ``marks.svg``, an ornament beside a word that says the same."""
    return f'<svg class="{style}" aria-hidden="true"><use href="#{mark}"/></svg>'


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    note: Note
    first: bool
    placed: bool = False
    named: bool = False

    @property
    def order(self) -> tuple[int, int, int]:
        return (self.start, -self.end, self.note.number)


@dataclass(slots=True)
class Marker:
    """Writes blocks of the text one after the other, in order; says which notes stand beside each."""

    text: str
    notes: tuple[Note, ...]
    _marks: list[_Mark] = field(default_factory=list)
    _next: int = 0
    _active: list[_Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        for note in self.notes:
            for at, (start, end) in enumerate(note.spans):
                if end - start > LONGEST:
                    line_end = self.text.find("\n", start, end)
                    end = line_end if line_end > start else start + LONGEST
                self._marks.append(_Mark(start, end, note, at == 0))
        self._marks.sort(key=lambda mark: mark.order)

    def block(self, start: int, end: int) -> tuple[str, list[Note]]:
        """The HTML of ``text[start:end]``, and the notes that stand beside it; blocks come in the order of the text."""
        while self._next < len(self._marks) and self._marks[self._next].start < end:
            self._active.append(self._marks[self._next])
            self._next += 1
        here = self._active
        self._active = [mark for mark in here if mark.end > end]
        arriving = [mark for mark in here if mark.first and not mark.placed]
        html = "".join(self._written(start, end, [mark for mark in here if mark.end > start], arriving))
        for mark in arriving:
            mark.placed = True
        return html, [mark.note for mark in arriving]

    def rest(self) -> list[Note]:
        """The notes whose words were in no block; to be called last."""
        self._active += self._marks[self._next :]
        return [mark.note for mark in self._active if mark.first and not mark.placed]

    def _written(self, start: int, end: int, marks: list[_Mark], arriving: list[_Mark]) -> Iterator[str]:
        stops = sorted(
            {start, end, *(max(start, mark.start) for mark in marks), *(min(end, mark.end) for mark in marks)}
        )
        calls: dict[int, list[_Mark]] = {}
        for mark in arriving:
            calls.setdefault(max(start, min(end, mark.end)), []).append(mark)
        stack: list[_Mark] = []
        ahead = 0
        for at, here in enumerate(stops):
            yield from self._closed(here, stack)
            yield from (call(mark.note, named=not mark.named) for mark in calls.get(here, ()))
            while ahead < len(marks) and max(start, marks[ahead].start) <= here < end:
                stack.append(marks[ahead])
                yield _opening(marks[ahead])
                ahead += 1
            if at + 1 < len(stops):
                yield self._plain(here, stops[at + 1])
        yield "</span>" * len(stack)

    def _closed(self, here: int, stack: list[_Mark]) -> Iterator[str]:
        """Closes what ends here. What was opened above it and goes on is closed too, then opened again."""
        ending = next((at for at, mark in enumerate(stack) if mark.end <= here), None)
        if ending is None:
            return
        yield "</span>" * (len(stack) - ending)
        stack[ending:] = [mark for mark in stack[ending:] if mark.end > here]
        yield from (_opening(mark) for mark in stack[ending:])

    def _plain(self, start: int, end: int) -> str:
        return plain(self.text, start, end, mark=lambda _left: "")


def _opening(mark: _Mark) -> str:
    note = mark.note
    name = f' id="w-{note.number}"' if mark.first and not mark.named else ""
    mark.named = True
    return f'<span class="w" data-kind="{note.kind}" data-tone="{note.tone}" data-note="{note.number}"{name}>'


def call(note: Note, *, named: bool = False) -> str:
    """The small number that leads to a note; ``named`` when no word could carry the id that the note leads back to."""
    name = f' id="w-{note.number}"' if named else ""
    return (
        f'<a class="call" data-kind="{note.kind}" data-tone="{note.tone}" href="#n-{note.number}"{name} '
        f'aria-label="Note {note.number} : {safe(note.title)}"><sup>{note.number}</sup></a>'
    )
