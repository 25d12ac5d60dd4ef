"""A line of a file while it is read: its cells, one by one, with what is wrong collected on the line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q

from maillage.base.search import folded, words_of
from maillage.organisations.imports import values
from maillage.organisations.imports.columns import COLUMNS, Sort, column
from maillage.organisations.imports.plan import SKIP, Line, Outcome, Ref
from maillage.organisations.imports.register import Known, Register
from maillage.organisations.imports.tables import MAX_CELL
from maillage.territories.models import Territory

_Value = TypeVar("_Value")
_TERRITORIES = {"territory", "sector"}
_LADDER = ("commune", "departement", "epci")
_BATCH = 300


class Source:
    """The cells of a line."""

    def __init__(self, line: Line, cells: dict[str, str]) -> None:
        self.line, self.cells = line, cells
        for name, text in cells.items():
            if text.startswith("="):
                self.line.refuse("La cellule contient une formule : remplacez-la par sa valeur.", self.label(name))
                self.cells[name] = ""
            elif len(text) > MAX_CELL:
                self.line.refuse(f"La cellule dépasse {MAX_CELL} signes.", self.label(name))
        for one in COLUMNS[line.sort]:
            if one.is_needed and not self.cells.get(one.name) and not self.line.problems:
                self.line.refuse("La cellule est vide.", one.label)

    def label(self, name: str) -> str:
        """The French name of a field."""
        return column(self.line.sort, name).label

    def text(self, name: str, *, most: int = 200) -> str:
        """A cell as it is, within a size."""
        text = self.cells.get(name, "")
        if len(text) > most:
            self.line.refuse(f"La cellule a {len(text)} signes ; {most} au plus.", self.label(name))
        return text

    def read(self, name: str, reader: Callable[[str], _Value], default: _Value) -> _Value:
        """A cell through its reader; an empty one gives ``default``, a bad one is a problem."""
        text = self.cells.get(name, "")
        if not text:
            return default
        try:
            return reader(text)
        except values.BadCell as bad:
            self.line.refuse(bad.sentence, self.label(name))
            return default

    def date(self, name: str) -> dt.date | None:
        """A date, or None when the cell is empty."""
        return self.read(name, values.date_of, None)


class Reading:
    """What the lines of one file share: the register, the decisions, what earlier lines brought."""

    def __init__(self, register: Register, choices: dict[str, str]) -> None:
        self.register, self.choices = register, choices
        self.seen: dict[tuple[str, ...], int] = {}
        self.new_units: dict[str, list[tuple[str, Ref]]] = {}
        self.new_people: dict[tuple[str, str], Ref] = {}
        self.new_presidents: dict[str, int] = {}
        self._territories: dict[str, list[Territory]] = {}

    def source(self, place: int, number: int, sort: Sort, cells: dict[str, str]) -> Source:
        """The line ``number`` of the table ``place``."""
        cells.pop("", None)
        key = f"{place}:{number}"
        return Source(Line(key, number, sort, choice=self.choices.get(key, "")), cells)

    def is_twice(self, source: Source, what: tuple[str, ...], said: str) -> bool:
        """Whether an earlier line of the file told the same; the line then says so."""
        first = self.seen.setdefault(what, source.line.line)
        if first == source.line.line:
            return False
        source.line.refuse(f"{said} à la ligne {first} du même fichier : gardez une seule des deux lignes.")
        return True

    def is_skipped(self, source: Source) -> bool:
        """Whether somebody decided to leave the line aside."""
        if source.line.choice != SKIP:
            return False
        source.line.outcome, source.line.problems = Outcome.SKIP, []
        return True

    # ------------------------------------------------------------ organisations

    def organisation(self, source: Source, name: str = "organisation") -> Known | None:
        """The organisation that a cell names, by its SIRET or its name."""
        text = source.cells.get(name, "")
        if not text:
            return None
        found = self.register.organisations.named(text)
        if len(found) == 1:
            return found[0]
        near = self.register.organisations.names.near(text, most=1) if not found else []
        if found:
            said = f"{len(found)} organisations s’appellent « {text} » : écrivez le SIRET."
        elif near:
            meant = self.register.organisations.rows[near[0][0]].name
            said = f"« {text} » n’est pas connue. Vouliez-vous dire « {meant} » ?"
        else:
            said = f"« {text} » n’est pas connue. Ajoutez-la d’abord, ou dans la feuille des organisations."
        source.line.refuse(said, source.label(name))
        return None

    # ------------------------------------------------------------ territories

    def find_territories(self, tables: list[dict[str, Any]]) -> None:
        """Read at once all territories that the file names."""
        wanted: dict[str, None] = {}
        for table in tables:
            places = [place for place, name in enumerate(table["fields"]) if name in _TERRITORIES]
            for _, cells in table["rows"]:
                wanted |= dict.fromkeys(cells[place] for place in places if place < len(cells) and cells[place])
        texts = list(wanted)
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            names, codes = [folded(text) for text in batch], [_code(text) for text in batch]
            rows = Territory.objects.filter(Q(sorted_name__in=names) | Q(code__in=codes), to_on__isnull=True)
            for row in rows.order_by("pk"):
                for told in {row.sorted_name, folded(row.code)}:
                    self._territories.setdefault(told, []).append(row)

    def territory(self, source: Source, name: str) -> Territory | None:
        """The territory that a cell names, by its code or its name; the postal code tells namesakes apart."""
        text = source.cells.get(name, "")
        if not text:
            return None
        found = self._territories.get(folded(text)) or self._territories.get(folded(_code(text))) or []
        best = next((rows for kind in _LADDER if (rows := [row for row in found if row.kind == kind])), found)
        if len(best) > 1 and (postal_code := source.cells.get("postal_code", "")):
            best = [row for row in best if postal_code in row.postal_codes.split()] or best
        if len(best) == 1:
            return best[0]
        said = (
            f"Plusieurs territoires s’appellent « {text} » : écrivez le code INSEE."
            if best
            else f"Le territoire « {text} » n’est pas connu : écrivez son nom officiel ou son code INSEE."
        )
        source.line.refuse(said, source.label(name))
        return None

    # ------------------------------------------------------------ units

    def unit(self, organisation: Known, text: str) -> list[Ref]:
        """The open units of an organisation that bear this name or short name, those of earlier lines included."""
        wanted = folded(text)
        held = self.register.units.get(organisation.id, []) if organisation.id else []
        found = [
            Ref(id=unit.pk, label=unit.name)
            for unit in held
            if wanted in (folded(unit.name), folded(unit.short_name or "\0"))
        ]
        new = self.new_units.get(str(organisation.id or organisation.key), [])
        return found + [ref for name, ref in new if name == wanted]


def _code(text: str) -> str:
    """A code as it is written officially: a spreadsheet may have eaten the first zero of five figures."""
    compact = "".join(words_of(text)).upper()
    return compact.zfill(5) if compact.isdigit() and len(compact) == 4 else compact


def ref_of(known: Known) -> Ref:
    """A reference to an organisation."""
    return Ref(id=known.id, key=known.key, label=known.name)


def id_of(text: str) -> UUID | None:
    """The identifier in a decision, when it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
