"""The drawing of a timeline: lanes, knots and labels in units of the drawing, which the template only writes.

A lane is a thread; an event is a knot on it (the look, "timeline"). Labels that would lie over one another are left
out: the table below says every date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from maillage.agreements.calendar import Event, Kind
from maillage.agreements.calendar.events import LABELS
from maillage.agreements.state_words import Shown
from maillage.foundations.workdays import ONE_DAY

WIDTH, LEFT, RIGHT, TOP = 1120, 190, 1100, 34
FIRST_LANE, LANE, FOOT = 70, 56, 34
LABEL_WIDTH, KNOT_WIDTH = 118, 20
SOON = dt.timedelta(days=30)
MOST_NAME = 24  # signs of the name of a lane

_LIFE = frozenset(
    {Kind.SIGNED, Kind.NOTIFIED, Kind.EFFECT, Kind.SUSPENDED, Kind.RESUMED, Kind.EXTENDED, Kind.RENEWED, Kind.END}
    | {Kind.UNDETERMINED, Kind.RENEWAL_WITHOUT_LENGTH, Kind.END_OTHER_READING, Kind.LAST_EXTENSION, Kind.REVIEW_RENEWAL}
)
_NOTICES = frozenset({Kind.LATEST_NOTICE_RECEIPT, Kind.LAST_LEGAL_RECEIPT, Kind.OPPOSED, Kind.NOTICE})
_LANES = {
    Kind.EVALUATION: "Bilan",
    Kind.AMENDMENT_REVIEW: "Révision",
    Kind.KEY_DATA: "Subvention",
    Kind.PAYMENT: "Subvention",
    Kind.FINANCIAL_REPORT: "Subvention",
}
_NAMED = {  # the knots of the first lane that bear their name
    Kind.EFFECT: "Effet",
    Kind.SIGNED: "Signature",
    Kind.END: "Terme",
    Kind.EXTENDED: "Prolongation",
    Kind.SUSPENDED: "Suspension",
    Kind.RENEWAL_WITHOUT_LENGTH: "Sans terme connu",
    Kind.UNDETERMINED: "Sans terme",
}
_LABELLED = frozenset({*_NAMED, Kind.LATEST_NOTICE_RECEIPT, Kind.OPPOSED, Kind.NOTICE})
_FACTS = frozenset(
    {Kind.SIGNED, Kind.NOTIFIED, Kind.EFFECT, Kind.EXTENDED, Kind.OPPOSED, Kind.NOTICE, Kind.SUSPENDED, Kind.RESUMED}
)
_ORDER = [*_NAMED, *Kind]  # what bears a name is drawn first
_SHORT = "janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.".split()


@dataclass(frozen=True, slots=True)
class Known:
    """What people said of a duty: done, or late since nobody did."""

    is_done: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Knot:
    """An event: where its middle is, its look, its label (nothing when there is no room)."""

    x: int
    shown: Shown
    title: str
    name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A thread and its knots; ``thick`` and ``next`` are the stretches of the first: what holds, what may follow."""

    name: str
    y: int
    knots: tuple[Knot, ...]
    thick: tuple[tuple[int, int], ...] = ()
    next: tuple[tuple[int, int], ...] = ()

    @property
    def is_first(self) -> bool:
        """Whether it is the life of the agreement itself."""
        return self.y == TOP + FIRST_LANE


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a year (or of a month), and its name in the middle of its room."""

    x: int
    label: str
    label_x: int


@dataclass(frozen=True, slots=True)
class Frieze:
    """The whole drawing of a period."""

    from_on: dt.date
    to_on: dt.date
    height: int
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    today: int | None
    choice: tuple[int, int] | None  # beginning and width of the time to choose

    @property
    def foot(self) -> int:
        """Where the threads end, above the word "today"."""
        return self.height - FOOT

    @property
    def width(self) -> int:
        """Units from side to side."""
        return WIDTH


def draw(
    events: Sequence[Event],
    *,
    from_on: dt.date,
    to_on: dt.date,
    day: dt.date,
    known: Mapping[Event, Known] | None = None,
) -> Frieze:
    """The drawing of ``events`` between two days, seen on ``day``; ``known`` says what people did of some."""
    scale = _Scale(from_on, to_on, day, known or {})
    shown = [event for event in events if from_on <= event.on <= to_on]
    names = list(dict.fromkeys(filter(None, (_lane_of(event) for event in shown))))
    names.sort(key=lambda name: (name != "Préavis", name not in _LANES.values(), name))
    lanes = [_first(events, scale)]
    for name in names:
        y = TOP + FIRST_LANE + LANE * len(lanes)
        knots = _knots((event for event in shown if _lane_of(event) == name), scale)
        lanes.append(Lane(_cut(name), y, knots))
    height = TOP + FIRST_LANE + LANE * (len(lanes) - 1) + 24 + FOOT
    return Frieze(
        from_on,
        to_on,
        height,
        tuple(_ticks(scale)),
        tuple(lanes),
        scale.at(day) if from_on <= day <= to_on else None,
        _choice(events, scale, day),
    )


def state_of(event: Event, day: dt.date, known: Known | None = None) -> Shown:
    """Where an event stands on ``day``: done, late, soon, to come; of a past duty the calendar alone knows no more."""
    if known is not None and known.is_done:
        return Shown("Fait", "k-kept", "kept")
    if known is not None and known.is_late:
        late = (day - event.on).days
        return Shown(f"En retard de {late}\u00a0jour{'s' if late > 1 else ''}", "k-late", "late")
    if event.kind in _FACTS and event.on <= day:
        return Shown("Fait", "k-kept", "kept")
    if event.on < day:
        return Shown("Passé", "k-fixed" if not event.is_duty else "i-clock-history", "quiet")
    left = (event.on - day).days
    if event.on - day <= SOON and event.kind != Kind.END_OTHER_READING:
        word = "Aujourd’hui" if not left else "Demain" if left == 1 else f"Dans {left}\u00a0jours"
        return Shown(word, "k-due", "watch")
    return Shown("À venir", "k-pending", "quiet")


def label_of(event: Event) -> str:
    """What happens, in a few words; a meeting says of whom."""
    label = LABELS[event.kind]
    return f"{label}\u00a0: {event.name}" if event.name else label


def short_date(day: dt.date) -> str:
    """ "14 mars 2026", months shortened."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {_SHORT[day.month - 1]} {day.year}"


class _Scale:
    """Days to units: the first day stands at the left end of the threads, the last at the right; seen on ``day``."""

    def __init__(self, from_on: dt.date, to_on: dt.date, day: dt.date, known: Mapping[Event, Known]) -> None:
        self.from_on, self.to_on, self.day, self.known = from_on, to_on, day, known
        self._days = max((to_on - from_on).days, 1)

    def at(self, day: dt.date) -> int:
        """Where a day stands; one out of the period stands at its end."""
        inside = min(max(day, self.from_on), self.to_on)
        return LEFT + round((inside - self.from_on).days * (RIGHT - LEFT) / self._days)


def _lane_of(event: Event) -> str:
    if event.kind in _NOTICES:
        return "Préavis"
    return _LANES.get(event.kind) or (event.name if event.kind == Kind.MEETING else "")


def _first(events: Sequence[Event], scale: _Scale) -> Lane:
    shown = [one for one in events if one.kind in _NAMED and scale.from_on <= one.on <= scale.to_on]
    thick, following = _stretches(events, scale, scale.day)
    return Lane("L’accord", TOP + FIRST_LANE, _knots(shown, scale), thick, following)


def _stretches(
    events: Sequence[Event], scale: _Scale, day: dt.date
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """What holds already, from the effect to the end of the term that runs; what may follow if nobody writes."""
    ends = {event.term: event.on for event in events if event.kind == Kind.END}
    starts = {event.term: event.on for event in events if event.kind in {Kind.EFFECT, Kind.RENEWED}}
    endless = next((e for e in events if e.kind in {Kind.UNDETERMINED, Kind.RENEWAL_WITHOUT_LENGTH}), None)
    thick: list[tuple[int, int]] = []
    following: list[tuple[int, int]] = []
    for number, start in sorted(starts.items()):
        stretch = _inside(start, ends.get(number, scale.to_on), scale)
        if stretch is not None:
            (thick if start <= day or number == 0 else following).append(stretch)
    if endless is not None and endless.term not in ends:
        stretch = _inside(endless.on, scale.to_on, scale)
        if stretch is not None and endless.kind == Kind.RENEWAL_WITHOUT_LENGTH:
            (thick if endless.on <= day else following).append(stretch)
    return tuple(thick), tuple(following)


def _inside(start: dt.date, end: dt.date, scale: _Scale) -> tuple[int, int] | None:
    if end < scale.from_on or start > scale.to_on:
        return None
    return scale.at(start), scale.at(end)


def _knots(events: Iterable[Event], scale: _Scale) -> tuple[Knot, ...]:
    """Knots apart enough to be told one from another, and labels that do not lie over one another."""
    rows = sorted(events, key=lambda event: (_ORDER.index(event.kind), event.on))
    placed: dict[int, Event] = {}
    for event in rows:
        x = scale.at(event.on)
        if all(abs(x - other) >= KNOT_WIDTH for other in placed):
            placed[x] = event
    knots, last = [], LEFT - LABEL_WIDTH
    for x, event in sorted(placed.items()):
        has_label = event.kind in _LABELLED and x - last >= LABEL_WIDTH
        last = x if has_label else last
        date = short_date(event.on)
        title = f"{label_of(event)}, {date}"
        shown = state_of(event, scale.day, scale.known.get(event))
        knots.append(Knot(x, shown, title, _NAMED.get(event.kind, ""), date) if has_label else Knot(x, shown, title))
    return tuple(knots)


def _ticks(scale: _Scale) -> Iterator[Tick]:
    """Years; months when one year is shown alone."""
    months = scale.from_on.year == scale.to_on.year
    starts = [
        dt.date(year, month, 1)
        for year in range(scale.from_on.year, scale.to_on.year + 1)
        for month in (range(1, 13) if months else (1,))
    ]
    every = max(1, -(-len(starts) // 14))  # labels that hold side by side
    for rank, start in enumerate(starts):
        end = starts[rank + 1] - ONE_DAY if rank + 1 < len(starts) else scale.to_on
        label = _SHORT[start.month - 1] if months else str(start.year)
        yield Tick(scale.at(start), label if rank % every == 0 else "", (scale.at(start) + scale.at(end)) // 2)


def _choice(events: Sequence[Event], scale: _Scale, day: dt.date) -> tuple[int, int] | None:
    """The time to choose what follows: from six months before the end that comes next to that end."""
    end = next((event.on for event in events if event.kind == Kind.END and event.on >= day), None)
    opens = [event.on for event in events if event.kind == Kind.REVIEW_RENEWAL and end is not None and event.on <= end]
    stretch = _inside(opens[-1], end, scale) if opens and end is not None else None
    return None if stretch is None else (stretch[0], max(stretch[1] - stretch[0], 2))


def _cut(name: str) -> str:
    name = name[:1].upper() + name[1:]
    return name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1].rstrip()}…"
