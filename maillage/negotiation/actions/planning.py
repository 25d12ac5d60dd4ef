"""A party sets the day of its assembly, the length of each step before it, and says what is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from maillage.base.refusals import Refusal, StaleRevision
from maillage.negotiation.actions.writing import opened, seated, tell
from maillage.negotiation.backplanning import DELAYS, LENGTHS, LONGEST
from maillage.negotiation.choices import Assembly, PlanStep
from maillage.negotiation.models import Negotiation, Plan, PlannedStep, Seat
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User


@transaction.atomic
def plan(
    *,
    negotiation: Negotiation,
    seat: Seat,
    assembly: Assembly | str,
    meets_on: dt.date,
    lengths: Mapping[PlanStep, int],
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Plan:
    """Write the back-planning of a party: the day of the session, and how long each step takes.

    A step without a length takes the one that the software proposes.
    """
    row, _ = opened(negotiation, at=at)
    found = seated(row, seat)
    made = Plan.objects.select_for_update(of=("self",)).filter(seat=found).first() or Plan(seat=found)
    if revision is not None and made.revision != revision:
        raise StaleRevision
    delay = DELAYS[Assembly(assembly)]
    for step, days in lengths.items():
        if not 0 <= days <= LONGEST:
            raise Refusal(f"Écrivez un nombre de jours entre 0 et {LONGEST}.", field=str(step))
        if step == PlanStep.CONVOCATION and days < delay.days:
            raise Refusal(f"La loi demande {delay.words} au moins ({delay.source}).", field=str(step))
    made.assembly, made.meets_on = assembly, meets_on
    made.revision += 1
    keep(made)
    for step in (*LENGTHS, PlanStep.CONVOCATION):
        _set(made, step, days=lengths.get(step))
    tell("plan-written", row, by=by, at=at, only=found)
    return made


@transaction.atomic
def mark_done(
    *, plan: Plan, step: PlanStep | str, done_on: dt.date | None, by: User | None, at: dt.datetime
) -> PlannedStep:
    """Say on which day a step was done; None when it was not after all."""
    row, _ = opened(plan.seat.negotiation, at=at)
    found = locked(plan)
    made = _set(found, PlanStep(step), done_on=done_on)
    tell("plan-step-done", row, by=by, at=at, only=found.seat)
    return made


def _set(plan: Plan, step: PlanStep, **facts: object) -> PlannedStep:
    made = PlannedStep.objects.filter(plan=plan, step=step).first() or PlannedStep(plan=plan, step=step)
    for name, value in facts.items():
        setattr(made, name, value)
    made.revision += 1
    return keep(made)
