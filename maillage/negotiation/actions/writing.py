"""What the verbs of this room share: the table locked and seated anew, and the lines of the journal."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from maillage.agreements.actions.writing import Archived
from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.negotiation.actions.following import follow
from maillage.negotiation.models import Negotiation, Round, Seat
from maillage.negotiation.queries.tables import Chair, chairs_of
from maillage.negotiation.queries.texts import Draft, draft_of
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of


class NegotiationClosed(Refusal):
    """Nothing is written once the parties gave it up, or signed."""

    sentence = "Cette négociation est close : rien ne s’y écrit plus."


class NoText(Refusal):
    """A draft without words cannot be negotiated."""

    sentence = "Cet accord n’a pas encore de texte : apportez-le d’abord."


class NotAtTable(Refusal):
    """The seat is not one of this negotiation, or its party has left."""

    sentence = "Cette partie n’est pas, ou n’est plus, à la table."


def opened(negotiation: Negotiation, *, at: dt.datetime) -> tuple[Negotiation, Draft]:
    """The negotiation locked, with its parties seated and its remarks on the words of today; closed, it refuses."""
    row = locked(negotiation)
    if not row.agreement.is_open:
        raise Archived
    if not row.is_open:
        raise NegotiationClosed
    seat_parties(row, at=at)
    draft = draft_of(row.agreement)
    if draft is None:
        raise NoText
    follow(row, draft)
    return row, draft


def seat_parties(negotiation: Negotiation, *, at: dt.datetime) -> None:
    """Give each party of the day its seat, under its name in the text; those that left keep theirs, empty."""
    chairs = chairs_of(negotiation.agreement, day=day_of(at))
    rows = list(Seat.objects.filter(negotiation=negotiation).order_by("order", "pk"))
    kept: set[UUID] = set()
    for order, chair in enumerate(chairs):
        row = _seat_of(chair, [one for one in rows if one.pk not in kept])
        if row is None:
            row = Seat(negotiation=negotiation)
        facts = (chair.organisation_id, chair.party_id, chair.name[:300], order, None)
        if (row.organisation_id, row.party_id, row.name, row.order, row.left_at) != facts:
            row.organisation_id, row.party_id, row.name, row.order, row.left_at = facts
            keep(row)
        kept.add(row.pk)
    for row in rows:
        if row.pk not in kept and row.left_at is None:
            row.left_at = at
            row.save(update_fields=["left_at"])


def _seat_of(chair: Chair, rows: list[Seat]) -> Seat | None:
    """The seat that a party had already: the same party, the same organisation, else the same name."""
    for same in (
        lambda one: chair.party_id is not None and one.party_id == chair.party_id,
        lambda one: chair.organisation_id is not None and one.organisation_id == chair.organisation_id,
        lambda one: one.organisation_id is None and one.name == chair.name,
    ):
        found = next(filter(same, rows), None)
        if found is not None:
            return found
    return None


def seated(negotiation: Negotiation, seat: Seat) -> Seat:
    """The seat as it is now, if its party is still at this table."""
    row = Seat.objects.filter(pk=seat.pk, negotiation=negotiation, left_at__isnull=True).first()
    if row is None:
        raise NotAtTable
    return row


def round_of(negotiation: Negotiation) -> Round:
    """The round that goes on."""
    return Round.objects.get(negotiation=negotiation, closed_at__isnull=True)


def tell(verb: str, negotiation: Negotiation, *, by: User | None, at: dt.datetime, only: Seat | None = None) -> None:
    """Write in the journal for those at the table; ``only``: what is internal to one party, for that party alone."""
    agreement = negotiation.agreement
    if only is not None:
        if only.organisation_id is not None:
            journal.record(
                verb=verb, by=by, at=at, subject=agreement, organisation=only.organisation_id, agreement_id=agreement.pk
            )
        return
    rows = Seat.objects.filter(negotiation=negotiation, left_at__isnull=True, organisation__isnull=False)
    journal.record(
        verb=verb,
        by=by,
        at=at,
        subject=agreement,
        organisation=agreement.brought_by_id,
        agreement_id=agreement.pk,
        audience=[one for one in rows.order_by("order", "pk").values_list("organisation_id", flat=True) if one],
    )
