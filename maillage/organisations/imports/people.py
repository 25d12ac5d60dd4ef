"""A line that tells a person and what they do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from maillage.base.search import folded
from maillage.organisations.choices import PUBLIC_FUNCTIONS, SINGLE_FUNCTIONS, MandateFunction
from maillage.organisations.imports import values
from maillage.organisations.imports.plan import OTHER, Candidate, Change, Outcome, Ref
from maillage.organisations.imports.register import Known
from maillage.organisations.imports.source import Reading, Source, id_of, ref_of
from maillage.organisations.models import Mandate, Person

_KEPT = ("email", "phone")
_PUBLIC = sorted(PUBLIC_FUNCTIONS)


def judge(source: Source, reading: Reading) -> None:
    """Say what becomes of the line."""
    line = source.line
    line.title = f"{source.cells.get('first_name', '')} {source.cells.get('last_name', '')}".strip() or "Sans nom"
    told = _read(source)
    if reading.is_skipped(source):
        return
    organisation = reading.organisation(source)
    if organisation is not None:
        _check_right(source, told, organisation, reading)
    if organisation is None or line.problems:
        return
    owner = str(organisation.id or organisation.key)
    unit = _unit(source, organisation, reading)
    who = (folded(told["last_name"], told["first_name"]), told["email"])
    if line.problems or reading.is_twice(
        source, ("person", *who, owner, told["function"], str(unit)), "La même personne est"
    ):
        return
    line.notes.append(f"{told['capacity'] or MandateFunction(told['function']).label}, {organisation.name}")
    person = _recognise(source, told, organisation, reading)
    if line.outcome is Outcome.DOUBT:
        return
    told |= {"organisation": ref_of(organisation), "unit": unit}
    held = _held(person, told, reading) if person else None
    _check_single(source, told, organisation, person, reading)
    if line.problems:
        return
    if person is not None:
        _compare(source, told, person, held, reading)
        return
    begun = told | {"from_on": told["from_on"] or reading.register.day}
    first = reading.new_people.setdefault(who, Ref(key=line.key, label=line.title))
    line.target = first
    line.values = begun if first.key == line.key else {"contact": {}, "mandate": begun, "end": None}


def _check_right(source: Source, told: dict[str, Any], organisation: Known, reading: Reading) -> None:
    functions = reading.register.keeper.functions(organisation.id) if organisation.id else _PUBLIC
    if not functions:
        source.line.refuse(f"Vous ne tenez pas les personnes de « {organisation.name} ».", source.label("organisation"))
    elif told["function"] not in functions:
        source.line.refuse(
            "Pour une organisation qui n’est pas la vôtre, seules les fonctions publiques s’enregistrent "
            "(présidence, élus, direction).",
            source.label("function"),
        )


def _read(source: Source) -> dict[str, Any]:
    text = source.text("function")
    function = values.function_of(text) if text else MandateFunction.AGENT
    if function is MandateFunction.UNIT_HEAD and not source.cells.get("unit"):
        function = MandateFunction.AGENT
    is_our_word = folded(text) == folded(str(function.label))
    from_on, to_on = source.date("from_on"), source.date("to_on")
    if from_on and to_on and to_on < from_on:
        source.line.refuse("La fin précède le début.", source.label("to_on"))
    return {
        "first_name": source.text("first_name", most=80),
        "last_name": source.text("last_name", most=80),
        "email": source.read("email", values.email_of, ""),
        "phone": source.read("phone", values.phone_of, ""),
        "function": str(function),
        "capacity": source.text("capacity") or ("" if is_our_word else text),
        "from_on": from_on,
        "to_on": to_on,
    }


def _unit(source: Source, organisation: Known, reading: Reading) -> Ref | None:
    text = source.cells.get("unit", "")
    if not text or folded(text) in (folded(organisation.name), folded(organisation.short_name or "\0")):
        return None
    found = reading.unit(organisation, text)
    if len(found) == 1:
        return found[0]
    said = (
        f"Plusieurs unités s’appellent « {text} »."
        if found
        else f"L’unité « {text} » n’existe pas dans « {organisation.name} »."
    )
    source.line.refuse(said, source.label("unit"))
    return None


def _recognise(source: Source, told: dict[str, Any], organisation: Known, reading: Reading) -> Person | None:
    """The person that the line means: same address, or same name in the organisation; a namesake elsewhere: a doubt."""
    register = reading.register
    by_name = register.people_by_name.get(folded(told["last_name"], told["first_name"]), [])
    by_email = register.people_by_email.get(told["email"], []) if told["email"] else []
    same = [pk for pk in by_email if pk in by_name] or [
        pk
        for pk in by_name
        if organisation.id and any(one.organisation_id == organisation.id for one in register.mandates[pk])
    ]
    if len(same) == 1 and not _has_another_address(register.people[same[0]], told, reading):
        return register.people[same[0]]
    reasons = dict.fromkeys(by_email, "même adresse électronique") | dict.fromkeys(by_name, "même nom")
    chosen = id_of(source.line.choice)
    if chosen in reasons:
        return register.people[chosen]
    if not reasons or source.line.choice == OTHER:
        return None
    source.line.candidates = [
        _candidate(register.people[pk], reason, register.mandates[pk], pk in register.reachable)
        for pk, reason in list(reasons.items())[:4]
    ]
    source.line.outcome = Outcome.DOUBT
    return None


def _has_another_address(person: Person, told: dict[str, Any], reading: Reading) -> bool:
    is_shown = person.pk in reading.register.reachable
    return bool(told["email"] and is_shown and person.email not in ("", told["email"]))


def _candidate(person: Person, reason: str, mandates: list[Mandate], is_reachable: bool) -> Candidate:
    does = [f"{mandate.title}, {mandate.organisation.label}" for mandate in mandates[:2]]
    return Candidate(
        person.pk,
        person.full_name,
        " ; ".join([*does, *filter(None, [person.email if is_reachable else ""])]),
        reason,
        reverse("people:detail", args=[person.pk]),
    )


def _held(person: Person, told: dict[str, Any], reading: Reading) -> Mandate | None:
    organisation, unit = told["organisation"].id, told["unit"].id if told["unit"] else None
    mandates = [
        one for one in reading.register.mandates[person.pk] if one.organisation_id == organisation and organisation
    ]
    exact = [one for one in mandates if one.function == told["function"] and (unit is None or one.unit_id == unit)]
    return exact[0] if exact else None


def _check_single(
    source: Source, told: dict[str, Any], organisation: Known, person: Person | None, reading: Reading
) -> None:
    """One president at a time: the one that is there must end first."""
    if told["function"] not in SINGLE_FUNCTIONS:
        return
    key: UUID | str = organisation.id or organisation.key
    first = reading.new_presidents.setdefault(str(key), source.line.line)
    if first != source.line.line:
        source.line.refuse(f"La ligne {first} donne déjà cette fonction à quelqu’un.", source.label("function"))
    from_on = told["from_on"] or reading.register.day
    for mandate in reading.register.presidents.get(organisation.id, []) if organisation.id else []:
        is_other = person is None or mandate.person_id != person.pk
        if is_other and (mandate.to_on is None or mandate.to_on >= from_on):
            source.line.refuse(
                f"{mandate.person.full_name} exerce déjà cette fonction : mettez-y d’abord fin.",
                source.label("function"),
            )


def _compare(source: Source, told: dict[str, Any], person: Person, held: Mandate | None, reading: Reading) -> None:
    line = source.line
    line.target, line.outcome = Ref(id=person.pk, label=person.full_name), Outcome.SAME
    contact = {name: told[name] for name in _KEPT if told[name] and told[name] != getattr(person, name)}
    if person.pk not in reading.register.reachable:
        if any(told[name] for name in _KEPT):
            line.notes.append("Ses coordonnées ne vous sont pas montrées : elles restent telles quelles.")
        contact = {}
    line.changes = [Change(name, source.label(name), getattr(person, name), value) for name, value in contact.items()]
    line.values = {"contact": contact, "mandate": None, "end": None}
    if held is None:
        line.values["mandate"] = told | {"from_on": told["from_on"] or reading.register.day}
        title = told["capacity"] or MandateFunction(told["function"]).label
        line.changes.append(Change("function", "Nouvelle fonction", "", f"{title}, {told['organisation'].label}"))
    elif told["to_on"] and held.to_on != told["to_on"]:
        if told["to_on"] < held.from_on:
            line.refuse(
                f"La fonction a commencé le {held.from_on:%d/%m/%Y} : elle ne finit pas avant.", source.label("to_on")
            )
            return
        line.values["end"] = (held.pk, told["to_on"])
        line.changes.append(Change("to_on", source.label("to_on"), "", f"{told['to_on']:%d/%m/%Y}"))
    if line.changes:
        line.outcome = Outcome.CHANGE
    else:
        line.values = {}
