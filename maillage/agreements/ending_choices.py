"""The values that the rows on the life and the end of an agreement may take."""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from maillage.foundations.workdays import Zone


class ZoneName(models.TextChoices):
    """The zones as people name them (``foundations.workdays.Zone``)."""

    METROPOLE = Zone.METROPOLE.value, "France métropolitaine"
    ALSACE_MOSELLE = Zone.ALSACE_MOSELLE.value, "Alsace-Moselle"
    GUADELOUPE = Zone.GUADELOUPE.value, "Guadeloupe"
    MARTINIQUE = Zone.MARTINIQUE.value, "Martinique"
    GUYANE = Zone.GUYANE.value, "Guyane"
    REUNION = Zone.REUNION.value, "La Réunion"
    MAYOTTE = Zone.MAYOTTE.value, "Mayotte"
    SAINT_BARTHELEMY = Zone.SAINT_BARTHELEMY.value, "Saint-Barthélemy"
    SAINT_MARTIN = Zone.SAINT_MARTIN.value, "Saint-Martin"
    SAINT_PIERRE_ET_MIQUELON = Zone.SAINT_PIERRE_ET_MIQUELON.value, "Saint-Pierre-et-Miquelon"


class ZoneBasis(StrEnum):
    """What says where the days of an agreement are counted."""

    SAID = "said"
    TERRITORY = "territory"
    PARTY = "party"
    DEFAULT = "default"


class EndingWay(models.TextChoices):
    """What brings an agreement to its end, or a party out of it."""

    EXIT_NOTICE = "exit_notice", "résiliation par une partie"
    NON_RENEWAL_NOTICE = "non_renewal_notice", "opposition à la reconduction"
    LEAVING = "leaving", "retrait d’une partie, les autres continuent"
    ACCORD = "accord", "résiliation d’un commun accord"
    COURT = "court", "décision de justice"
    REPLACED = "replaced", "remplacement par un autre accord"


NOTICES = (EndingWay.EXIT_NOTICE, EndingWay.NON_RENEWAL_NOTICE, EndingWay.LEAVING)
"""The ways that a party begins alone, by a letter that each partner must receive."""
STATED = (EndingWay.ACCORD, EndingWay.COURT, EndingWay.REPLACED)
"""The ways of which somebody states the last day."""


class Means(models.TextChoices):
    """How a notice is brought to a partner."""

    REGISTERED_LETTER = "registered_letter", "lettre recommandée avec avis de réception"
    ELECTRONIC_REGISTERED = "electronic_registered", "lettre recommandée électronique"
    HANDED_OVER = "handed_over", "remise en main propre contre récépissé"
    BAILIFF = "bailiff", "acte de commissaire de justice"
    EMAIL = "email", "courriel"
    LETTER = "letter", "lettre simple"


REGISTERED = frozenset({Means.REGISTERED_LETTER, Means.ELECTRONIC_REGISTERED, Means.BAILIFF})
"""Means that are worth a registered letter (CPCE L100 for the electronic one)."""


class AfterTerm(models.TextChoices):
    """What a party wishes for what comes after the term."""

    RENEW = "renew", "laisser reconduire"
    CHANGE = "change", "renouveler en le modifiant"
    EXTEND = "extend", "prolonger"
    LET_END = "let_end", "laisser prendre fin"
    GIVE_NOTICE = "give_notice", "s’opposer à la reconduction"
    UNDECIDED = "undecided", "ne sait pas encore"


class StepKind(models.TextChoices):
    """A step of a dispute."""

    LETTER = "letter", "courrier"
    MEETING = "meeting", "rencontre"
    CONCILIATION = "conciliation", "conciliation"
    MEDIATION = "mediation", "médiation convenue par écrit"
    MEDIATION_ENDED = "mediation_ended", "fin de la médiation"
    SETTLEMENT = "settlement", "transaction signée"
    CLAIM = "claim", "saisine du tribunal"
    JUDGEMENT = "judgement", "jugement"
    CLOSED = "closed", "différend clos"


CLOSING = frozenset({StepKind.SETTLEMENT, StepKind.JUDGEMENT, StepKind.CLOSED})
"""Steps after which the dispute is over."""
