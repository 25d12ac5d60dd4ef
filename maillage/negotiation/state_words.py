"""How the states of the room are shown: a word, an icon, a tone."""

from __future__ import annotations

from maillage.agreements.state_words import Shown
from maillage.negotiation.choices import ProposalState, VisaState
from maillage.negotiation.queries.proposals import Standing

TONES = {"remark": "talk", "internal": "quiet"}

PROPOSAL = {
    ProposalState.OPEN: Shown("En discussion", "i-arrow-left-right", "talk"),
    ProposalState.RETAINED: Shown("Retenue pour la prochaine version", "k-kept", "kept"),
    ProposalState.TAKEN: Shown("Dans le texte", "k-kept", "kept"),
    ProposalState.SET_ASIDE: Shown("Écartée", "k-waived", "quiet"),
    ProposalState.WITHDRAWN: Shown("Retirée", "k-waived", "quiet"),
}
VISA = {
    VisaState.WAITING: Shown("Attendu", "k-due", "watch"),
    VisaState.GIVEN: Shown("Donné", "k-kept", "kept"),
    VisaState.REFUSED: Shown("Refusé", "k-broken", "late"),
}
ACCEPTED = Shown("Acceptée par toutes les parties", "i-patch-check", "info")
CHANGED = Shown("Le texte a changé depuis", "k-flaw", "watch")
AGAINST = Shown("Contestée, en discussion", "k-disputed", "late")
ANSWERS = {
    "accept": Shown("Accepte", "k-kept", "kept"),
    "refuse": Shown("Refuse", "k-broken", "late"),
    "otherwise": Shown("Propose autre chose", "k-disputed", "talk"),
    "": Shown("Réponse attendue", "k-due", "watch"),
}


def state_of(one: Standing) -> Shown:
    """What a proposal shows: its state, said more closely while it is under discussion."""
    state = one.proposal.state
    if not one.has_ground:
        return CHANGED
    if state == ProposalState.OPEN and one.is_accepted:
        return ACCEPTED
    if state == ProposalState.OPEN and one.against:
        return AGAINST
    return PROPOSAL[state]
