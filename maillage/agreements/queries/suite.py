"""What comes after the term: the days to act, what was promised and how it is judged, what each party wishes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import QuerySet

from maillage.agreements.calendar.timeline import AHEAD
from maillage.agreements.choices import LinkKind, PartyRole, Verdict
from maillage.agreements.ending_choices import EndingWay
from maillage.agreements.life import (
    Deadline,
    Life,
    Stretch,
    deadline_of,
    is_open_ended,
    is_over,
    stretch_at,
    will_renew,
)
from maillage.agreements.models import (
    Agreement,
    AgreementLink,
    Ending,
    Extension,
    Party,
    RenewalChoice,
    Suspension,
)
from maillage.agreements.queries.course import Told, told_of
from maillage.agreements.queries.horizon import Horizon
from maillage.agreements.queries.knots import Board, KnotRow
from maillage.agreements.queries.timeline import written_of
from maillage.agreements.queries.zone import ZoneFound, zone_found
from maillage.agreements.state_words import VERDICT, Shown
from maillage.foundations.durations import before
from maillage.organisations.models import User

_Fact = TypeVar("_Fact", Extension, Suspension)
_UNJUDGED = Shown("Pas encore jugé", "k-pending", "quiet")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to come, seen on a day: the term that runs, the days to act by both readings, what happens by itself."""

    day: dt.date
    life: Life
    current: Stretch | None
    deadline: Deadline | None
    renews: bool
    is_open_ended: bool
    is_over: bool
    zone: ZoneFound

    @property
    def opens_on(self) -> dt.date | None:
        """From when the partners prepare what follows: six months before the earlier end."""
        return before(self.current.early, AHEAD) if self.current is not None else None

    @property
    def is_time(self) -> bool:
        """Whether that time has come."""
        return self.opens_on is not None and self.opens_on <= self.day and not self.is_over

    @property
    def days_left(self) -> int | None:
        """Days until the earlier end."""
        return (self.current.early - self.day).days if self.current is not None else None

    @property
    def days_to_write(self) -> int | None:
        """Days until the cautious day of a notice against the renewal."""
        return (self.deadline.safe_on - self.day).days if self.deadline is not None else None

    @property
    def is_stopped(self) -> bool:
        """Whether something has already decided of the end."""
        return self.current is not None and self.current.term.stopped is not None

    @property
    def is_opposed(self) -> bool:
        """Whether a notice keeps it from being renewed."""
        return self.current is not None and self.current.term.opposed is not None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a party wishes for the time after the term; None while it has not said."""

    party: Party
    choice: RenewalChoice | None


@dataclass(frozen=True, slots=True)
class Kept:
    """How a party judges what was promised, as far as the reader knows: a knot for each commitment, and the count."""

    party: Party
    row: KnotRow


@dataclass(frozen=True, slots=True)
class Suite:
    """The page: the outlook, then what was said and what happened."""

    outlook: Outlook
    wishes: tuple[Wish, ...]
    kept: tuple[Kept, ...]
    endings: tuple[Told, ...]
    extensions: tuple[Extension, ...]
    suspensions: tuple[Suspension, ...]
    withdrawn: tuple[Ending | Extension | Suspension, ...] = field(default=())
    renewal: Agreement | None = None

    @property
    def has_facts(self) -> bool:
        """Whether anything happened."""
        return bool(self.endings or self.extensions or self.suspensions)


def outlook_of(agreement: Agreement, *, horizon: Horizon, day: dt.date) -> Outlook:
    """The outlook of an agreement on ``day``."""
    life = written_of(agreement, horizon=horizon).life
    current = stretch_at(life, day)
    return Outlook(
        day=day,
        life=life,
        current=current,
        deadline=deadline_of(life, current) if current is not None and day <= current.late else None,
        renews=current is not None and will_renew(life, current),
        is_open_ended=is_open_ended(life, day),
        is_over=is_over(life, day),
        zone=zone_found(agreement),
    )


def suite_of(
    agreement: Agreement, board: Board, user: User, *, horizon: Horizon, day: dt.date, at: dt.datetime
) -> Suite:
    """All that the page shows to ``user``: a fixed number of queries."""
    outlook = outlook_of(agreement, horizon=horizon, day=day)
    parties = [one for one in board.standing.parties if one.role == PartyRole.PARTY and one.is_at(day)]
    known = horizon.known(Ending.objects.visible_to(user, at=at).filter(agreement=agreement), "recorded_at")
    rows = list(known.select_related("party", "replaced_by").order_by("recorded_at", "pk"))
    extensions = list(_known(Extension, agreement, horizon).order_by("signed_on", "pk"))
    pauses = list(_known(Suspension, agreement, horizon).order_by("from_on", "pk"))
    everything: list[Ending | Extension | Suspension] = [*rows, *extensions, *pauses]
    return Suite(
        outlook=outlook,
        wishes=tuple(_wishes(agreement, parties, outlook, horizon)),
        kept=tuple(_kept(board, parties)),
        endings=tuple(told_of([one for one in rows if one.withdrawn_at is None], horizon=horizon)),
        extensions=tuple(one for one in extensions if one.withdrawn_at is None),
        suspensions=tuple(one for one in pauses if one.withdrawn_at is None),
        withdrawn=tuple(one for one in everything if one.withdrawn_at is not None),
        renewal=renewal_of(agreement, user, at=at),
    )


def renewal_of(agreement: Agreement, user: User, *, at: dt.datetime) -> Agreement | None:
    """The agreement that renews this one, or its draft, when the user sees it."""
    links = AgreementLink.objects.filter(target=agreement, kind=LinkKind.RENEWS).values("agreement_id")
    return (
        Agreement.objects.visible_to(user, at=at).filter(pk__in=links, archived_at__isnull=True).order_by("-pk").first()
    )


def ways_of(outlook: Outlook, parties: int) -> list[EndingWay]:
    """The notices that make sense now: against the renewal while one follows, alone while two others go on."""
    ways = [EndingWay.NON_RENEWAL_NOTICE] if outlook.renews else []
    ways.append(EndingWay.EXIT_NOTICE)
    return [*ways, EndingWay.LEAVING] if parties > 2 else ways


def _counted(count: int, verdict: Verdict) -> str:
    """ "2 tenus", "1 tenu en partie": the participle agrees."""
    words = str(verdict.label).lower()
    return f"{count}\u00a0{words.replace('tenu', 'tenus', 1) if count > 1 else words}"


def _known(model: type[_Fact], agreement: Agreement, horizon: Horizon) -> QuerySet[_Fact]:
    return horizon.known(model._base_manager.filter(agreement=agreement), "recorded_at")  # noqa: SLF001 any model


def _wishes(agreement: Agreement, parties: Sequence[Party], outlook: Outlook, horizon: Horizon) -> list[Wish]:
    if outlook.current is None:
        return []
    rows = horizon.known(RenewalChoice.objects.filter(agreement=agreement), "recorded_at", "superseded_at")
    if horizon.until is None:
        rows = rows.filter(superseded_at__isnull=True)
    said = {row.party_id: row for row in rows.filter(term_end_on=outlook.current.early, withdrawn_at__isnull=True)}
    return [Wish(party, said.get(party.pk)) for party in parties]


def _kept(board: Board, parties: Sequence[Party]) -> list[Kept]:
    """For each party, what it judges of all that was promised."""
    if not board.sees or not board.owing.rows:
        return []
    found = []
    for party in parties:
        opinions = [board.opinions_on(one.commitment_id).of(party.pk) for one in board.owing.rows]
        verdicts = Counter(Verdict(one.verdict) for one in opinions if one is not None)
        shown = [VERDICT[verdict] for verdict in Verdict for _ in range(verdicts[verdict])]
        rest = len(opinions) - len(shown)
        words = [_counted(verdicts[verdict], verdict) for verdict in Verdict if verdicts[verdict]]
        words += [f"{rest}\u00a0pas encore jugé{'s' if rest > 1 else ''}"] if rest else []
        found.append(Kept(party, KnotRow((*shown, *[_UNJUDGED] * rest), ", ".join(words))))
    return found
