"""What people decide of a reading: each gesture is a batch of decisions; undoing adds others, and erases none."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from maillage.agreements.actions import answering
from maillage.agreements.actions.carrying import carry
from maillage.agreements.actions.writing import opened, tell, tell_once, touch
from maillage.agreements.choices import FACTS, FindingSort, FindingState
from maillage.agreements.models import Agreement, Decision, Expression, Finding, ProvisionVersion
from maillage.agreements.queries.gestures import latest_of
from maillage.base.identifiers import uuid7
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import Organisation, User

# What a decision may change, under the name that it is kept with.
FIELDS = {
    "state": "state",
    "value": "value",
    "tied_to": "tied_to_id",
    "expression": "expression_id",
    "provision": "provision_id",
    "start": "start",
    "end": "end",
    "quote": "quote",
    "is_adrift": "is_adrift",
}
ANCHOR = frozenset({"expression", "provision", "start", "end", "quote"})
_IDS = frozenset({"tied_to", "expression", "provision"})


class AlreadyPart(Refusal):
    """A confirmed reading has no finding that waits."""

    sentence = "La lecture est confirmée : corrigez cet élément, ou écartez-le."


class NothingSure(Refusal):
    """No finding reaches the threshold."""

    sentence = "Aucun élément à vérifier n’atteint ce seuil : choisissez-en un plus bas."


class CannotUndo(Refusal):
    """Something was decided since, of all that the gesture decided."""

    sentence = "Ce geste ne s’annule plus : d’autres choix ont été faits depuis sur les mêmes éléments."


@dataclass(frozen=True)
class Gesture:
    """What was done at once: its batch, and the findings as they are now."""

    batch: UUID
    findings: tuple[Finding, ...]


@transaction.atomic
def accept(
    *,
    finding: Finding,
    organisation: Organisation | None = None,
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Gesture:
    """Keep what was read; with ``organisation``, tie the party to it in the same gesture."""
    row, (found,) = _opened(finding.agreement, [finding], revision)
    values: dict[str, Any] = {"state": _kept_state(found), "is_adrift": False}
    if organisation is not None:
        values["tied_to"] = _tied(found, organisation)
    return _decide(row, [(found, values)], by=by, at=at)


@transaction.atomic
def correct(
    *,
    finding: Finding,
    value: Mapping[str, Any],
    span: tuple[int, int] | None = None,
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Gesture:
    """Keep ``value`` instead of what was read, which stays beside it; with ``span``, on these words of the text."""
    row, (found,) = _opened(finding.agreement, [finding], revision)
    values: dict[str, Any] = {"value": dict(value), "is_adrift": False}
    if span is not None:
        values |= _anchor(row, span)
    elif found.is_adrift:
        values["is_adrift"] = dict(value) == found.value
    is_same = dict(value) == found.read
    added = not found.read
    values["state"] = FindingState.ADDED if added else FindingState.ACCEPTED if is_same else FindingState.CORRECTED
    return _decide(row, [(found, values)], by=by, at=at)


@transaction.atomic
def set_aside(*, finding: Finding, revision: int | None = None, by: User | None, at: dt.datetime) -> Gesture:
    """Leave a finding out of the agreement."""
    row, (found,) = _opened(finding.agreement, [finding], revision)
    return _decide(row, [(found, {"state": FindingState.SET_ASIDE})], by=by, at=at)


@transaction.atomic
def reopen(*, finding: Finding, revision: int | None = None, by: User | None, at: dt.datetime) -> Gesture:
    """Have a finding wait for a decision again."""
    row, (found,) = _opened(finding.agreement, [finding], revision)
    if row.confirmed_at is not None:
        raise AlreadyPart
    return _decide(row, [(found, {"state": FindingState.TO_CHECK})], by=by, at=at)


@transaction.atomic
def tie(
    *,
    finding: Finding,
    organisation: Organisation | None,
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Gesture:
    """Tie a party to an organisation, or to none again; a party that one ties is a party that one keeps."""
    row, (found,) = _opened(finding.agreement, [finding], revision)
    state = _kept_state(found) if found.state == FindingState.TO_CHECK else found.state
    return _decide(row, [(found, {"tied_to": _tied(found, organisation), "state": state})], by=by, at=at)


@transaction.atomic
def add(
    *,
    agreement: Agreement,
    sort: FindingSort,
    value: Mapping[str, Any],
    span: tuple[int, int],
    by: User | None,
    at: dt.datetime,
) -> Gesture:
    """Add what the machine did not read, on the words where it stands."""
    row = opened(agreement)
    anchor = _anchor(row, span)
    earlier = Finding.objects.filter(agreement=row, sort=sort, start__lte=span[0]).order_by("-position", "-pk").first()
    found = Finding(
        agreement=row,
        sort=sort,
        key=_next_key(row) if sort == FindingSort.PARTY else "",
        position=earlier.position if earlier is not None else 0,
        value=dict(value),
        state=FindingState.SET_ASIDE,  # undoing the addition goes back to this
        decided_at=at,
        decided_by=by,
        **{FIELDS[name]: one for name, one in anchor.items()},
    )
    keep(found)
    return _decide(row, [(found, {"state": FindingState.ADDED})], by=by, at=at)


@transaction.atomic
def accept_all(
    *,
    agreement: Agreement,
    ids: Sequence[UUID],
    by: User | None,
    at: dt.datetime,
) -> Gesture:
    """Keep at once those of the findings ``ids`` that still wait, as they were read."""
    row = opened(agreement)
    found = list(Finding.objects.select_for_update().filter(agreement=row, pk__in=ids, state=FindingState.TO_CHECK))
    if not found:
        raise NothingSure
    return _decide(row, [(one, {"state": FindingState.ACCEPTED}) for one in found], by=by, at=at)


@transaction.atomic
def undo(*, agreement: Agreement, batch: UUID, by: User | None, at: dt.datetime) -> Gesture:
    """Go back on a gesture, for those of its findings of which nothing was decided since."""
    row = opened(agreement)
    decisions = list(
        Decision.objects.filter(batch=batch, finding__agreement=row).select_related("finding").order_by("pk")
    )
    latest = latest_of([one.finding_id for one in decisions])
    standing = [one for one in decisions if latest.get(one.finding_id) == one.pk]
    if row.confirmed_at is not None:
        standing = [one for one in standing if one.at >= row.confirmed_at]
    if not standing:
        raise CannotUndo
    current = Expression.objects.original().filter(agreement=row).values_list("pk", flat=True).first()
    changes = [(one.finding, _back(one, current)) for one in standing]
    undone = {one.finding_id: one for one in standing}
    return _decide(row, changes, by=by, at=at, undoes=undone)


def follow(
    agreement: Agreement, changes: Sequence[tuple[Finding, Mapping[str, Any]]], *, by: User | None, at: dt.datetime
) -> Gesture:
    """Write changes that a mending of the text calls for, inside its own transaction, as one gesture."""
    return _decide(agreement, changes, by=by, at=at)


def _opened(
    agreement: Agreement, findings: Sequence[Finding], revision: int | None
) -> tuple[Agreement, tuple[Finding, ...]]:
    """The agreement and the findings locked; refused when they changed since the form was opened."""
    row = opened(agreement)
    ids = [one.pk for one in findings]
    found = {one.pk: one for one in Finding.objects.select_for_update().filter(agreement=row, pk__in=ids)}
    rows = tuple(found[pk] for pk in ids)
    if revision is not None and any(one.revision != revision for one in rows):
        raise StaleRevision
    return row, rows


def _decide(
    agreement: Agreement,
    changes: Sequence[tuple[Finding, Mapping[str, Any]]],
    *,
    by: User | None,
    at: dt.datetime,
    undoes: Mapping[UUID, Decision] | None = None,
) -> Gesture:
    """Write the findings and their decisions, and through to the agreement once its reading is confirmed."""
    batch = uuid7()
    earlier = {one.pk: copy.copy(one) for one, _ in changes}
    decisions = []
    for finding, values in changes:
        values = {name: value for name, value in values.items() if getattr(finding, FIELDS[name]) != value} or {
            "state": finding.state
        }
        before = {name: _plain(getattr(finding, FIELDS[name])) for name in values}
        for name, value in values.items():
            setattr(finding, FIELDS[name], value)
        finding.decided_by, finding.decided_at = by, at
        finding.revision += 1
        after = {name: _plain(value) for name, value in values.items()}
        undone = (undoes or {}).get(finding.pk)
        decisions.append(
            Decision(finding=finding, batch=batch, before=before, after=after, undoes=undone, at=at, by=by)
        )
    findings = [one for one, _ in changes]
    _write(findings, [one.after for one in decisions], by=by, at=at)
    Decision.objects.bulk_create(decisions)
    stated = {name: getattr(agreement, name) for name in FACTS}
    if agreement.confirmed_at is not None:
        carry(agreement, [(earlier[one.pk], one) for one in findings], at=at)
        answering.ask_again(agreement=agreement, by=by, at=at)
    touch(agreement)
    tell_once("finding-undone" if undoes else "finding-decided", agreement, by=by, at=at)
    if moved := [name for name in FACTS if getattr(agreement, name) != stated[name]]:
        tell("agreement-edited", agreement, by=by, at=at, fields=moved)
    return Gesture(batch, tuple(findings))


def _write(findings: Sequence[Finding], after: Sequence[dict[str, Any]], *, by: User | None, at: dt.datetime) -> None:
    """One row is checked whole; many that change alike are one statement, the others a few."""
    if len(findings) == 1:
        keep(findings[0])
        return
    if all(one == after[0] for one in after) and set(after[0]) == {"state"}:
        rows = Finding.objects.filter(pk__in=[one.pk for one in findings])
        rows.update(state=after[0]["state"], decided_by=by, decided_at=at, revision=F("revision") + 1)
        return
    names = {FIELDS[name].removesuffix("_id") for one in after for name in one}
    Finding.objects.bulk_update(findings, [*names, "decided_by", "decided_at", "revision"], batch_size=100)


def _kept_state(finding: Finding) -> FindingState:
    if not finding.read:
        return FindingState.ADDED
    return FindingState.ACCEPTED if finding.value == finding.read else FindingState.CORRECTED


def _tied(finding: Finding, organisation: Organisation | None) -> UUID | None:
    if finding.sort != FindingSort.PARTY:
        raise Refusal("Seule une partie se relie à une organisation.")
    if organisation is None:
        return None
    if organisation.merged_into_id is not None:
        raise Refusal("Cette fiche a été réunie à une autre : choisissez celle qui reste.", field="organisation")
    return organisation.pk


def _anchor(agreement: Agreement, span: tuple[int, int]) -> dict[str, Any]:
    """Where words stand in the current text, and in which provision."""
    expression = Expression.objects.original().filter(agreement=agreement).first()
    start, end = span
    if expression is None or not 0 <= start < end <= len(expression.text):
        raise Refusal("Ces mots ne sont plus dans le texte : choisissez-les de nouveau.", field="words")
    holding = ProvisionVersion.objects.filter(expression=expression, start__lte=start, end__gt=start)
    deepest = holding.order_by("-start", "end", "-position").first()
    return {
        "expression": expression.pk,
        "provision": deepest.provision_id if deepest is not None else None,
        "start": start,
        "end": end,
        "quote": expression.quote(start, end),
    }


def _next_key(agreement: Agreement) -> str:
    """A key for one more party, as the reader names them."""
    keys = set(Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY).values_list("key", flat=True))
    return next(key for rank in range(1, len(keys) + 2) if (key := f"p{rank}") not in keys)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _back(decision: Decision, current: UUID | None) -> dict[str, Any]:
    """What a decision changed, as it was before; words keep their place when the text was mended since."""
    before = dict(decision.before)
    if ANCHOR & set(before) and before.get("expression", str(current)) != str(current):
        before = {name: value for name, value in before.items() if name not in ANCHOR}
    if ANCHOR & set(before) and decision.finding.expression_id != current:
        before = {name: value for name, value in before.items() if name not in ANCHOR}
    return {name: UUID(value) if name in _IDS and value else value for name, value in before.items()}
