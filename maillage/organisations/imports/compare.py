"""Compare a file with the register: a plan, and nothing written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from maillage.organisations.imports import organisations, people, register, units
from maillage.organisations.imports.columns import SORT_LABELS, Sort
from maillage.organisations.imports.plan import Plan, Sheet
from maillage.organisations.imports.source import Reading

if TYPE_CHECKING:
    from maillage.organisations.models import User
    from maillage.organisations.models.importing import Import

_ORDER = (Sort.ORGANISATIONS, Sort.UNITS, Sort.PEOPLE)  # each may name what the one before brings


def compare(imported: Import, *, by: User, at: dt.datetime) -> Plan:
    """What the import would do for ``by`` at ``at``, with the decisions taken so far."""
    known = register.load(by, at=at)
    wanted = {Sort(table["sort"]) for table in imported.tables if table["sort"]}
    if {Sort.UNITS, Sort.PEOPLE} & wanted:
        register.load_units(known, by, at=at)
    if Sort.PEOPLE in wanted:
        register.load_people(known, by, at=at)
    reading = Reading(known, imported.choices)
    reading.find_territories(imported.tables)
    plan = Plan()
    for sort in _ORDER:
        for place, table in enumerate(imported.tables):
            if table["sort"] == sort:
                plan.sheets.append(_sheet(place, table, sort, reading))
    return plan


def _sheet(place: int, table: dict[str, Any], sort: Sort, reading: Reading) -> Sheet:
    judge = {Sort.ORGANISATIONS: organisations.judge, Sort.UNITS: units.judge, Sort.PEOPLE: people.judge}[sort]
    sheet = Sheet(place, table["name"] or SORT_LABELS[sort], sort)
    for number, cells in table["rows"]:
        source = reading.source(place, number, sort, dict(zip(table["fields"], cells, strict=False)))
        judge(source, reading)
        source.line.problems.sort(key=lambda problem: problem.column == "")
        sheet.lines.append(source.line)
    return sheet
