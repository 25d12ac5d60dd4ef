"""How the journal tells the verbs of this room, and which titles who may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.agreements.models import Agreement, Commitment, Takeover
from maillage.journal import sentences as journal
from maillage.journal.models import type_of

SENTENCES = {
    # bringing a text
    "agreement-brought": "{actor} a apporté l’accord « {subject} ».",
    "agreement-read": "{actor} a fait lire le texte de « {subject} ».",
    "agreement-edited": "{actor} a modifié la fiche de l’accord « {subject} ».",
    "agreement-deleted": "{actor} a supprimé un brouillon.",
    "agreement-merged": "{actor} a réuni deux dépôts de l’accord « {subject} ».",
    "agreement-unmerged": "{actor} a séparé deux dépôts réunis à tort de l’accord « {subject} ».",
    # confirming a reading
    "finding-decided": "{actor} a relu des éléments de « {subject} ».",
    "finding-undone": "{actor} est revenu sur des choix de lecture de « {subject} ».",
    "defect-mended": "{actor} a noté la correction d’un défaut de « {subject} ».",
    "defect-set-aside": "{actor} a écarté un défaut de « {subject} », en disant pourquoi.",
    "defect-reopened": "{actor} a rouvert un défaut de « {subject} ».",
    "text-mended": "{actor} a rétabli des mots mal lus de « {subject} ».",
    "reading-confirmed": "{actor} a confirmé la lecture de « {subject} ».",
    "reading-asked": "{actor} a demandé aux parties de confirmer la lecture de « {subject} ».",
    "reading-approved": "{actor} a confirmé la lecture de « {subject} » pour son organisation.",
    "reading-contested": "{actor} a contesté un point de la lecture de « {subject} ».",
    "objection-settled": "{actor} a réglé une contestation de la lecture de « {subject} ».",
    # the agreement
    "agreement-shared": "{actor} a partagé l’accord « {subject} » avec ses parties.",
    "agreement-published": "{actor} a publié l’accord « {subject} ».",
    "agreement-unpublished": "{actor} a retiré l’accord « {subject} » du public.",
    "publication-agreed": "{actor} a donné l’accord de son organisation pour publier « {subject} ».",
    "publication-withdrawn": "{actor} a retiré l’accord de son organisation pour publier « {subject} ».",
    "agreement-archived": "{actor} a archivé l’accord « {subject} ».",
    "agreement-restored": "{actor} a sorti l’accord « {subject} » des archives.",
    "party-added": "{actor} a ajouté une partie ou un acteur à l’accord « {subject} ».",
    "party-edited": "{actor} a modifié une partie de l’accord « {subject} ».",
    "party-left": "{actor} a enregistré le départ d’une partie de l’accord « {subject} ».",
    "adherence-recorded": "{actor} a enregistré l’adhésion d’un membre à l’accord « {subject} ».",
    "adherences-recorded": "{actor} a enregistré les adhésions des membres d’une fédération à l’accord « {subject} ».",
    "adherence-refused": "{actor} a enregistré qu’un membre n’est pas lié par l’accord « {subject} ».",
    "adherence-ended": "{actor} a enregistré la fin de l’adhésion d’un membre à l’accord « {subject} ».",
    "guarantor-recorded": "{actor} a enregistré un garant de l’accord « {subject} ».",
    "commitment-judged": "{actor} a dit où en est {subject}.",
    "judgement-shared": "{actor} a partagé avec les autres parties son avis sur {subject}.",
    "evidence-given": "{actor} a joint un justificatif à son avis sur {subject}.",
    "guarantor-ended": "{actor} a enregistré la fin d’un garant de l’accord « {subject} ».",
    "term-written": "{actor} a écrit ou corrigé une clause de l’accord « {subject} ».",
    "term-withdrawn": "{actor} a retiré une clause de l’accord « {subject} ».",
    "duty-done": "{actor} a noté qu’une échéance de « {subject} » est faite.",
    "duty-leads-chosen": "{actor} a changé le moment où {subject} est prévenue de ses échéances.",
    "duty-undone": "{actor} est revenu sur une échéance de « {subject} » notée comme faite.",
    "document-added": "{actor} a ajouté une pièce à l’accord « {subject} ».",
    "document-described": "{actor} a précisé une pièce de l’accord « {subject} ».",
    "document-withdrawn": "{actor} a retiré une pièce de l’accord « {subject} ».",
    "piece-waived": "{actor} a dit sans objet une pièce de « {subject} ».",
    "piece-wanted": "{actor} demande de nouveau une pièce de « {subject} », dite sans objet auparavant.",
    "document-authoritative": "{actor} a désigné la pièce qui fait foi pour « {subject} ».",
    "authority-recorded": "{actor} a enregistré ce qui autorise une partie à signer « {subject} ».",
    "authority-corrected": "{actor} a complété ou corrigé ce qui autorise une partie à signer « {subject} ».",
    "delegation-recorded": "{actor} a enregistré une délégation pour signer « {subject} ».",
    "delegation-corrected": "{actor} a complété ou corrigé une délégation pour signer « {subject} ».",
    "signatory-recorded": "{actor} a nommé un signataire de « {subject} ».",
    "signatory-corrected": "{actor} a modifié un signataire de « {subject} ».",
    "text-sealed": "{actor} a scellé la version à signer de « {subject} ».",
    "sealed-closed": "{actor} a retiré la version à signer de « {subject} ».",
    "signature-recorded": "{actor} a enregistré une signature de « {subject} ».",
    "signatures-checked": "{actor} a vérifié de nouveau les signatures d’un fichier de « {subject} ».",
    "notification-recorded": "{actor} a enregistré une notification de « {subject} ».",
    "notification-corrected": "{actor} a complété ou corrigé une notification de « {subject} ».",
    "fact-withdrawn": "{actor} a retiré un enregistrement erroné de la signature de « {subject} ».",
    "alert-set-aside": "{actor} a écarté une alerte sur la signature de « {subject} », en disant pourquoi.",
    "alert-taken-back": "{actor} a rétabli une alerte sur la signature de « {subject} ».",
    "link-made": "{actor} a relié l’accord « {subject} » à un autre.",
    "link-removed": "{actor} a défait un lien de l’accord « {subject} ».",
    "framework-cited": "{actor} a rattaché un cadre de référence à « {subject} ».",
    # how it lasts and ends
    "notice-prepared": "{actor} a préparé un préavis pour l’accord « {subject} ».",
    "notice-sent": "{actor} a enregistré l’envoi d’un préavis pour l’accord « {subject} ».",
    "notice-received": "{actor} a enregistré la réception d’un préavis pour l’accord « {subject} ».",
    "notice-complete": "{actor} a enregistré la dernière réception d’un préavis pour « {subject} ».",
    "ending-recorded": "{actor} a enregistré la fin de l’accord « {subject} ».",
    "ending-withdrawn": "{actor} a retiré un préavis ou une fin de l’accord « {subject} ».",
    "extension-recorded": "{actor} a enregistré une prolongation de l’accord « {subject} ».",
    "extension-withdrawn": "{actor} a retiré une prolongation de l’accord « {subject} ».",
    "suspension-recorded": "{actor} a enregistré la suspension de l’accord « {subject} ».",
    "suspension-ended": "{actor} a enregistré la reprise de l’accord « {subject} ».",
    "suspension-withdrawn": "{actor} a retiré une suspension de l’accord « {subject} ».",
    "renewal-chosen": "{actor} a dit ce que souhaite une partie pour la suite de l’accord « {subject} ».",
    "dispute-opened": "{actor} a ouvert un différend sur l’accord « {subject} ».",
    "dispute-step-added": "{actor} a ajouté une étape à un différend sur l’accord « {subject} ».",
    "dispute-closed": "{actor} a enregistré la fin d’un différend sur l’accord « {subject} ».",
    "dispute-withdrawn": "{actor} a retiré ce qui était écrit d’un différend sur l’accord « {subject} ».",
    # avenants
    "amendment-prepared": "{actor} prépare un avenant à « {subject} ».",
    "amendment-edited": "{actor} a modifié un avenant à « {subject} ».",
    "amendment-recorded": "{actor} a enregistré un avenant à « {subject} ».",
    "amendment-withdrawn": "{actor} a retiré un avenant à « {subject} ».",
    "amendment-discarded": "{actor} a renoncé à un avenant à « {subject} ».",
    "commitments-followed": "{actor} a dit ce qu’un avenant fait des engagements de « {subject} ».",
    # asking
    "request-sent": "{actor} a envoyé une demande à une partie de « {subject} ».",
    "request-revoked": "{actor} a annulé une demande au sujet de « {subject} ».",
    "request-answered": "{actor} a enregistré la réponse d’une partie au sujet de « {subject} ».",
    "campaign-begun": "{actor} a commencé une campagne au sujet de « {subject} ».",
    "campaign-closed": "{actor} a clos une campagne au sujet de « {subject} ».",
    "summary-sent": "{actor} a fait connaître l’accord « {subject} ».",
    "summary-read": "{actor} a pris connaissance du résumé de « {subject} ».",
    # the stock
    "takeover-begun": "{actor} a commencé la reprise du tableau « {subject} ».",
    "takeover-confirmed": "{actor} a repris les conventions du tableau « {subject} ».",
    "takeover-undone": "{actor} a annulé la reprise du tableau « {subject} ».",
}
FIELDS = {
    "title": "titre",
    "kind": "genre",
    "reference": "référence",
    "signed_on": "date de signature",
    "notified_on": "date de notification",
    "effect_on": "date d’effet",
    "ends_on": "échéance",
    "is_observed": "en vigueur, constaté",
    "territories": "territoires",
    "zone": "jours fériés et heure",
}


def register() -> None:
    """Give the journal the sentences of this room, and the titles that each reader may see."""
    journal.register(SENTENCES, fields=FIELDS)
    journal.register_names(type_of(Agreement), _titles, unknown="un accord que vous ne voyez pas")
    journal.register_names(type_of(Takeover), _trackers, unknown="un tableau que vous ne voyez pas")
    journal.register_names(type_of(Commitment), _commitments, unknown="un engagement que vous ne voyez pas")


def _titles(ids: list[str], viewer: Any) -> Mapping[str, str]:
    rows = Agreement.objects.all() if viewer is None else Agreement.objects.visible_to(viewer)
    return {str(key): title for key, title in rows.filter(pk__in=ids).values_list("pk", "title")}


def _trackers(ids: list[str], viewer: Any) -> Mapping[str, str]:
    rows = Takeover.objects.all() if viewer is None else Takeover.objects.visible_to(viewer)
    return {str(row.pk): row.file_name for row in rows.filter(pk__in=ids).only("pk", "file_name")}


def _commitments(ids: list[str], viewer: Any) -> Mapping[str, str]:
    rows = Commitment.objects.filter(pk__in=ids)
    if viewer is not None:
        rows = rows.filter(agreement__in=Agreement.objects.visible_to(viewer).values("pk"))
    found = rows.select_related("agreement").only("pk", "number", "agreement__title")
    return {str(row.pk): f"l’engagement {row.number} de «\u00a0{row.agreement.title}\u00a0»" for row in found}
