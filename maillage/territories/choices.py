"""The words that a territory may be filed under."""

from __future__ import annotations

from django.db.models import TextChoices


class Kind(TextChoices):
    """What a territory is; the first four come in the order of the ladder, widest first."""

    REGION = "region", "région"
    DEPARTEMENT = "departement", "département"
    EPCI = "epci", "intercommunalité"
    COMMUNE = "commune", "commune"
    MUNICIPAL_DISTRICT = "municipal_district", "arrondissement municipal"
    FORMER_COMMUNE = "former_commune", "ancienne commune"
    PERIMETER = "perimeter", "périmètre propre"


class EpciNature(TextChoices):
    """The legal form of an EPCI with its own taxes, by the code that the DGCL gives it."""

    CC = "CC", "communauté de communes"
    CA = "CA", "communauté d’agglomération"
    CU = "CU", "communauté urbaine"
    METRO = "METRO", "métropole"
    MET69 = "MET69", "métropole de Lyon"


class PerimeterKind(TextChoices):
    """What partners draw for themselves."""

    QUARTER = "quarter", "quartier"
    PRIORITY_QUARTER = "priority_quarter", "quartier prioritaire"
    SECTOR = "sector", "secteur d’une unité"
    GROUPING = "grouping", "groupement de communes"
    OTHER = "other", "autre périmètre"


PLURALS = {
    Kind.REGION: "régions",
    Kind.DEPARTEMENT: "départements",
    Kind.EPCI: "intercommunalités",
    Kind.COMMUNE: "communes",
    Kind.MUNICIPAL_DISTRICT: "arrondissements municipaux",
    Kind.FORMER_COMMUNE: "anciennes communes",
    Kind.PERIMETER: "périmètres propres",
}

OVERVIEW = (Kind.REGION, Kind.DEPARTEMENT, Kind.PERIMETER)  # what the list shows before one types: few enough to read
