"""The back-planning of a party, with what the negotiation itself shows to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from maillage.foundations.workdays import Zone, zone_of
from maillage.negotiation.backplanning import DELAYS, Delay, Line, lines_of
from maillage.negotiation.choices import Assembly, PlanStep
from maillage.negotiation.models import Plan, Seat
from maillage.negotiation.queries.approvals import Position
from maillage.organisations.permissions import day_of


@dataclass(frozen=True)
class Planning:
    """The plan of one party: its steps, the rule of its assembly; ``from_facts``: steps that are known to be done."""

    plan: Plan
    lines: tuple[Line, ...]
    delay: Delay
    from_facts: frozenset[PlanStep]

    @property
    def late(self) -> tuple[Line, ...]:
        """The steps whose day is past and that are not done."""
        return tuple(one for one in self.lines if one.is_late)

    @property
    def next(self) -> Line | None:
        """The next thing to do."""
        return next((one for one in self.lines if one.done_on is None), None)


def planning_of(seat: Seat, position: Position | None, *, today: dt.date) -> Planning | None:
    """The back-planning of a party: two queries; None while it has none."""
    plan = Plan.objects.filter(seat=seat).first()
    if plan is None:
        return None
    rows = {PlanStep(one.step): one for one in plan.steps.all()}
    known = _facts(position)
    done = {step: one.done_on for step, one in rows.items() if one.done_on is not None} | known
    assembly = Assembly(plan.assembly)
    lines = lines_of(
        assembly,
        plan.meets_on,
        lengths={step: one.days for step, one in rows.items() if one.days is not None},
        done=done,
        today=today,
        zone=_zone(seat),
    )
    return Planning(plan, lines, DELAYS[assembly], frozenset(known))


def _zone(seat: Seat) -> Zone:
    return zone_of(seat.organisation.postal_code) if seat.organisation is not None else Zone.METROPOLE


def _facts(position: Position | None) -> dict[PlanStep, dt.date]:
    """What follows from the approval of the present version: begun, its visas given, the yes said."""
    if position is None or position.current is None:
        return {}
    approval = position.current
    known = {step: day_of(approval.begun_at) for step in (PlanStep.ROUND, PlanStep.AGREED)}
    settled = [one.settled_at for one in position.visas if one.settled_at is not None]
    if position.next_visa is None:
        known[PlanStep.VISAS] = day_of(max(settled, default=approval.begun_at))
    if approval.approved_at is not None:
        known[PlanStep.APPROVAL] = day_of(approval.approved_at)
    return known


def sessions_of(seats: Sequence[Seat]) -> list[Plan]:
    """When the assemblies of the parties meet: all those at the table see it; how each prepares it is its own."""
    rows = Plan.objects.filter(seat__in=[one.pk for one in seats]).select_related("seat__organisation")
    return list(rows.order_by("meets_on", "seat__order", "pk"))
