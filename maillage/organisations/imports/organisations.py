"""A line that tells an organisation: new, known, or perhaps known."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from maillage.base.search import folded
from maillage.organisations.choices import OrganisationKind
from maillage.organisations.imports import values
from maillage.organisations.imports.plan import OTHER, Candidate, Change, Outcome, Ref
from maillage.organisations.imports.register import Known
from maillage.organisations.imports.source import Reading, Source, id_of, ref_of
from maillage.organisations.permissions import Permission

_KEPT = ("kind", "siret", "rna", "territory", "address", "postal_code", "city")


def judge(source: Source, reading: Reading) -> None:
    """Say what becomes of the line."""
    line = source.line
    line.title = source.cells.get("name", "") or "Sans nom"
    told = _read(source, reading)
    if reading.is_skipped(source):
        return
    federation = reading.organisation(source, "federation")
    _check_federation(source, federation, reading)
    member_from = source.date("member_from")
    if not line.problems:
        twice = reading.is_twice(source, ("siret", told["siret"]), "Le même SIRET est") if told["siret"] else False
        where = folded(told["city"] or told["postal_code"])
        if not twice:
            reading.is_twice(source, ("name", folded(told["name"]), told["kind"], where), "La même organisation est")
    if line.problems:
        return
    known = _recognise(source, told, reading)
    if line.outcome is Outcome.DOUBT:
        return
    if known is None:
        _create(source, told, reading)
    else:
        _compare(source, told, known, reading)
    if federation is not None:
        _join(source, federation, known, member_from, reading)


def _read(source: Source, reading: Reading) -> dict[str, Any]:
    name = source.text("name")
    kind: OrganisationKind | None = source.read("kind", values.kind_of, None)
    if kind is None and not source.cells.get("kind"):
        kind = values.kind_from_name(name)
    territory = reading.territory(source, "territory")
    return {
        "name": name,
        "short_name": source.text("short_name", most=60),
        "kind": str(kind) if kind else "",
        "siret": source.read("siret", values.siret_of, ""),
        "rna": source.read("rna", values.rna_of, ""),
        "territory": territory,
        "address": source.text("address"),
        "postal_code": source.read("postal_code", values.postal_code_of, ""),
        "city": source.text("city", most=100),
    }


def _check_federation(source: Source, federation: Known | None, reading: Reading) -> None:
    if federation is None:
        return
    if federation.kind != OrganisationKind.FEDERATION:
        source.line.refuse(f"« {federation.name} » n’est pas une fédération.", source.label("federation"))
    elif federation.id and not reading.register.keeper.may(Permission.MEMBERSHIP_EDIT, federation.id):
        source.line.refuse(
            f"Vous ne tenez pas la liste des membres de « {federation.name} ».", source.label("federation")
        )


# ---------------------------------------------------------------- is it one that is known?


def _recognise(source: Source, told: dict[str, Any], reading: Reading) -> Known | None:
    """The organisation that the line means, or None when it is new; the line becomes a doubt when nobody can tell."""
    rows = reading.register.organisations
    sure = rows.by_siret.get(told["siret"]) or rows.by_rna.get(told["rna"])
    if sure:
        return rows.rows[sure]
    found = _candidates(told, reading)
    certain = [key for key, reason in found.items() if reason == _SAME]
    if len(certain) == 1:
        return rows.rows[certain[0]]
    if not found or source.line.choice == OTHER:
        return None
    chosen = id_of(source.line.choice)
    if chosen is not None and str(chosen) in found:
        return rows.rows[str(chosen)]
    source.line.candidates = [_candidate(rows.rows[key], reason) for key, reason in found.items()]
    source.line.outcome = Outcome.DOUBT
    return None


_SAME = "même nom"


def _candidates(told: dict[str, Any], reading: Reading) -> dict[str, str]:
    """The keys of the rows of the database that the line may mean, each with the reason."""
    rows = reading.register.organisations
    found: dict[str, str] = {}

    def add(keys: list[str], reason: str) -> None:
        for key in keys:
            row = rows.rows[key]
            if row.id and not row.is_of_another_kind(told["kind"]) and not (row.siret and told["siret"]):
                found.setdefault(
                    key,
                    reason
                    if reason != _SAME or not row.is_elsewhere(told["postal_code"], told["city"])
                    else "même nom, autre ville",
                )

    add(rows.by_name.get(folded(told["name"]), []), _SAME)
    if told["siret"]:
        for key in rows.by_siren.get(told["siret"][:9], []):
            if rows.rows[key].id:
                found.setdefault(key, "même SIREN, autre établissement")
    if told["address"]:
        add(rows.by_address.get(folded(told["address"], told["postal_code"] or told["city"]), []), "même adresse")
    near = [
        key
        for key, _ in rows.names.near(told["name"])
        if not rows.rows[key].is_elsewhere(told["postal_code"], told["city"])
    ]
    add(near, "nom proche")
    return dict(list(found.items())[:4])


def _candidate(row: Known, reason: str) -> Candidate:
    assert row.id is not None  # noqa: S101 only rows of the database are proposed
    kind = str(OrganisationKind(row.kind).label)
    detail = ", ".join(filter(None, [kind, row.address, row.place, f"SIRET {row.siret}" if row.siret else ""]))
    return Candidate(row.id, row.name, detail, reason, reverse("organisations:detail", args=[row.id]))


# ---------------------------------------------------------------- what is written


def _create(source: Source, told: dict[str, Any], reading: Reading) -> None:
    line = source.line
    if not told["kind"]:
        line.refuse("La nature manque : ajoutez-la (CCAS, commune, association…).", source.label("kind"))
        return
    line.target = Ref(key=line.key, label=told["name"])
    line.values = told
    plain = {name: value for name, value in told.items() if name != "territory"}
    reading.register.organisations.add(Known(**plain, key=line.key))


def _compare(source: Source, told: dict[str, Any], known: Known, reading: Reading) -> None:
    line = source.line
    line.target = ref_of(known)
    line.outcome = Outcome.SAME
    if reading.is_twice(source, ("target", str(known.id or known.key)), f"« {known.name} » est déjà"):
        return
    if folded(told["name"]) not in {
        folded(name) for name in (known.name, known.short_name, *known.other_names.split(" / "))
    }:
        line.notes.append(f"Le nom enregistré reste « {known.name} ».")
    changed = {name: told[name] for name in _KEPT if _differs(told[name], known, name)}
    if changed and not known.may_edit:
        line.notes.append("D’autres tiennent cette fiche : elle reste telle quelle.")
        return
    for name, value in changed.items():
        line.changes.append(Change(name, source.label(name), _before(known, name), _words(name, value)))
    if changed:
        line.outcome, line.values = Outcome.CHANGE, changed


def _differs(value: Any, known: Known, name: str) -> bool:
    if not value:
        return False
    held: str | UUID | None = known.territory_id if name == "territory" else getattr(known, name)
    new = value.pk if name == "territory" else value
    return bool(held != new and (name not in ("address", "city") or folded(str(held)) != folded(value)))


def _before(known: Known, name: str) -> str:
    if name == "territory":
        return "un autre territoire" if known.territory_id else ""
    return _words(name, getattr(known, name))


def _words(name: str, value: Any) -> str:
    return str(OrganisationKind(value).label) if name == "kind" and value else str(value)


def _join(source: Source, federation: Known, known: Known | None, member_from: Any, reading: Reading) -> None:
    line = source.line
    if line.problems or line.target is None:
        return
    from_on = member_from or reading.register.day
    if known is not None and known.id and federation.id:
        held = reading.register.memberships.get((federation.id, known.id), [])
        if any(one.to_on is None or one.to_on >= from_on for one in held):
            return
    line.values = line.values | {"federation": ref_of(federation), "member_from": from_on}
    line.changes.append(
        Change("federation", source.label("federation"), "", f"{federation.name}, depuis le {from_on:%d/%m/%Y}")
    )
    if line.outcome is Outcome.SAME:
        line.outcome = Outcome.CHANGE
