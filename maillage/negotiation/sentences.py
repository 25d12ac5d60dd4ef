"""How the journal tells the verbs of this room; the titles are those of agreements, which their room knows."""

from __future__ import annotations

from maillage.journal import sentences as journal

SENTENCES = {
    "negotiation-opened": "{actor} a ouvert la négociation de « {subject} ».",
    "negotiation-closed": "{actor} a arrêté la négociation de « {subject} », en disant pourquoi.",
    "negotiation-taken-up": "{actor} a repris la négociation de « {subject} ».",
    "round-dated": "{actor} a fixé le jour des réponses dans la négociation de « {subject} ».",
    "round-closed": "{actor} a clos un tour de négociation de « {subject} ».",
    "proposal-made": "{actor} a proposé une rédaction pour « {subject} ».",
    "proposal-rewritten": "{actor} a réécrit une proposition pour « {subject} ».",
    "proposal-withdrawn": "{actor} a retiré une proposition pour « {subject} ».",
    "proposal-answered": "{actor} a répondu à une proposition pour « {subject} ».",
    "proposal-retained": "{actor} a retenu une proposition pour « {subject} ».",
    "proposal-released": "{actor} a remis en discussion une proposition retenue pour « {subject} ».",
    "proposal-set-aside": "{actor} a écarté une proposition pour « {subject} », en disant pourquoi.",
    "proposal-discussed-again": "{actor} a rouvert la discussion d’une proposition pour « {subject} ».",
    "remark-made": "{actor} a écrit une remarque sur « {subject} ».",
    "remark-answered": "{actor} a répondu à une remarque sur « {subject} ».",
    "remark-resolved": "{actor} a réglé une remarque sur « {subject} ».",
    "remark-reopened": "{actor} a rouvert une remarque sur « {subject} ».",
    "remark-placed": "{actor} a replacé une remarque dans « {subject} ».",
    "circuit-written": "{actor} a écrit un circuit de visas de {subject}.",
    "circuit-withdrawn": "{actor} a retiré un circuit de visas de {subject}.",
    "circuit-chosen": "{actor} a choisi le circuit de visas de « {subject} ».",
    "approval-begun": "{actor} a commencé l’examen interne de « {subject} ».",
    "visa-given": "{actor} a donné un visa pour « {subject} ».",
    "visa-refused": "{actor} a refusé un visa pour « {subject} », en disant pourquoi.",
    "visa-delegated": "{actor} a délégué un visa pour « {subject} ».",
    "text-approved": "{actor} a approuvé le texte de « {subject} » pour son organisation.",
    "approval-taken-back": "{actor} est revenu sur l’approbation de « {subject} ».",
    "plan-written": "{actor} a écrit le rétroplanning de « {subject} ».",
    "plan-step-done": "{actor} a noté une étape du rétroplanning de « {subject} ».",
}


def register() -> None:
    """Give the journal the sentences of this room."""
    journal.register(SENTENCES)
