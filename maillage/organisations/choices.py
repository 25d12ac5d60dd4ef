"""The values that rows of this room may take."""

from __future__ import annotations

from django.db import models


class OrganisationKind(models.TextChoices):
    """The nature of a legal person. Acronyms that translation would falsify stay."""

    DEPARTEMENT = "departement", "Département"
    COMMUNE = "commune", "Commune"
    CCAS = "ccas", "CCAS"
    CIAS = "cias", "CIAS"
    EPCI = "epci", "Intercommunalité (EPCI)"
    ASSOCIATION = "association", "Association"
    FEDERATION = "federation", "Fédération"
    STATE = "state", "Service de l’État"
    CAF = "caf", "Caisse d’allocations familiales"
    OTHER = "other", "Autre organisme"


PRIVATE_KINDS = frozenset({OrganisationKind.ASSOCIATION, OrganisationKind.FEDERATION})

_WEAVES = {
    OrganisationKind.DEPARTEMENT: "1",
    OrganisationKind.COMMUNE: "2",
    OrganisationKind.CCAS: "3",
    OrganisationKind.CIAS: "3",
    OrganisationKind.FEDERATION: "4",
    OrganisationKind.ASSOCIATION: "5",
}


def weave_of(kind: str) -> str:
    """The number of the weave (*armure*) that shows this nature, as ``data-weave`` of the style sheet takes it."""
    return _WEAVES.get(OrganisationKind(kind), "6")


class SuccessionKind(models.TextChoices):
    """How an organisation came out of another."""

    RENAME = "rename", "changement de statut ou de nom"
    MERGE = "merge", "fusion"
    SPLIT = "split", "scission"
    TAKEOVER = "takeover", "reprise des compétences"


class MandateFunction(models.TextChoices):
    """What a person does for an organisation."""

    PRESIDENT = "president", "président ou présidente, maire"
    VICE_PRESIDENT = "vice_president", "vice-président ou vice-présidente, adjoint ou adjointe"
    ELECTED_REFERENT = "elected_referent", "élu référent ou élue référente"
    ELECTED_MEMBER = "elected_member", "élu ou élue, membre du conseil"
    DIRECTOR = "director", "directeur ou directrice"
    UNIT_HEAD = "unit_head", "responsable d’unité"
    PILOT = "pilot", "pilote d’un partenariat"
    DEPUTY = "deputy", "pilote suppléant ou suppléante"
    SIGNATORY = "signatory", "signataire"
    AGENT = "agent", "agent"
    VOLUNTEER = "volunteer", "bénévole"


# Whoever is looked for under these functions acts in public: their name is no secret of the organisation.
PUBLIC_FUNCTIONS = frozenset(
    {
        MandateFunction.PRESIDENT,
        MandateFunction.VICE_PRESIDENT,
        MandateFunction.ELECTED_REFERENT,
        MandateFunction.ELECTED_MEMBER,
        MandateFunction.DIRECTOR,
    }
)
# One holder at a time in an organisation; a pilot and a deputy, one for each agreement.
SINGLE_FUNCTIONS = frozenset({MandateFunction.PRESIDENT})
SINGLE_BY_AGREEMENT = frozenset({MandateFunction.PILOT, MandateFunction.DEPUTY})
# These end when the person leaves, without anybody taking them on.
PLAIN_FUNCTIONS = frozenset({MandateFunction.AGENT, MandateFunction.VOLUNTEER, MandateFunction.ELECTED_MEMBER})


class ClaimProof(models.TextChoices):
    """What shows that somebody speaks for an organisation."""

    EMAIL_DOMAIN = "email_domain", "adresse professionnelle"
    PROCONNECT_SIRET = "proconnect_siret", "SIRET transmis par ProConnect"
    OPERATOR = "operator", "validation par la personne qui administre Maillage"


class ClaimState(models.TextChoices):
    """Where a claim stands."""

    ASKED = "asked", "demandée"
    VERIFIED = "verified", "vérifiée"
    REFUSED = "refused", "refusée"


class ReviewOutcome(models.TextChoices):
    """What a yearly review decides of a right."""

    KEPT = "kept", "gardé"
    REMOVED = "removed", "retiré"
