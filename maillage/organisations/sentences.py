"""How the journal tells the verbs of this room, and whose names who may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from maillage.journal import sentences as journal
from maillage.journal.models import type_of
from maillage.organisations.models import (
    AccountReview,
    Accreditation,
    Claim,
    EmailDomain,
    Grant,
    Handover,
    Import,
    Invitation,
    Mandate,
    Membership,
    Organisation,
    Person,
    Succession,
    Unit,
    UnitLabel,
    User,
)
from maillage.organisations.models.visibility import open_to_accounts

SENTENCES = {
    "organisation-created": "{actor} a enregistré l’organisation {subject}.",
    "organisation-edited": "{actor} a modifié la fiche de l’organisation {subject}.",
    "organisation-renamed": "{actor} a enregistré un nouveau nom de l’organisation {subject}.",
    "organisation-closed": "{actor} a enregistré la fin de l’organisation {subject}.",
    "organisation-reopened": "{actor} a rouvert la fiche de l’organisation {subject}.",
    "organisation-succeeded": "{actor} a enregistré que l’organisation {subject} a une héritière.",
    "organisation-inherited": "{actor} a enregistré que l’organisation {subject} succède à une autre.",
    "organisation-merged": "{actor} a réuni deux fiches de l’organisation {subject}.",
    "organisation-unmerged": "{actor} a séparé deux fiches réunies à tort de l’organisation {subject}.",
    "person-merged": "{actor} a réuni deux fiches de {subject}.",
    "person-unmerged": "{actor} a séparé deux fiches réunies à tort de {subject}.",
    "unit-opened": "{actor} a ouvert l’unité {subject}.",
    "unit-edited": "{actor} a modifié l’unité {subject}.",
    "unit-moved": "{actor} a rattaché ailleurs l’unité {subject}.",
    "unit-closed": "{actor} a fermé l’unité {subject}.",
    "unit-label-set": "{actor} a choisi le libellé d’unité {subject}.",
    "membership-joined": "{actor} a enregistré l’adhésion de {subject}.",
    "membership-left": "{actor} a enregistré la fin de l’adhésion de {subject}.",
    "accreditation-recorded": "{actor} a enregistré l’habilitation {subject}.",
    "accreditation-ended": "{actor} a enregistré la fin de l’habilitation {subject}.",
    "person-created": "{actor} a enregistré {subject}.",
    "person-edited": "{actor} a modifié la fiche de {subject}.",
    "mandate-begun": "{actor} a enregistré la fonction de {subject}.",
    "mandate-ended": "{actor} a enregistré la fin de la fonction de {subject}.",
    "mandate-substitute-set": "{actor} a désigné qui supplée dans la fonction de {subject}.",
    "grant-given": "{actor} a donné un droit à {subject}.",
    "grant-withdrawn": "{actor} a retiré un droit à {subject}.",
    "claim-asked": "{actor} demande à parler pour l’organisation {subject}.",
    "claim-verified": "{actor} a vérifié qui parle pour l’organisation {subject}.",
    "claim-refused": "{actor} a refusé une demande de parler pour l’organisation {subject}.",
    "email-domain-recorded": "{actor} a vérifié le domaine de messagerie {subject}.",
    "email-domain-removed": "{actor} a retiré le domaine de messagerie {subject}.",
    "invitation-sent": "{actor} a invité quelqu’un à rejoindre {subject}.",
    "invitation-accepted": "{actor} a accepté une invitation à rejoindre {subject}.",
    "invitation-revoked": "{actor} a annulé une invitation à rejoindre {subject}.",
    "account-opened": "{actor} a ouvert le compte de {subject}.",
    "account-address-changed": "{actor} a changé l’adresse de connexion de {subject}.",
    "account-closed": "{actor} a fermé le compte de {subject}.",
    "account-reopened": "{actor} a rouvert le compte de {subject}.",
    "accounts-reviewed": "{actor} a passé en revue les comptes de l’organisation {subject}.",
    "import-confirmed": "{actor} a importé le fichier {subject}.",
    "import-undone": "{actor} a annulé l’import du fichier {subject}.",
    "handover-done": "{actor} a enregistré le départ de {subject} et passé ce qui lui revenait.",
    "handover-item-passed": "{actor} a transmis à quelqu’un d’autre ce qui reposait sur {subject}.",
}

FIELDS = {
    "kind": "nature",
    "name": "nom",
    "short_name": "nom court",
    "siret": "SIRET",
    "rna": "numéro RNA",
    "territory": "territoire",
    "address": "adresse",
    "postal_code": "code postal",
    "city": "ville",
    "parent": "rattachement",
    "label": "niveau",
    "sector": "secteur",
    "first_name": "prénom",
    "last_name": "nom",
    "email": "adresse électronique",
    "phone": "téléphone",
    "role": "rôle",
    "substitute": "suppléance",
    "to_on": "fin",
}


SOMEBODY = "quelqu’un"


def register() -> None:
    """Give the journal the sentences of this room, and the names that they need."""
    journal.register(SENTENCES, fields=FIELDS)
    journal.register_names(journal.ACTORS, _actors)
    journal.register_names(type_of(Organisation), _organisations)
    register_names(Unit, str)
    register_names(UnitLabel, str)
    register_names(Membership, lambda row: row.member.label, "member")
    register_names(Accreditation, str)
    register_names(Person, str, unknown=SOMEBODY)
    register_names(Mandate, lambda row: f"{row.person} ({row.title})", "person", unknown=SOMEBODY)
    register_names(Succession, str, "predecessor", "successor")
    register_names(User, str, "person", unknown=SOMEBODY)
    register_names(Grant, lambda row: f"{row.user} ({row.get_role_display()})", "user__person", unknown=SOMEBODY)
    register_names(Claim, lambda row: row.organisation.label, "organisation")
    register_names(EmailDomain, str)
    register_names(
        Invitation, lambda row: f"l’organisation {row.organisation.label}", "organisation", unknown="une organisation"
    )
    register_names(AccountReview, lambda row: row.organisation.label, "organisation")
    register_names(Import, str)
    register_names(Handover, lambda row: str(row.person), "person", unknown=SOMEBODY)


def register_names(
    model: Any, name: Callable[[Any], str], *related: str, unknown: str = journal.UNKNOWN_SUBJECT
) -> None:
    """Tell the journal the names of the rows of ``model`` that the viewer may see, in one query."""

    def names(ids: list[str], viewer: Any) -> Mapping[str, str]:
        rows: models.QuerySet[Any] = model.objects.filter(pk__in=ids)
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(viewer) if viewer is not None else rows.none()
        return {str(row.pk): name(row) for row in rows.select_related(*related)}

    journal.register_names(type_of(model), names, unknown=unknown)


def _organisations(ids: list[str], viewer: Any) -> Mapping[str, str]:
    """The register is open to every account; a row that was merged into another keeps its name in the story."""
    rows = open_to_accounts(Organisation.objects.filter(pk__in=ids), viewer) if viewer is not None else ()
    return {str(row.pk): row.label for row in rows}


def _actors(ids: list[str], viewer: Any) -> Mapping[str, str]:
    """The author of what one may read is always named: a write in common work is signed."""
    if viewer is None:
        return {}
    names = ("pk", "person__first_name", "person__last_name", "email")
    rows = User.objects.filter(pk__in=ids).values_list(*names)
    return {str(pk): f"{first or ''} {last or ''}".strip() or email for pk, first, last, email in rows}
