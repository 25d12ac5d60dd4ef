"""Disputes of an agreement with their steps, what they suspend, and the court of the place beside the text’s own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.agreements.choices import TermName
from maillage.agreements.ending_choices import CLOSING, StepKind
from maillage.agreements.models import Agreement, Dispute, DisputeStep, Party, Term
from maillage.agreements.queries.horizon import Horizon
from maillage.agreements.queries.timeline import latest_terms
from maillage.agreements.state_words import Shown
from maillage.reading.review.courts import courts
from maillage.territories.choices import Kind
from maillage.territories.models import Territory

MEDIATION = "code de justice administrative, article L213-6"
OPEN = Shown("Ouvert", "k-disputed", "talk")
IN_MEDIATION = Shown("Médiation en cours", "i-pause-circle", "talk")
OVER = Shown("Clos", "k-kept", "quiet")


@dataclass(frozen=True, slots=True)
class Followed:
    """A dispute and its steps, in the order of days. ``mediation``: the days between which time limits do not run."""

    dispute: Dispute
    steps: tuple[DisputeStep, ...]

    @property
    def mediation(self) -> tuple[dt.date, dt.date | None] | None:
        """The last mediation: from the written accord to its end, if it has ended."""
        begun = [step.on for step in self.steps if step.kind == StepKind.MEDIATION]
        if not begun:
            return None
        ended = [one.on for one in self.steps if one.kind == StepKind.MEDIATION_ENDED and one.on >= begun[-1]]
        closed = [one.on for one in self.steps if one.kind in CLOSING and one.on >= begun[-1]]
        return begun[-1], min([*ended, *closed], default=None)

    @property
    def closed_on(self) -> dt.date | None:
        """The day on which it was closed."""
        return next((step.on for step in self.steps if step.kind in CLOSING), None)

    @property
    def shown(self) -> Shown:
        """Where it stands."""
        if self.closed_on is not None:
            return OVER
        return IN_MEDIATION if self.mediation is not None and self.mediation[1] is None else OPEN


@dataclass(frozen=True, slots=True)
class CourtFound:
    """The administrative court of the place, and what the text names; ``seat`` is empty when it is not known."""

    seat: str
    departement: str
    is_of_place: bool
    clause: Term | None
    amicable: Term | None

    @property
    def differs(self) -> bool:
        """Whether the text names another court than the one of the place."""
        if self.clause is None or not self.seat:
            return False
        named = self.clause.value.casefold().replace("-", " ")
        return not any(name in named for name in _names_of(self.seat))


def followed_of(agreement: Agreement, *, horizon: Horizon) -> list[Followed]:
    """The disputes of an agreement, open ones first: two queries."""
    rows = horizon.known(Dispute.objects.standing().filter(agreement=agreement), "recorded_at")
    steps: dict[object, list[DisputeStep]] = defaultdict(list)
    known = horizon.known(DisputeStep.objects.standing().filter(agreement=agreement), "recorded_at")
    for step in known.select_related("document", "recorded_by__person").order_by("on", "recorded_at", "pk"):
        steps[step.dispute_id].append(step)
    found = [Followed(row, tuple(steps[row.pk])) for row in rows.select_related("party").order_by("-opened_on", "-pk")]
    return sorted(found, key=lambda one: one.closed_on is not None)


def court_of(agreement: Agreement, *, horizon: Horizon) -> CourtFound:
    """The court of the place of performance, else of the seat of the first public party (CJA R312-11, R221-3)."""
    terms = latest_terms(agreement, horizon=horizon)
    names, known = courts()
    places = agreement.territories.select_related("departement", "commune__departement").order_by("pk")
    code = next(filter(None, (_code_of(row) for row in places)), "")
    is_of_place = code in known
    if not is_of_place:
        code = next((one for one in _seats(agreement) if one in known), "")
    return CourtFound(
        known[code].seat if code else "",
        names.get(code, ""),
        is_of_place,
        terms.get(TermName.DISPUTE_COURT),
        terms.get(TermName.DISPUTE_AMICABLE_FIRST),
    )


def _names_of(seat: str) -> Iterable[str]:
    court = next(one for one in courts()[1].values() if one.seat == seat)
    return {*court.names, seat.casefold().replace("-", " ")}


def _code_of(row: Territory) -> str:
    if row.kind == Kind.DEPARTEMENT:
        return row.code
    holder = row.commune or row
    return holder.departement.code if holder.departement is not None else ""


def _seats(agreement: Agreement) -> Iterable[str]:
    """Codes of the département of the seats of the public parties, in the order of the text."""
    rows = Party.objects.bound().filter(agreement=agreement, organisation__isnull=False).in_order()
    for party in rows.select_related("organisation__territory__departement", "organisation__territory__commune"):
        organisation = party.organisation
        if organisation is None or not party.is_public:
            continue
        if organisation.territory is not None:
            yield _code_of(organisation.territory)
        post = organisation.postal_code
        yield from (post[:3], post[:2])
