"""How states are shown: a word, an icon, a tone (the look, "States")."""

from __future__ import annotations

from typing import NamedTuple

from maillage.agreements.choices import (
    AgreementState,
    CommitmentState,
    DefectState,
    FindingState,
    Severity,
    Verdict,
)
from maillage.agreements.legal_choices import CheckOutcome, LegalState
from maillage.agreements.models import Agreement


class Shown(NamedTuple):
    """What ``components/state.html`` takes."""

    word: str
    icon: str
    tone: str


AGREEMENT = {
    AgreementState.DRAFT: Shown("Brouillon", "i-pencil", "quiet"),
    AgreementState.SHARED: Shown("Partagé", "i-arrow-left-right", "talk"),
    AgreementState.CONFIRMED: Shown("Lecture confirmée", "i-patch-check", "info"),
    AgreementState.PUBLISHED: Shown("Publié", "i-globe", "info"),
    AgreementState.ARCHIVED: Shown("Archivé", "i-archive", "quiet"),
}
FINDING = {
    FindingState.TO_CHECK: Shown("À vérifier", "k-due", "watch"),
    FindingState.ACCEPTED: Shown("Confirmé", "k-kept", "kept"),
    FindingState.CORRECTED: Shown("Corrigé", "k-fixed", "info"),
    FindingState.ADDED: Shown("Ajouté", "i-plus-lg", "info"),
    FindingState.SET_ASIDE: Shown("Écarté", "k-waived", "quiet"),
}
SEVERITY = {
    Severity.ERROR: Shown("À corriger", "k-flaw", "late"),
    Severity.WARNING: Shown("À vérifier", "k-flaw", "watch"),
    Severity.ADVICE: Shown("Conseil", "i-lightbulb", "info"),
}
DEFECT = {
    DefectState.OPEN: Shown("Relevé", "k-flaw", "watch"),
    DefectState.MENDED: Shown("Corrigé", "k-kept", "kept"),
    DefectState.SET_ASIDE: Shown("Écarté", "k-waived", "quiet"),
}
VERDICT = {
    Verdict.KEPT: Shown("Tenu", "k-kept", "kept"),
    Verdict.PARTIAL: Shown("Tenu en partie", "k-doing", "info"),
    Verdict.BROKEN: Shown("Non tenu", "k-broken", "late"),
    Verdict.NOT_APPLICABLE: Shown("Sans objet", "k-waived", "quiet"),
}
COMMITMENT = {
    CommitmentState.DISPUTED: Shown("Discuté", "k-disputed", "talk"),
    CommitmentState.BROKEN: VERDICT[Verdict.BROKEN],
    CommitmentState.PARTIAL: VERDICT[Verdict.PARTIAL],
    CommitmentState.KEPT: VERDICT[Verdict.KEPT],
    CommitmentState.NOT_APPLICABLE: VERDICT[Verdict.NOT_APPLICABLE],
    CommitmentState.DUE: Shown("Attendu", "k-due", "watch"),
    CommitmentState.PENDING: Shown("À venir", "k-pending", "quiet"),
    CommitmentState.SUPERSEDED: Shown("Remplacé", "k-superseded", "quiet"),
}
LEGAL = {
    LegalState.DRAFT: Shown("Projet", "i-pencil", "quiet"),
    LegalState.NEGOTIATION: Shown("En négociation", "i-arrow-left-right", "talk"),
    LegalState.ADOPTING: Shown("En cours d’adoption", "k-doing", "info"),
    LegalState.ADOPTED: Shown("Adopté", "i-check-lg", "info"),
    LegalState.SIGNING: Shown("En cours de signature", "i-pen", "info"),
    LegalState.SIGNED: Shown("Signé", "i-pen", "kept"),
    LegalState.IN_FORCE: Shown("En vigueur", "k-inforce", "kept"),
    LegalState.OBSERVED: Shown("En vigueur, constaté", "k-inforce", "info"),
    LegalState.SUSPENDED: Shown("Suspendu", "i-pause-circle", "watch"),
    LegalState.EXPIRED: Shown("Arrivé à son terme", "i-hourglass-bottom", "quiet"),
    LegalState.TERMINATED: Shown("Résilié", "i-x-lg", "late"),
    LegalState.REPLACED: Shown("Remplacé", "k-superseded", "quiet"),
    LegalState.ARCHIVED: Shown("Archivé", "i-archive", "quiet"),
}
CHECK = {
    CheckOutcome.VALID: Shown("Valable", "i-shield-check", "kept"),
    CheckOutcome.UNKNOWN_AUTHORITY: Shown("Autorité inconnue ici", "i-question-circle", "watch"),
    CheckOutcome.SELF_SIGNED: Shown("Sans garantie", "i-question-circle", "watch"),
    CheckOutcome.EXPIRED: Shown("Certificat expiré", "i-clock-history", "watch"),
    CheckOutcome.NOT_YET_VALID: Shown("Certificat pas encore valable", "i-clock-history", "watch"),
    CheckOutcome.WRONG_USE: Shown("Certificat d’un autre usage", "i-question-circle", "watch"),
    CheckOutcome.PARTIAL: Shown("Ne couvre pas tout", "k-broken", "late"),
    CheckOutcome.REVOKED: Shown("Certificat révoqué", "k-broken", "late"),
    CheckOutcome.ALTERED: Shown("Document modifié", "k-broken", "late"),
    CheckOutcome.BROKEN: Shown("Signature illisible", "k-broken", "late"),
}
OBSERVED = Shown("En vigueur, constaté", "k-inforce", "info")


def legal_words_of(agreement: Agreement) -> Shown | None:
    """How the legal life of an agreement is shown; nothing while its text is read, nor of what binds nobody."""
    if agreement.confirmed_at is None and not agreement.is_observed:
        return None
    return None if agreement.is_reference else LEGAL[LegalState(agreement.legal_state)]


def words_of(agreement: Agreement) -> Shown:
    """How the state of an agreement is shown; one that was taken over as being in force says that it was."""
    state = agreement.state
    if agreement.is_observed and state != AgreementState.ARCHIVED:
        return OBSERVED
    return AGREEMENT[state]
