"""A shared draft is opened to negotiation, and the negotiation is given up, or taken up again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.actions.writing import opened as opened_agreement
from maillage.agreements.models import Agreement
from maillage.base.refusals import Refusal, StaleRevision
from maillage.negotiation.actions.writing import NoText, opened, seat_parties, tell
from maillage.negotiation.models import Negotiation, Round, Seat
from maillage.negotiation.queries.texts import expression_now
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User

MINIMUM = 2


class NotShared(Refusal):
    """A text is negotiated by those who read it."""

    sentence = "Partagez d’abord ce projet avec ses parties : elles ne peuvent négocier ce qu’elles ne lisent pas."


class Signed(Refusal):
    """Once signed, a text is changed by an avenant."""

    sentence = "Cet accord est signé : il se modifie par un avenant."


@transaction.atomic
def open_negotiation(*, agreement: Agreement, by: User | None, at: dt.datetime) -> Negotiation:
    """Seat the parties around the draft, and open the first round on its present version."""
    row = opened_agreement(agreement)
    if row.shared_at is None:
        raise NotShared
    if row.signed_on is not None:
        raise Signed
    if row.is_reference:
        raise Refusal("Un document de référence ne se négocie pas.")
    if Negotiation.objects.filter(agreement=row).exists():
        raise Refusal("Ce projet est déjà en négociation.")
    expression = expression_now(row)
    if expression is None:
        raise NoText
    negotiation = keep(Negotiation(agreement=row, opened_at=at, opened_by=by))
    seat_parties(negotiation, at=at)
    if Seat.objects.filter(negotiation=negotiation).count() < MINIMUM:
        raise Refusal("Ce projet n’a qu’une partie : on négocie à deux au moins. Ajoutez l’autre d’abord.")
    keep(Round(negotiation=negotiation, number=1, base=expression, opened_at=at))
    tell("negotiation-opened", negotiation, by=by, at=at)
    return negotiation


@transaction.atomic
def set_answer_day(
    *, negotiation: Negotiation, day: dt.date | None, revision: int, by: User | None, at: dt.datetime
) -> Round:
    """Say by which day the parties are asked to have answered in this round."""
    row, _ = opened(negotiation, at=at)
    current = locked(Round.objects.get(negotiation=row, closed_at__isnull=True))
    if current.revision != revision:
        raise StaleRevision
    if current.answer_by == day:
        return current
    current.answer_by = day
    current.revision += 1
    keep(current)
    tell("round-dated", row, by=by, at=at)
    return current


@transaction.atomic
def close(*, negotiation: Negotiation, reason: str, by: User | None, at: dt.datetime) -> Negotiation:
    """Stop negotiating: all that was said stays, and nothing is written any more."""
    row, _ = opened(negotiation, at=at)
    if not reason.strip():
        raise Refusal("Écrivez pourquoi la négociation s’arrête.", field="reason")
    row.closed_at, row.closed_by, row.closed_reason = at, by, reason.strip()
    row.revision += 1
    keep(row)
    tell("negotiation-closed", row, by=by, at=at)
    return row


@transaction.atomic
def take_up_again(*, negotiation: Negotiation, by: User | None, at: dt.datetime) -> Negotiation:
    """Go on with a negotiation that was stopped: where it stood."""
    row = locked(negotiation)
    if row.closed_at is None:
        raise Refusal("Cette négociation n’est pas arrêtée.")
    if row.agreement.signed_on is not None:
        raise Signed
    row.closed_at, row.closed_by, row.closed_reason = None, None, ""
    row.revision += 1
    keep(row)
    opened(row, at=at)
    tell("negotiation-taken-up", row, by=by, at=at)
    return row
