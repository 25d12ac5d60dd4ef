"""The values that rows of this room may take."""

from __future__ import annotations

from django.db import models


class ProposalKind(models.TextChoices):
    """What a proposal does to the text."""

    REPLACE = "replace", "réécrire"
    INSERT_BEFORE = "insert_before", "ajouter avant"
    INSERT_AFTER = "insert_after", "ajouter après"
    MOVE = "move", "déplacer"
    STRIKE = "strike", "supprimer"


INSERTIONS = frozenset({ProposalKind.INSERT_BEFORE, ProposalKind.INSERT_AFTER})
WORDED = INSERTIONS | {ProposalKind.REPLACE}
"""Those that write words."""


class ProposalState(models.TextChoices):
    """Where a proposal stands; it follows from dated facts (``models.Proposal.state``)."""

    OPEN = "open", "En discussion"
    RETAINED = "retained", "Retenue"
    TAKEN = "taken", "Dans le texte"
    SET_ASIDE = "set_aside", "Écartée"
    WITHDRAWN = "withdrawn", "Retirée"


class Verdict(models.TextChoices):
    """What a party answers to a proposal."""

    ACCEPT = "accept", "accepte"
    REFUSE = "refuse", "refuse"
    OTHERWISE = "otherwise", "propose autre chose"


class VisaState(models.TextChoices):
    """Where one visa of an internal circuit stands."""

    WAITING = "waiting", "attendu"
    GIVEN = "given", "donné"
    REFUSED = "refused", "refusé"


class Assembly(models.TextChoices):
    """Which body of a party will decide: the law gives each its own delay."""

    STANDING_COMMITTEE = "standing_committee", "commission permanente du conseil départemental"
    DEPARTMENTAL_COUNCIL = "departmental_council", "conseil départemental"
    COUNCIL_OF_3500 = "council_of_3500", "conseil municipal, 3 500 habitants et plus"
    COUNCIL_BELOW_3500 = "council_below_3500", "conseil municipal, moins de 3 500 habitants"
    COMMUNITY_COUNCIL = "community_council", "conseil communautaire ou métropolitain"
    CCAS_BOARD = "ccas_board", "conseil d’administration du CCAS ou du CIAS"
    BOARD = "board", "conseil d’administration, bureau ou assemblée de l’association"
    NONE = "none", "aucune assemblée : une personne décide"


class PlanStep(models.TextChoices):
    """A step of the back-planning, from the session backward."""

    ROUND = "round", "Fin des échanges avec les autres parties"
    AGREED = "agreed", "Texte arrêté, prêt pour les visas"
    VISAS = "visas", "Visas internes donnés"
    APPROVAL = "approval", "Votre organisation approuve le texte"
    REPORT = "report", "Rapport et projet de délibération remis au service des assemblées"
    CONVOCATION = "convocation", "Convocation ou rapport adressé aux membres"
    SESSION = "session", "Séance"
