"""Reads the npm package @etalab/decoupage-administratif: its files in, checked rows out, no database.

The package follows the code officiel géographique of INSEE and the list of EPCI of the DGCL; its version 6 is the
year 2026. Its files are JSON lists: ``regions``, ``departements``, ``epci`` and ``communes``. The last one holds
four types of rows: current communes, municipal districts (Paris, Lyon, Marseille), communes déléguées and associées.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maillage.base.refusals import Refusal
from maillage.territories.archive import files_of
from maillage.territories.choices import PLURALS, EpciNature, Kind

PACKAGE = "@etalab/decoupage-administratif"
FIRST_YEAR = 2020  # version 1 is 2021, version 6 is 2026
FILES = ("regions", "departements", "epci", "communes")
CURRENT, DISTRICT = "commune-actuelle", "arrondissement-municipal"
FORMER = ("commune-deleguee", "commune-associee")


class BadGeography(Refusal):
    """A geography that cannot be loaded, as it is or now."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the package. ``departement``, ``epci`` and ``commune`` are codes; ``former_codes`` lead to it."""

    kind: Kind
    code: str
    name: str
    nature: str = ""
    siren: str = ""
    postal_codes: str = ""
    population: int | None = None
    region: str = ""
    departement: str = ""
    epci: str = ""
    commune: str = ""
    former_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decoupage:
    """A whole geography, checked: every code that a place refers to is among the places."""

    year: int
    source: str
    places: dict[Kind, list[Place]] = field(default_factory=dict)


def read(path: Path, *, year: int | None = None) -> Decoupage:
    """The geography in ``path``: the folder of the package, its ``data``, one of its files, or the .tgz of npm.

    Raises :class:`BadGeography` with a sentence that names the file and the row.
    """
    files = files_of(path, {f"{name}.json" for name in FILES} | {"package.json"})
    told = _json(files.get("package.json", b"{}"), "package.json")
    version = str(told.get("version", "")) if isinstance(told, dict) else ""
    lists = {name: _rows(files.get(f"{name}.json"), f"{name}.json", path) for name in FILES}
    decoupage = Decoupage(year=year or _year_of(version), source=f"{PACKAGE} {version}".strip(), places=_places(lists))
    _check(decoupage.places)
    return decoupage


def _year_of(version: str) -> int:
    found = re.match(r"([1-9]\d?)\.", version)
    if found is None:
        raise BadGeography("L’année du découpage n’est pas connue : donnez-la avec --year, par exemple --year 2026.")
    return FIRST_YEAR + int(found[1])


def _json(content: bytes, name: str) -> Any:
    try:
        return json.loads(content)
    except ValueError as error:
        raise BadGeography(f"{name} n’est pas un fichier JSON lisible.") from error


def _rows(content: bytes | None, name: str, path: Path) -> list[dict[str, Any]]:
    if content is None:
        raise BadGeography(f"{name} manque dans {path}.")
    rows = _json(content, name)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise BadGeography(f"{name} n’est pas la liste attendue.")
    return rows


class _Row:
    """A row being read: says where it is when something is wrong."""

    def __init__(self, row: dict[str, Any], name: str, number: int) -> None:
        self.row, self.where = row, f"{name}, entrée {number} ({row.get('nom') or row.get('code') or 'sans nom'})"

    def text(self, key: str, pattern: str = r".+") -> str:
        """The value of ``key``, which must be there and look right."""
        value = self.row.get(key)
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise BadGeography(f"{self.where} : « {key} » manque ou n’a pas la forme attendue.")
        return value

    def optional(self, key: str, pattern: str = r".+") -> str:
        return self.text(key, pattern) if self.row.get(key) not in (None, "") else ""

    def number(self, key: str) -> int | None:
        value = self.row.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise BadGeography(f"{self.where} : « {key} » n’est pas un nombre d’habitants.")
        return value

    def texts(self, key: str, pattern: str) -> tuple[str, ...]:
        values = self.row.get(key) or []
        if not isinstance(values, list) or not all(isinstance(v, str) and re.fullmatch(pattern, v) for v in values):
            raise BadGeography(f"{self.where} : « {key} » n’est pas une liste de codes.")
        return tuple(values)

    def inner(self, key: str) -> list[_Row]:
        values = self.row.get(key) or []
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise BadGeography(f"{self.where} : « {key} » n’est pas une liste.")
        return [_Row(value, self.where, number) for number, value in enumerate(values, 1)]


_NAME, _COMMUNE, _SIREN = r"\S.{0,118}", r"[0-9][0-9AB][0-9]{3}", r"[0-9]{9}"
_AREA = r"[0-9][0-9AB][0-9]?"


def _places(lists: dict[str, list[dict[str, Any]]]) -> dict[Kind, list[Place]]:
    def each(name: str) -> Iterator[_Row]:
        return (_Row(row, f"{name}.json", number) for number, row in enumerate(lists[name], 1))

    epci_of: dict[str, str] = {}
    places: dict[Kind, list[Place]] = {kind: [] for kind in Kind if kind != Kind.PERIMETER}
    places[Kind.REGION] = [Place(Kind.REGION, r.text("code", _AREA), r.text("nom", _NAME)) for r in each("regions")]
    places[Kind.DEPARTEMENT] = [
        Place(Kind.DEPARTEMENT, r.text("code", _AREA), r.text("nom", _NAME), region=r.text("region", _AREA))
        for r in each("departements")
    ]
    for row in each("epci"):
        place = _epci(row)
        epci_of.update(dict.fromkeys(place.former_codes, place.code))
        places[Kind.EPCI].append(place)
    for row in each("communes"):
        make = _MAKERS.get(row.text("type"))
        if make is None:
            raise BadGeography(f"{row.where} : le type « {row.row['type']} » n’est pas connu.")
        place = make(row, epci_of)
        places[place.kind].append(place)
    return places


def _epci(row: _Row) -> Place:
    """An EPCI; its ``former_codes`` are, for the time of the reading, the codes of its members."""
    nature = row.text("type")
    return Place(
        kind=Kind.EPCI,
        code=row.text("code", _SIREN),
        name=row.text("nom", _NAME),
        nature=nature if nature in EpciNature.values else "",
        siren=row.text("code", _SIREN),
        population=row.number("populationMunicipale"),
        former_codes=tuple(member.text("code", _COMMUNE) for member in row.inner("membres")),
    )


def _current(row: _Row, epci_of: dict[str, str]) -> Place:
    code = row.text("code", _COMMUNE)
    return Place(
        kind=Kind.COMMUNE,
        code=code,
        name=row.text("nom", _NAME),
        siren=row.optional("siren", _SIREN),
        postal_codes=" ".join(row.texts("codesPostaux", r"[0-9]{5}")),
        population=row.number("population"),
        region=row.text("region", _AREA),
        departement=row.text("departement", _AREA),
        epci=epci_of.get(code, ""),
        former_codes=row.texts("anciensCodes", _COMMUNE),
    )


def _district(row: _Row, epci_of: dict[str, str]) -> Place:  # noqa: ARG001 the shape of a maker
    return Place(
        kind=Kind.MUNICIPAL_DISTRICT,
        code=row.text("code", _COMMUNE),
        name=row.text("nom", _NAME),
        postal_codes=" ".join(row.texts("codesPostaux", r"[0-9]{5}")),
        population=row.number("population"),
        commune=row.text("commune", _COMMUNE),
    )


def _former(row: _Row, epci_of: dict[str, str]) -> Place:  # noqa: ARG001 the shape of a maker
    return Place(
        kind=Kind.FORMER_COMMUNE,
        code=row.text("code", _COMMUNE),
        name=row.text("nom", _NAME),
        commune=row.text("chefLieu", _COMMUNE),
    )


_MAKERS: dict[str, Callable[[_Row, dict[str, str]], Place]] = {
    CURRENT: _current,
    DISTRICT: _district,
    **dict.fromkeys(FORMER, _former),
}


_PARENTS = {Kind.REGION: "à la région", Kind.DEPARTEMENT: "au département", Kind.COMMUNE: "à la commune"}


def _check(places: dict[Kind, list[Place]]) -> None:
    """Refuses a code given twice, and a code that leads nowhere."""
    known = {kind: {place.code for place in rows} for kind, rows in places.items()}
    for kind, rows in places.items():
        if len(known[kind]) != len(rows):
            [(code, _times)] = Counter(place.code for place in rows).most_common(1)
            raise BadGeography(f"Le code {code} est donné plusieurs fois parmi les {PLURALS[kind]}.")
    for place in (place for rows in places.values() for place in rows):
        for parent, words in _PARENTS.items():
            code = getattr(place, parent.value)
            if code and code not in known[parent]:
                raise BadGeography(
                    f"{place.name} ({place.code}) renvoie {words} {code} : ce code n’est pas dans le découpage."
                )
    for place in places[Kind.EPCI]:
        if strangers := set(place.former_codes) - known[Kind.COMMUNE]:
            raise BadGeography(f"{place.name} compte la commune {min(strangers)}, absente du découpage.")
