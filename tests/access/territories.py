"""Who may see territories, and draw perimeters."""

from __future__ import annotations

from typing import Any

from maillage.territories.models import Territory
from tests.access.table import Row, only, signed_in
from tests.factories.territories import TerritoryFactory


def _theirs(cast: Any) -> Territory:
    """A perimeter that the Département holds."""
    return TerritoryFactory(is_perimeter=True, owner_id=cast.departement.pk)


def _drawing(cast: Any) -> dict[str, object]:
    return {
        "owner": str(cast.departement.pk),
        "name": "Halles",
        "nature": "quarter",
        "description": "Le centre.",
        "revision": "0",
    }


ROWS = [
    Row("territories:list", signed_in()),
    Row("territories:detail", signed_in(), args=lambda _cast: [TerritoryFactory().pk]),
    Row("territories:detail", signed_in(), args=lambda cast: [_theirs(cast).pk], state="of a perimeter"),
    Row("territories:choose", signed_in(), data=lambda _cast: {"field": "parts", "parts_mots": "mont"}),
    Row("territories:choose", signed_in(404), state="without a field"),
    Row("territories:perimeter_new", only(200, "alice", "bob", others=403)),
    # Bob may draw for the CCAS, and is shown that the Département is not his to choose.
    Row("territories:perimeter_new", only(302, "alice", others=403) | {"bob": 200}, method="post", data=_drawing),
    Row(
        "territories:perimeter_edit",
        only(200, "alice", others=403),
        args=lambda cast: [_theirs(cast).pk],
    ),
    Row(
        "territories:perimeter_edit",
        only(302, "alice", others=403),
        method="post",
        args=lambda cast: [_theirs(cast).pk],
        data=_drawing,
    ),
    Row(
        "territories:perimeter_edit",
        signed_in(404),
        args=lambda _cast: [TerritoryFactory().pk],
        state="of a commune",
    ),
]
