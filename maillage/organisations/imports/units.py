"""A line that tells a unit of an organisation."""

from __future__ import annotations

from typing import Any

from maillage.base.search import folded
from maillage.organisations.imports import values
from maillage.organisations.imports.likeness import ALIKE, alike, significant
from maillage.organisations.imports.plan import OTHER, Candidate, Change, Outcome, Ref
from maillage.organisations.imports.register import Known
from maillage.organisations.imports.source import Reading, Source, id_of, ref_of
from maillage.organisations.models import Unit
from maillage.organisations.permissions import Permission

_KEPT = ("short_name", "address", "postal_code", "city", "sector", "label")


def judge(source: Source, reading: Reading) -> None:
    """Say what becomes of the line."""
    line = source.line
    line.title = source.cells.get("name", "") or "Sans nom"
    told = _read(source, reading)
    if reading.is_skipped(source):
        return
    organisation = reading.organisation(source)
    if organisation is not None and not _is_kept(organisation, reading):
        line.refuse(f"Vous ne tenez pas les unités de « {organisation.name} ».", source.label("organisation"))
    if organisation is None or line.problems:
        return
    owner = str(organisation.id or organisation.key)
    if reading.is_twice(
        source, ("unit", owner, folded(told["name"]), folded(source.cells.get("parent", ""))), "La même unité est"
    ):
        return
    line.notes.append(organisation.name)
    parent = _parent(source, organisation, reading)
    if line.problems:
        return
    unit = _recognise(source, told, organisation, reading)
    if line.outcome is Outcome.DOUBT:
        return
    if unit is not None:
        _compare(source, told, unit, parent)
        return
    line.target = Ref(key=line.key, label=told["name"])
    line.values = told | {
        "organisation": ref_of(organisation),
        "parent": parent,
        "from_on": told["from_on"] or reading.register.day,
    }
    reading.new_units.setdefault(owner, []).append((folded(told["name"]), line.target))


def _is_kept(organisation: Known, reading: Reading) -> bool:
    return organisation.id is None or reading.register.keeper.may(Permission.UNIT_EDIT, organisation.id)


def _read(source: Source, reading: Reading) -> dict[str, Any]:
    return {
        "name": source.text("name"),
        "short_name": source.text("short_name", most=60),
        "label": source.text("label", most=100),
        "address": source.text("address"),
        "postal_code": source.read("postal_code", values.postal_code_of, ""),
        "city": source.text("city", most=100),
        "sector": reading.territory(source, "sector"),
        "from_on": source.date("from_on"),
    }


def _parent(source: Source, organisation: Known, reading: Reading) -> Ref | None:
    text = source.cells.get("parent", "")
    if not text or folded(text) in (folded(organisation.name), folded(organisation.short_name or "\0")):
        return None
    found = reading.unit(organisation, text)
    if len(found) == 1:
        return found[0]
    said = (
        f"Plusieurs unités s’appellent « {text} »."
        if found
        else f"L’unité « {text} » n’existe pas dans « {organisation.name} ». Placez-la plus haut dans le fichier."
    )
    source.line.refuse(said, source.label("parent"))
    return None


def _recognise(source: Source, told: dict[str, Any], organisation: Known, reading: Reading) -> Unit | None:
    held = reading.register.units.get(organisation.id, []) if organisation.id else []
    same = [unit for unit in held if folded(unit.name) == folded(told["name"])]
    if len(same) == 1:
        return same[0]
    words = significant(told["name"])
    found = same or [unit for unit in held if alike(words, significant(unit.name)) >= ALIKE][:3]
    chosen = next((unit for unit in found if unit.pk == id_of(source.line.choice)), None)
    if chosen is not None or not found or source.line.choice == OTHER:
        return chosen
    source.line.candidates = [
        Candidate(
            unit.pk,
            unit.name,
            f"{unit.postal_code} {unit.city}".strip(),
            "même nom" if unit in same else "nom proche",
            "",
        )
        for unit in found
    ]
    source.line.outcome = Outcome.DOUBT
    return None


def _compare(source: Source, told: dict[str, Any], unit: Unit, parent: Ref | None) -> None:
    line = source.line
    line.target = Ref(id=unit.pk, label=unit.name)
    line.outcome = Outcome.SAME
    changed: dict[str, Any] = {}
    for name in _KEPT:
        value = told[name]
        held = unit.label.name if name == "label" and unit.label else getattr(unit, name)
        if value and value != held and folded(str(value)) != folded(str(held or "")):
            changed[name] = value
            line.changes.append(Change(name, source.label(name), str(held or ""), str(value)))
    if parent is not None and parent.id != unit.parent_id:
        changed["parent"] = parent
        line.changes.append(Change("parent", source.label("parent"), str(unit.parent or ""), parent.label))
    if changed:
        line.outcome, line.values = Outcome.CHANGE, changed
