"""The tables of the room."""

from __future__ import annotations

from maillage.negotiation.models.approvals import Approval, Circuit, CircuitStep, Visa
from maillage.negotiation.models.plans import Plan, PlannedStep
from maillage.negotiation.models.proposals import Answer, Proposal
from maillage.negotiation.models.remarks import Remark, Reply
from maillage.negotiation.models.table import Negotiation, Round, Seat

__all__ = [
    "Answer",
    "Approval",
    "Circuit",
    "CircuitStep",
    "Negotiation",
    "Plan",
    "PlannedStep",
    "Proposal",
    "Remark",
    "Reply",
    "Round",
    "Seat",
    "Visa",
]
