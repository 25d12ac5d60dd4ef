"""Write what a plan says, in one transaction, keeping what is needed to take it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from maillage.base.records import Record
from maillage.base.refusals import Refusal
from maillage.base.search import folded
from maillage.journal import actions as journal
from maillage.journal.models import type_of
from maillage.organisations.actions import mandates, memberships, people, units
from maillage.organisations.actions import organisations as register
from maillage.organisations.actions.writing import locked
from maillage.organisations.imports.columns import Sort
from maillage.organisations.imports.compare import compare
from maillage.organisations.imports.plan import Line, Outcome, Plan, Ref
from maillage.organisations.models import Import, ImportedRow, Mandate, Organisation, Person, Unit, UnitLabel, User


class PlanHasChanged(Refusal):
    """What would be written is no longer what was shown."""

    sentence = (
        "L’annuaire a changé depuis que vous avez relu cet import. Relisez les lignes ci-dessous, puis confirmez."
    )


@transaction.atomic
def confirm(*, imported: Import, fingerprint: str, by: User, at: dt.datetime) -> Plan:
    """Write the plan that was shown (its ``fingerprint`` says which); the lines of the file are then forgotten."""
    row = locked(imported)
    if not row.is_open:
        raise Refusal("Cet import est déjà confirmé.")
    plan = compare(row, by=by, at=at)
    if plan.fingerprint != fingerprint:
        raise PlanHasChanged
    if not any(line.writes for line in plan.lines):
        raise Refusal("Aucune ligne n’est à créer ni à modifier.")
    _Writer(row, by, at).write(plan)
    counts = plan.counts
    row.counts = {outcome.value: counts[outcome] for outcome in Outcome}
    row.tables, row.choices = [], {}
    row.confirmed_at, row.confirmed_by = at, by
    row.revision += 1
    row.full_clean()
    row.save()
    journal.record(verb="import-confirmed", by=by, at=at, subject=row, organisation=row.organisation_id)
    return plan


class _Writer:
    """Writes lines in their order; remembers what each made, for the lines that name it and for the undoing."""

    def __init__(self, imported: Import, by: User, at: dt.datetime) -> None:
        self.imported, self.by, self.at = imported, by, at
        self.made: dict[str, Record] = {}
        self.kept: list[ImportedRow] = []
        self.labels: dict[tuple[Any, str], UnitLabel] = {}

    def write(self, plan: Plan) -> None:
        """Write all lines."""
        verbs: dict[Sort, Callable[[Line], None]] = {
            Sort.ORGANISATIONS: self._organisation,
            Sort.UNITS: self._unit,
            Sort.PEOPLE: self._person,
        }
        for line in plan.lines:
            if not line.writes:
                continue
            try:
                verbs[line.sort](line)
            except Refusal as refusal:
                raise Refusal(f"Ligne {line.line}, {line.title} : {refusal.sentence} Rien n’a été écrit.") from refusal
        for rank, kept in enumerate(self.kept):
            kept.rank = rank
        ImportedRow.objects.bulk_create(self.kept)

    # ------------------------------------------------------------ traces

    def _new(self, row: Record, key: str = "") -> None:
        if key:
            self.made[key] = row
        self.kept.append(self._trace(row, is_new=True))

    def _changed(self, row: Record, before: dict[str, Any]) -> None:
        self.kept.append(self._trace(row, is_new=False, before=before))

    def _trace(self, row: Record, *, is_new: bool, before: dict[str, Any] | None = None) -> ImportedRow:
        return ImportedRow(
            imported=self.imported,
            subject_type=type_of(row),
            subject_id=row.pk,
            is_new=is_new,
            before=before or {},
            seen_revision=row.revision,
        )

    def _row(self, ref: Ref | None, model: type[models.Model]) -> Any:
        if ref is None:
            return None
        return model._base_manager.get(pk=ref.id) if ref.id else self.made[ref.key]  # noqa: SLF001 sees every row

    # ------------------------------------------------------------ verbs

    def _organisation(self, line: Line) -> None:
        values = dict(line.values)
        federation, member_from = values.pop("federation", None), values.pop("member_from", None)
        if line.outcome is Outcome.CREATE:
            organisation = register.create(**values, by=self.by, at=self.at)
            self._new(organisation, line.key)
            for name in organisation.names.all():
                self._new(name)
        else:
            organisation = self._row(line.target, Organisation)
            if values:
                before = _stored(organisation, values)
                organisation = register.edit(organisation=organisation, values=values, by=self.by, at=self.at)
                self._changed(organisation, before)
        if federation is not None:
            joined = memberships.join(
                federation=self._row(federation, Organisation),
                member=organisation,
                from_on=member_from,
                by=self.by,
                at=self.at,
            )
            self._new(joined)

    def _unit(self, line: Line) -> None:
        values = dict(line.values)
        parent, label = values.pop("parent", None), values.pop("label", "")
        if line.outcome is Outcome.CREATE:
            organisation = self._row(values.pop("organisation"), Organisation)
            unit = units.open(
                **values,
                organisation=organisation,
                parent=self._row(parent, Unit),
                label=self._label(organisation, label),
                by=self.by,
                at=self.at,
            )
            self._new(unit, line.key)
            return
        unit = self._row(line.target, Unit)
        if label:
            values["label"] = self._label(unit.organisation, label)
        before = _stored(unit, values)
        if values:
            unit = units.edit(unit=unit, values=values, by=self.by, at=self.at)
        if parent is not None:
            before |= {"parent_id": str(unit.parent_id) if unit.parent_id else None}
            units.move(unit=unit, parent=self._row(parent, Unit), by=self.by, at=self.at)
            unit.refresh_from_db()
        self._changed(unit, before)

    def _label(self, organisation: Organisation, name: str) -> UnitLabel | None:
        if not name:
            return None
        if not self.labels.get((organisation.pk, "")):
            self.labels |= {(organisation.pk, folded(one.name)): one for one in organisation.unit_labels.all()}
        label = self.labels.get((organisation.pk, folded(name)))
        if label is None:
            label = units.set_label(organisation=organisation, name=name, by=self.by, at=self.at)
            self._new(label)
            self.labels[organisation.pk, folded(name)] = label
        return label

    def _person(self, line: Line) -> None:
        values = dict(line.values)
        if "mandate" not in values:
            to_on = values.pop("to_on")
            values |= {
                "organisation": self._row(values["organisation"], Organisation),
                "unit": self._row(values["unit"], Unit),
            }
            person = people.create(**values, by=self.by, at=self.at)
            self._new(person, line.key)
            mandate = person.mandates.get()
            if to_on:
                mandate = mandates.end(mandate=mandate, last_day_on=to_on, by=self.by, at=self.at)
            self._new(mandate)
            return
        person = self._row(line.target, Person)
        if contact := values["contact"]:
            before = _stored(person, contact)
            self._changed(people.edit(person=person, values=contact, by=self.by, at=self.at), before)
        if told := values["mandate"]:
            self._new(self._mandate(person, told))
        if values["end"]:
            key, day = values["end"]
            held = Mandate.objects.get(pk=key)
            before = _stored(held, {"to_on": day})
            self._changed(mandates.end(mandate=held, last_day_on=day, by=self.by, at=self.at), before)

    def _mandate(self, person: Person, told: dict[str, Any]) -> Mandate:
        return mandates.begin(
            person=person,
            organisation=self._row(told["organisation"], Organisation),
            unit=self._row(told["unit"], Unit),
            function=told["function"],
            capacity=told["capacity"],
            from_on=told["from_on"],
            to_on=told["to_on"],
            by=self.by,
            at=self.at,
        )


def _stored(row: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    """The columns of ``row`` that ``values`` will write, as they are now, in JSON."""
    columns = [row._meta.get_field(name) for name in values]  # noqa: SLF001 the documented interface of a model
    names = [str(getattr(column, "attname", column.name)) for column in columns]
    held = {name: getattr(row, name) for name in names}
    return {
        name: value if value is None or isinstance(value, str | bool | int) else str(value)
        for name, value in held.items()
    }
