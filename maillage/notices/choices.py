"""The values that rows of this room may take."""

from __future__ import annotations

from django.db import models


class Urgency(models.TextChoices):
    """How much depends on an alert: a mandatory one is mailed whatever rhythm was chosen."""

    INFORMATION = "information", "pour information"
    ORDINARY = "ordinary", "à faire"
    MANDATORY = "mandatory", "obligatoire"


class Rhythm(models.TextChoices):
    """When somebody receives the alerts of an organisation by mail."""

    AT_ONCE = "at_once", "à mesure, un courriel par avis"
    DAILY = "daily", "une fois par jour, en un seul courriel"
    WEEKLY = "weekly", "une fois par semaine, le lundi"
    NEVER = "never", "jamais, sauf ce qui est obligatoire"


class Level(models.IntegerChoices):
    """How far an alert went up. The order is the one in which people are told."""

    IN_CHARGE = 0, "en charge"
    DEPUTY = 1, "suppléance"
    MANAGER = 2, "responsable"
    ADMINISTRATOR = 3, "administration de l’organisation"


class FeedScope(models.TextChoices):
    """What a calendar holds."""

    MINE = "mine", "toutes les échéances que je lis"
    ORGANISATION = "organisation", "les échéances d’une de mes organisations"
    AGREEMENT = "agreement", "les échéances d’un accord"


class Alarm(models.TextChoices):
    """When a calendar reminds of an event."""

    NONE = "none", "aucun rappel"
    DAY = "day", "la veille"
    WEEK = "week", "une semaine avant, et la veille"
    MONTH = "month", "un mois et une semaine avant"
