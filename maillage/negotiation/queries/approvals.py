"""Where each party stands on the present version: what all see, and the circuit that its own people alone see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.models import Expression
from maillage.negotiation.choices import VisaState
from maillage.negotiation.models import Approval, Seat, Visa
from maillage.organisations.models import User


@dataclass(frozen=True)
class Position:
    """A party and the present version.

    ``current``: the approval that stands for this version, given or on its way. ``fallen``: the last one that was given
    for a version that the text has left. ``stopped``: the last one of this version that was taken back or refused.
    """

    seat: Seat
    current: Approval | None
    fallen: Approval | None
    stopped: Approval | None
    visas: tuple[Visa, ...]

    @property
    def has_approved(self) -> bool:
        """Whether the party has said yes to this version."""
        return self.current is not None and self.current.approved_at is not None

    @property
    def was_approved(self) -> bool:
        """Whether what stopped had been said to all: the reason is then open to all."""
        return self.stopped is not None and self.stopped.approved_at is not None

    @property
    def next_visa(self) -> Visa | None:
        """The visa that is waited for."""
        return next((one for one in self.visas if one.state == VisaState.WAITING), None)

    @property
    def is_ready(self) -> bool:
        """Whether the party may say yes: its circuit has gone through, or it has none."""
        if self.has_approved:
            return False
        if self.current is None:
            return self.seat.circuit_id is None
        return self.next_visa is None

    def waits_for(self, user: User) -> bool:
        """Whether the next visa is this person's."""
        visa = self.next_visa
        return visa is not None and not self.has_approved and visa.user_id == user.pk


def positions_of(seats: Sequence[Seat], expression: Expression) -> list[Position]:
    """Where each party stands: two queries."""
    rows = Approval.objects.filter(seat__in=[one.pk for one in seats]).select_related(
        "expression", "approved_by__person", "begun_by__person"
    )
    by_seat: dict[UUID, list[Approval]] = {}
    for one in rows.defer("expression__text", "expression__html", "expression__reading").order_by("-begun_at", "-pk"):
        by_seat.setdefault(one.seat_id, []).append(one)
    current = {
        key: next((one for one in found if one.expression_id == expression.pk and one.ended_at is None), None)
        for key, found in by_seat.items()
    }
    visas: dict[UUID, list[Visa]] = {}
    standing = [one.pk for one in current.values() if one is not None]
    asked = Visa.objects.filter(approval__in=standing).select_related(
        "user__person", "settled_by__person", "delegated_by__person"
    )
    for visa in asked.order_by("order", "pk"):
        visas.setdefault(visa.approval_id, []).append(visa)
    return [_position(seat, by_seat.get(seat.pk, []), current.get(seat.pk), visas, expression) for seat in seats]


def _position(
    seat: Seat, found: list[Approval], current: Approval | None, visas: dict[UUID, list[Visa]], expression: Expression
) -> Position:
    given = (one for one in found if one.approved_at is not None and one.ended_at is None)
    return Position(
        seat,
        current,
        next((one for one in given if one.expression_id != expression.pk), None),
        next((one for one in found if one.expression_id == expression.pk and one.ended_at is not None), None)
        if current is None
        else None,
        tuple(visas.get(current.pk, ())) if current is not None else (),
    )


def is_agreed(positions: Sequence[Position]) -> bool:
    """Whether all parties said yes to the same digest: the text is ready to sign."""
    return bool(positions) and all(one.has_approved for one in positions)
