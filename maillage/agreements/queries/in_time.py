"""The versions of a text in time, and the one of a day as known on another, for one reader."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from maillage.agreements.models import Agreement, Amendment, Expression, Instruction
from maillage.agreements.queries.drawn import anchors_of, drawn_text, places_of
from maillage.agreements.queries.horizon import Horizon
from maillage.agreements.queries.origins import KIND, origin_notes
from maillage.agreements.rendering import Dressed, Dressing, contents_of, draw, dress
from maillage.agreements.rendering.contents import Entry
from maillage.agreements.standing import Standing
from maillage.foundations.workdays import ONE_DAY
from maillage.organisations.models import User

_HEAD = ("agreement", "number", "sha256", "sources", "valid_from", "valid_to", "recorded_at", "superseded_at",
         "is_current", "is_transcription")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A version in the list: the avenants that make it, and the version before it, to be compared with."""

    expression: Expression
    amendments: tuple[Amendment, ...]
    before: Expression | None


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """An avenant in the list, with what it asks and the questions that wait for a person."""

    amendment: Amendment
    asked: int
    questions: int
    unconfirmed: int


@dataclass(frozen=True, slots=True)
class When:
    """A day in legal time, and the instant as known at which it is asked; None is now."""

    day: dt.date
    known_on: dt.date | None = None

    @property
    def known_at(self) -> dt.datetime | None:
        """The last instant of the day."""
        if self.known_on is None:
            return None
        midnight = dt.datetime.combine(self.known_on + ONE_DAY, dt.time(), timezone.get_default_timezone())
        return midnight - dt.timedelta.resolution


def within(when: When, standing: Standing, horizon: Horizon) -> When:
    """``when``, as far as the reader reads: not past their leaving, nor what was known before it was shared."""
    known_on = when.known_on
    if not horizon.is_inside:
        known_on = None
    if horizon.until is not None:
        known_on = min(known_on or horizon.until, horizon.until)
    shared_at = standing.agreement.shared_at
    if known_on is not None and not standing.is_author and shared_at is not None:
        known_on = max(known_on, timezone.localdate(shared_at))
    return When(horizon.day(when.day), known_on)


def version_on(agreement: Agreement, when: When) -> Expression | None:
    """The version in force on a day, as known, without its words."""
    rows = Expression.objects.filter(agreement=agreement).at(when.day, when.known_at)
    return rows.select_related("agreement").only(*_HEAD, "agreement__title").first()


def chain_of(agreement: Agreement, horizon: Horizon) -> list[Line]:
    """The versions known, in the order of time, the original first: two queries, however many there are."""
    rows = Expression.objects.filter(agreement=agreement).known(When(horizon.day(dt.date.max), horizon.until).known_at)
    chain = sorted(rows.only(*_HEAD), key=lambda one: one.valid_from or dt.date.min)
    by_day: dict[dt.date | None, dict[UUID, Amendment]] = defaultdict(dict)
    asked = Instruction.objects.filter(
        amendment__agreement=agreement, amendment__recorded_at__isnull=False, confirmed_at__isnull=False
    )
    for row in asked.select_related("amendment").order_by("amendment__signed_on", "amendment__number", "pk"):
        if row.amendment.withdrawn_at is None:
            by_day[row.day][row.amendment_id] = row.amendment
    earlier: list[Expression | None] = [None, *chain[:-1]]
    return [
        Line(one, tuple(by_day[one.valid_from].values()) if one.valid_from else (), before)
        for one, before in zip(chain, earlier, strict=True)
    ]


def in_force(chain: list[Line], day: dt.date) -> UUID | None:
    """Which version of the list is in force on a day: the last that begins by then."""
    begun = [
        one.expression.pk for one in chain if one.expression.valid_from is None or one.expression.valid_from <= day
    ]
    return begun[-1] if begun else None


def amendments_of(agreement: Agreement, user: User, horizon: Horizon, *, at: dt.datetime) -> list[AmendmentLine]:
    """The avenants that the reader may see, as they apply; those in preparation last: two queries."""
    rows = Amendment.objects.visible_to(user, at=at).filter(agreement=agreement).select_related("act", "prepared_by")
    found = list(horizon.known(rows, "recorded_at").in_order())
    asked: dict[UUID, list[tuple[str, bool]]] = defaultdict(list)
    columns = ("amendment_id", "problem", "decision", "confirmed_at")
    for key, problem, decision, confirmed_at in Instruction.objects.filter(amendment__in=found).values_list(*columns):
        asked[key].append((problem if not decision else "", confirmed_at is not None))
    lines = [
        AmendmentLine(
            row,
            len(asked[row.pk]),
            sum(bool(problem) for problem, _ in asked[row.pk]),
            sum(not is_confirmed for _, is_confirmed in asked[row.pk]),
        )
        for row in found
    ]
    return sorted(lines, key=lambda one: one.amendment.recorded_at is None)


@dataclass(frozen=True, slots=True)
class DatedText:
    """The text of a day with where its words come from."""

    expression: Expression
    dressed: Dressed
    contents: tuple[Entry, ...]
    origins: int


def dated_text(expression: Expression, *, icons: str) -> DatedText:
    """``expression`` drawn with the notes of its avenants alone: four queries, whatever their number."""
    html = draw(drawn_text(expression.pk), places_of(expression.pk), anchors_of(expression.pk))
    notes = origin_notes(expression)
    dressed = dress(html, Dressing(notes, frozenset({KIND}), icons))
    return DatedText(expression, dressed, contents_of(html), len(notes))
