"""Disputes: opened, carried on step by step, closed; what was written is withdrawn with a reason, never overwritten."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.actions.happened import check_passed, ready, take_back
from maillage.agreements.actions.writing import tell
from maillage.agreements.ending_choices import CLOSING, StepKind
from maillage.agreements.models import Agreement, Dispute, DisputeStep, Document, Party
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User


@transaction.atomic
def raise_dispute(
    *,
    agreement: Agreement,
    subject: str,
    description: str = "",
    opened_on: dt.date,
    party: Party | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Dispute:
    """Write down a difference: every party reads it, and it stops nothing by itself."""
    row = ready(agreement)
    check_passed(row, at, opened_on=opened_on)
    dispute = keep(
        Dispute(
            agreement=row,
            party=party,
            subject=subject.strip(),
            description=description.strip(),
            opened_on=opened_on,
            declared_by=declared_by,
            recorded_at=at,
            recorded_by=by,
        )
    )
    tell("dispute-opened", row, by=by, at=at)
    return dispute


@transaction.atomic
def add_step(
    *,
    dispute: Dispute,
    kind: str,
    on: dt.date,
    word: str = "",
    document: Document | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> DisputeStep:
    """Add a step: past steps may come late and in any order; a mediation ends once it has begun (CJA L213-6)."""
    agreement = ready(dispute.agreement)
    row = locked(dispute)
    if row.withdrawn_at is not None:
        raise StaleRevision
    check_passed(agreement, at, on=on)
    if on < row.opened_on:
        raise Refusal(
            f"Le différend a été ouvert le {row.opened_on:%d/%m/%Y} : choisissez un jour plus tardif.", field="on"
        )
    steps = DisputeStep.objects.standing().filter(dispute=row)
    if kind == StepKind.MEDIATION_ENDED and not steps.filter(kind=StepKind.MEDIATION, on__lte=on).exists():
        raise Refusal("Aucune médiation n’a commencé à cette date : écrivez d’abord son début.", field="kind")
    step = keep(
        DisputeStep(
            agreement=agreement,
            dispute=row,
            kind=kind,
            on=on,
            word=word.strip(),
            document=document,
            declared_by=declared_by,
            recorded_at=at,
            recorded_by=by,
        )
    )
    tell("dispute-closed" if kind in CLOSING else "dispute-step-added", agreement, by=by, at=at)
    return step


@transaction.atomic
def withdraw(*, fact: Dispute | DisputeStep, reason: str, by: User | None, at: dt.datetime) -> None:
    """Take a dispute or a step back, with its reason."""
    agreement = ready(fact.agreement)
    take_back(fact, reason=reason, by=by, at=at)
    tell("dispute-withdrawn", agreement, by=by, at=at)
