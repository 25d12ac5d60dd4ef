"""Makes small packages in the shape of @etalab/decoupage-administratif."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

Lists = dict[str, list[dict[str, Any]]]


def commune(code: str, name: str, **more: Any) -> dict[str, Any]:
    """A current commune of the département 35."""
    postal = more.pop("codesPostaux", ["35000"])
    row = {"code": code, "nom": name, "type": "commune-actuelle", "departement": "35", "region": "53"}
    return row | {"codesPostaux": postal, "population": 100} | more


def former(code: str, name: str, holder: str) -> dict[str, Any]:
    """A commune déléguée."""
    row = {"code": code, "nom": name, "type": "commune-deleguee", "chefLieu": holder}
    return row | {"departement": "35", "region": "53"}


def epci(code: str, name: str, *members: str) -> dict[str, Any]:
    """An EPCI with its members."""
    row = {"code": code, "nom": name, "type": "CC", "populationMunicipale": 300}
    return row | {"membres": [{"code": member, "nom": member} for member in members]}


LISTS: Lists = {
    "regions": [{"code": "53", "nom": "Bretagne"}, {"code": "11", "nom": "Île-de-France"}],
    "departements": [
        {"code": "35", "nom": "Ille-et-Vilaine", "region": "53"},
        {"code": "75", "nom": "Paris", "region": "11"},
    ],
    "epci": [epci("200000172", "CC du Val", "35001", "35002", "35003")],
    "communes": [
        commune("35001", "Saint-Denis-du-Val", codesPostaux=["35100", "35110"], population=523),
        commune("35002", "Évran", population=None),
        commune("35003", "L’Haÿ-la-Brume", siren="213500036", anciensCodes=["35903"]),
        commune("35004", "Œuvreville"),
        commune("75056", "Paris", departement="75", region="11", population=2_000_000),
        {
            "code": "75101",
            "nom": "Paris 1er Arrondissement",
            "type": "arrondissement-municipal",
            "commune": "75056",
            "departement": "75",
            "region": "11",
            "codesPostaux": ["75001"],
            "population": 15_000,
        },
        former("35903", "Vieux-Bourg", "35003"),
    ],
}


def lists() -> Lists:
    """A copy of the small geography, to be changed at will."""
    return copy.deepcopy(LISTS)


def package(folder: Path, content: Lists | None = None, *, version: str = "6.0.0") -> Path:
    """Writes a package and returns its folder."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"name": "decoupage", "version": version}), encoding="utf-8")
    for name, rows in (content or LISTS).items():
        (folder / "data" / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return folder
