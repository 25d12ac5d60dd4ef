"""The states of a claim, and the verbs that lead from one to another; what is not here is refused."""

from __future__ import annotations

from maillage.base.refusals import Refusal
from maillage.organisations.choices import ClaimState

CLAIM: dict[tuple[ClaimState, str], ClaimState] = {
    (ClaimState.ASKED, "verify"): ClaimState.VERIFIED,
    (ClaimState.ASKED, "refuse"): ClaimState.REFUSED,
}


def next_claim_state(state: str, verb: str) -> ClaimState:
    """The state that ``verb`` leads to, or a refusal."""
    reached = CLAIM.get((ClaimState(state), verb))
    if reached is None:
        raise Refusal(f"Cette demande est déjà {ClaimState(state).label}.")
    return reached
