"""How the journal tells what is done to territories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.journal import sentences
from maillage.territories.models import Geography, Territory

SENTENCES = {
    "territories-loaded": "{actor} a chargé le {subject}.",
    "perimeter-drawn": "{actor} a tracé le périmètre {subject}.",
    "perimeter-changed": "{actor} a modifié le périmètre {subject}.",
}
FIELDS = {
    "description": "description",
    "from_on": "date de début",
    "name": "nom",
    "nature": "sorte de périmètre",
    "parts": "territoires compris",
    "to_on": "date de fin",
}


def register() -> None:
    """Gives the journal the sentences of this room, and the names of what they are about."""
    sentences.register(SENTENCES, fields=FIELDS)
    sentences.register_names("territories.territory", _names_of_territories)
    sentences.register_names("territories.geography", _names_of_geographies)


def _names_of_territories(ids: list[str], viewer: Any) -> Mapping[str, str]:  # noqa: ARG001 everybody sees territories
    return {str(row.pk): f"« {row.name} »" for row in Territory.objects.filter(pk__in=ids)}


def _names_of_geographies(ids: list[str], viewer: Any) -> Mapping[str, str]:  # noqa: ARG001 everybody sees geographies
    return {str(row.pk): str(row) for row in Geography.objects.filter(pk__in=ids)}
