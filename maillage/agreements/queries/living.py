"""The living text as one reader sees it: the drawing that all share, dressed with what this one may know."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from maillage.agreements.models import Expression
from maillage.agreements.queries.drawn import anchors_of, drawn_text, places_of
from maillage.agreements.queries.knots import Board
from maillage.agreements.queries.margin import margin_of
from maillage.agreements.queries.moments import moment_of
from maillage.agreements.queries.origins import origin_notes
from maillage.agreements.rendering import (
    NOTE_KINDS,
    Dressed,
    Dressing,
    Entry,
    Note,
    Occurrence,
    contents_of,
    draw,
    dress,
    in_words,
    is_drawing_of,
    occurrences,
)
from maillage.agreements.standing import Standing

_GRAVE = ("late", "talk", "watch")
_HEAD = ("agreement", "number", "sha256", "html", "is_transcription", "recorded_at", "valid_from", "sources")
_PIN = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address of the page asks: kinds of notes, addresses of provisions, words to find."""

    kinds: frozenset[str] = frozenset(NOTE_KINDS)
    shows_pins: bool = False
    query: str = ""


@dataclass(frozen=True, slots=True)
class KindBox:
    """A box that shows or hides a kind of notes."""

    key: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list of contents; ``flag`` is the gravest note below it, when somebody must act."""

    entry: Entry
    flag: Note | None


@dataclass(frozen=True, slots=True)
class LivingText:
    """The page of the text. ``adrift``: notes whose words must be looked for again in this version."""

    expression: Expression
    dressed: Dressed
    contents: tuple[Line, ...]
    boxes: tuple[KindBox, ...]
    adrift: tuple[Note, ...]
    wanted: Wanted
    found: tuple[Occurrence, ...]


def expression_of(standing: Standing) -> Expression | None:
    """The version of the text that the reader reads, without its words, which are long."""
    moment, rows = moment_of(standing), Expression.objects.filter(agreement=standing.agreement)
    if moment.until is None:
        return rows.current().only(*_HEAD).first()
    return rows.at(moment.day, moment.until - dt.timedelta.resolution).only(*_HEAD).first()


def living_text(board: Board, expression: Expression, wanted: Wanted, *, icons: str) -> LivingText:
    """``expression`` for the reader of ``board``; ``icons`` is the address of the file of icons."""
    placed, adrift = margin_of(board, expression.pk) if _is_confirmed(board.standing) else ([], [])
    placed += origin_notes(expression)
    html, found = _drawing(expression, wanted.query)
    dressing = Dressing(placed, wanted.kinds, icons, _pins(board) if wanted.shows_pins else None, len(found))
    dressed = dress(html, dressing)
    if dressed.strangers:
        html, found = _fresh(expression, wanted.query)
        dressed = dress(html, dressing)
    return LivingText(
        expression=expression,
        dressed=dressed,
        contents=_flagged(contents_of(html), dressed.placed),
        boxes=_boxes([*placed, *adrift], wanted.kinds),
        adrift=tuple(adrift),
        wanted=wanted,
        found=found,
    )


def place_of(standing: Standing, provision_id: UUID) -> str | None:
    """The eId of a provision in the version that the reader reads; None when it is not there, or no longer."""
    expression = expression_of(standing)
    if expression is None:
        return None
    return expression.provisions.filter(provision_id=provision_id).values_list("eid", flat=True).first()


def _is_confirmed(standing: Standing) -> bool:
    """Whether what was read is confirmed: until then the text has no notes, and its findings are on their own page."""
    confirmed_at, moment = standing.agreement.confirmed_at, moment_of(standing)
    return confirmed_at is not None and (moment.until is None or confirmed_at < moment.until)


def _drawing(expression: Expression, query: str) -> tuple[str, tuple[Occurrence, ...]]:
    if not query and is_drawing_of(expression.html, expression.sha256):
        return expression.html, ()
    return _fresh(expression, query)


def _fresh(expression: Expression, query: str) -> tuple[str, tuple[Occurrence, ...]]:
    """The text drawn for this page alone: words are marked in it, or what was kept is out of date."""
    text = drawn_text(expression.pk)
    spans = occurrences(text, query)
    return draw(text, places_of(expression.pk), anchors_of(expression.pk), spans), in_words(text, spans)


def _pins(board: Board) -> Callable[[UUID], str]:
    address = reverse("agreements:provision", args=[board.standing.agreement.pk, _PIN])
    before, _, after = address.rpartition(str(_PIN))
    return lambda key: f"{before}{key}{after}"


def _boxes(notes: Sequence[Note], on: frozenset[str]) -> tuple[KindBox, ...]:
    counts = Counter(note.kind for note in notes)
    return tuple(KindBox(key, words.label, key in on) for key, words in NOTE_KINDS.items() if counts[key])


def _flagged(entries: tuple[Entry, ...], placed: Sequence[tuple[int, Note]]) -> tuple[Line, ...]:
    starts = [one.at for one in entries]
    below: list[list[Note]] = [[] for _ in entries]
    for at, note in placed:
        rank = bisect_right(starts, at) - 1
        if rank >= 0 and note.tone in _GRAVE and note.state:
            below[rank].append(note)
    gravest = [min(notes, key=lambda one: _GRAVE.index(one.tone), default=None) for notes in below]
    return tuple(Line(entry, note) for entry, note in zip(entries, gravest, strict=True))
