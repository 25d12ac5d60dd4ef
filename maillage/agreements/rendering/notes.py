"""A margin note: what lives in some words of the text, as one reader may know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from maillage.reading.output.inline import safe


class KindWords(NamedTuple):
    """How a kind of notes is called: in the boxes that show or hide it, for one, for several."""

    label: str
    one: str
    many: str


NOTE_KINDS = {
    "engagements": KindWords("engagements", "engagement", "engagements"),
    "termes": KindWords("dates et clauses", "date ou clause", "dates et clauses"),
    "acteurs": KindWords("parties, instances et garants", "partie ou instance", "parties et instances"),
    "principes": KindWords("principes et objectifs", "principe ou objectif", "principes et objectifs"),
    "references": KindWords("références", "référence", "références"),
    "avenants": KindWords("changements par avenant", "changement", "changements"),
    "relecture": KindWords("relecture", "point de relecture", "points de relecture"),
    "propositions": KindWords("propositions", "proposition", "propositions"),
    "remarques": KindWords("remarques", "remarque", "remarques"),
}
"""The kinds of notes by the word that the address of the page uses."""

_TONES = ("late", "talk", "watch")
_LINE, _NOTE_LINE, _NOTE_GAP = 30, 22, 10  # heights on the screen, in pixels
_TEXT_WIDTH, _NOTE_WIDTH = 62, 34  # characters in a line of each
_SLACK = 72
_ALWAYS = 2


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says. ``ref`` ties it to its words, ``said`` follows the word of its state.

    ``is_minor``: the first to be folded where the margin is full.
    """

    ref: str
    kind: str
    icon: str
    tone: str
    title: str
    address: str = ""
    state: str = ""
    said: str = ""
    lines: tuple[str, ...] = ()
    weaves: tuple[str, ...] = ()
    is_minor: bool = False

    @property
    def height(self) -> int:
        """About how high the note stands, in pixels."""
        lines = [f"{self.title}{'  ' * len(self.weaves)}", self.state + self.said, *self.lines]
        return sum(_NOTE_LINE * -(-max(len(line), 1) // _NOTE_WIDTH) for line in lines if line) + _NOTE_GAP


Numbered = tuple[int, Note]


def apart(notes: Sequence[Numbered], icons: str) -> str:
    """Notes whose words are not in the text: they stand after it."""
    return "".join(_note(number, note, icons, is_tied=False) for number, note in notes)


def beside(notes: Sequence[Numbered], length: int, icons: str) -> str:
    """The notes of a paragraph of ``length`` characters: under a count on a phone, those that do not fit too."""
    if not notes:
        return ""
    kept, folded = _fitting(notes, length)
    body = _all(kept, icons)
    if folded:
        summary = _counted(folded, "autre" if len(folded) == 1 else "autres")
        body += f'<details class="notes__more"><summary>{summary}</summary>{_all(folded, icons)}</details>'
    tone = next((one for one in _TONES if any(note.tone == one for _, note in notes)), "quiet")
    summary = _named(notes[0][1]) if len(notes) == 1 else _counted(notes)
    return (
        f'<details class="notes" data-tone="{tone}"><summary>{summary}</summary>'
        f'<div class="notes__in">{body}</div></details>'
    )


def _named(note: Note) -> str:
    return safe(f"{note.title}\u00a0: {note.state}" if note.state else note.title)


def _all(notes: Sequence[Numbered], icons: str) -> str:
    return "".join(_note(number, note, icons) for number, note in notes)


def _fitting(notes: Sequence[Numbered], length: int) -> tuple[list[Numbered], list[Numbered]]:
    """What stands in the margin, and what is folded: minor notes first, then those that run past the paragraph."""
    room = _LINE * -(-max(length, 1) // _TEXT_WIDTH) + _SLACK
    if len(notes) <= _ALWAYS or sum(note.height for _, note in notes) <= room:
        return list(notes), []
    kept: set[int] = set()
    for number, note in sorted(notes, key=lambda one: (one[1].is_minor, one[1].tone not in _TONES, one[0])):
        if len(kept) >= _ALWAYS and note.height > room:
            continue
        kept.add(number)
        room -= note.height
    if len(kept) == len(notes) - 1:  # a fold for one note alone takes as much room as the note
        return list(notes), []
    return [one for one in notes if one[0] in kept], [one for one in notes if one[0] not in kept]


def _counted(notes: Sequence[Numbered], more: str = "") -> str:
    """ "3 notes : 2 engagements, 1 référence"."""
    counts = Counter(note.kind for _, note in notes)
    told = [
        f"{counts[kind]}\u00a0{words.one if counts[kind] == 1 else words.many}"
        for kind, words in NOTE_KINDS.items()
        if counts[kind]
    ]
    total = f"{len(notes)}\u00a0{f'{more} ' if more else ''}note{'s' if len(notes) > 1 else ''}"
    return f"{total}\u00a0: {', '.join(told)}"


@lru_cache(maxsize=64)
def attributes(kind: str, tone: str) -> str:
    """What the style sheet looks at, of a note and of its words."""
    return f' data-kind="{safe(kind)}" data-tone="{safe(tone)}"'


@lru_cache(maxsize=512)
def drawn(icon: str, icons: str, style: str = "icon") -> str:
    """A drawing of the file of icons, beside a word that says the same."""
    return f'<svg class="{style}" aria-hidden="true"><use href="{safe(icons)}#{safe(icon)}"></use></svg>'


def _note(number: int, note: Note, icons: str, *, is_tied: bool = True) -> str:
    knot = drawn(note.icon, icons)
    label = f"Note {number}\u00a0: revenir aux mots du texte"
    back = f'<a class="knot" href="#w-{number}" aria-label="{label}">{knot}</a>'
    if not is_tied:
        back = f'<span class="knot">{knot}</span>'
    title = f'<a href="{safe(note.address)}">{safe(note.title)}</a>' if note.address else safe(note.title)
    weaves = "".join(
        f'<span data-weave="{safe(one)}">{drawn(f"weave-{one}", icons, "weave")}</span>' for one in note.weaves
    )
    state = ""
    if note.state:
        state = f'<p><span class="state" data-tone="{safe(note.tone)}">{safe(note.state)}</span>{safe(note.said)}</p>'
    lines = "".join(f"<p>{safe(line)}</p>" for line in note.lines)
    return (
        f'<div class="note" role="note" id="n-{number}"{attributes(note.kind, note.tone)}>'
        f'{back}<p class="note__title"><span class="note__n">{number}</span> {title}{weaves}</p>{state}{lines}</div>'
    )
