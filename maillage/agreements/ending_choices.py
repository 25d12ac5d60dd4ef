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
