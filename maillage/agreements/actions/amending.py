"""Avenants: prepared, recorded (late or out of order too), moved, withdrawn; the text is computed again each time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.agreements.actions import following_commitments
from maillage.agreements.actions.amended_facts import write_facts
from maillage.agreements.actions.consolidating import recompute
from maillage.agreements.actions.expressions import NoText
from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.choices import LinkKind
from maillage.agreements.models import Agreement, AgreementLink, Amendment, Expression
from maillage.base.refusals import Refusal
from maillage.organisations.actions.writing import change, keep, locked
from maillage.organisations.models import Organisation, User

EDITABLE = frozenset({"number", "title", "signed_on", "effect_on", "act"})


class NotConfirmed(Refusal):
    """An avenant changes what was agreed, so what was agreed must be known."""

    sentence = "Confirmez d’abord la lecture de cet accord : un avenant change ce qui a été convenu."


class NothingAsked(Refusal):
    """An avenant without instruction changes nothing."""

    sentence = "Cet avenant ne demande encore rien : ajoutez au moins un changement, et confirmez-le."


class AlreadyWithdrawn(Refusal):
    """A withdrawn avenant is kept as it was."""

    sentence = "Cet avenant est retiré : il ne se modifie plus."


class AlreadyRecorded(Refusal):
    """A recorded avenant is withdrawn, with a reason, rather than deleted."""

    sentence = "Cet avenant est enregistré : il se retire, en disant pourquoi."


@transaction.atomic
def prepare(
    *,
    agreement: Agreement,
    organisation: Organisation,
    values: Mapping[str, Any],
    by: User | None,
    at: dt.datetime,
) -> Amendment:
    """Begin an avenant, which ``organisation`` alone sees until it is recorded."""
    row = opened(agreement)
    if row.confirmed_at is None:
        raise NotConfirmed
    if not Expression.objects.filter(agreement=row).original().exists():
        raise NoText("Apportez d’abord le texte de cet accord : un avenant se lit sur lui.")
    amendment = Amendment(agreement=row, prepared_by=organisation, created_at=at, created_by=by)
    for name, value in _checked(row, values).items():
        setattr(amendment, name, value)
    keep(amendment)
    _link(amendment, by=by, at=at)
    tell("amendment-prepared", row, by=by, at=at, is_inner=True, owner=organisation.pk)
    return amendment


@transaction.atomic
def describe(
    *, amendment: Amendment, values: Mapping[str, Any], revision: int | None = None, by: User | None, at: dt.datetime
) -> Amendment:
    """Correct the number, the dates or the object of an avenant; once recorded, its text applies from the new day."""
    agreement, row = _opened(amendment)
    if row.recorded_at is not None and values.get("effect_on", row.effect_on) is None:
        raise Refusal("Dites le jour où cet avenant prend effet.", field="effect_on")
    fields = change(row, _checked(agreement, values), revision=revision)
    if fields:
        _link(row, by=by, at=at)
        following_commitments.shift(row)
        _compute(agreement, row, by=by, at=at)
        _tell("amendment-edited", row, agreement, by=by, at=at)
    return row


@transaction.atomic
def record(*, amendment: Amendment, revision: int | None = None, by: User | None, at: dt.datetime) -> Amendment:
    """The avenant is signed and known to all: the text in force follows, from its effect on, were it long past."""
    agreement, row = _opened(amendment)
    if row.recorded_at is not None:
        raise Refusal("Cet avenant est déjà enregistré.")
    if row.signed_on is None or row.effect_on is None:
        raise Refusal("Dites d’abord quand cet avenant a été signé, et quand il prend effet.")
    if not row.instructions.filter(confirmed_at__isnull=False).exists():
        raise NothingAsked
    if row.instructions.filter(confirmed_at__isnull=True).exists():
        raise Refusal("Des changements lus dans l’avenant ne sont pas confirmés : confirmez-les, ou retirez-les.")
    change(row, {"recorded_at": at, "recorded_by": by}, revision=revision)
    following_commitments.propose(row, at=at)
    _compute(agreement, row, by=by, at=at)
    touch(agreement)
    tell("amendment-recorded", agreement, by=by, at=at)
    return row


@transaction.atomic
def withdraw(
    *, amendment: Amendment, reason: str, revision: int | None = None, by: User | None, at: dt.datetime
) -> Amendment:
    """The avenant changes nothing any more (annulled, recorded by mistake): what it had changed is as before."""
    agreement, row = _opened(amendment)
    if row.recorded_at is None:
        raise Refusal("Cet avenant n’est pas enregistré : supprimez-le.")
    if not reason.strip():
        raise Refusal("Écrivez pourquoi cet avenant est retiré.", field="reason")
    values = {"withdrawn_at": at, "withdrawn_by": by, "withdrawn_reason": reason.strip()}
    change(row, values, revision=revision)
    following_commitments.undo(row, by=by, at=at)
    _compute(agreement, row, by=by, at=at)
    touch(agreement)
    tell("amendment-withdrawn", agreement, by=by, at=at)
    return row


@transaction.atomic
def discard(*, amendment: Amendment, by: User | None, at: dt.datetime) -> None:
    """Give up a preparation: nobody else had read it."""
    agreement, row = _opened(amendment)
    if row.recorded_at is not None:
        raise AlreadyRecorded
    owner = row.prepared_by_id
    row.delete()
    tell("amendment-discarded", agreement, by=by, at=at, is_inner=True, owner=owner)


def next_number(agreement: Agreement) -> int:
    """The number of the next avenant."""
    rows = Amendment.objects.filter(agreement=agreement, withdrawn_at__isnull=True)
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def instructions_changed(amendment: Amendment, agreement: Agreement, *, by: User | None, at: dt.datetime) -> None:
    """What an avenant asks has changed: once it is recorded, the text is computed again and the parties are told."""
    if amendment.recorded_at is not None:
        following_commitments.propose(amendment, at=at)
    _compute(agreement, amendment, by=by, at=at)
    _tell("amendment-edited", amendment, agreement, by=by, at=at)


def opened_amendment(amendment: Amendment) -> tuple[Agreement, Amendment]:
    """The agreement and its avenant, locked; refuses once it is withdrawn."""
    return _opened(amendment)


def _opened(amendment: Amendment) -> tuple[Agreement, Amendment]:
    agreement = opened(amendment.agreement)
    row = locked(amendment)
    if row.withdrawn_at is not None:
        raise AlreadyWithdrawn
    row.agreement = agreement
    return agreement, row


def _compute(agreement: Agreement, amendment: Amendment, *, by: User | None, at: dt.datetime) -> None:
    """The text, the commitments, the clauses and the parties follow; a preparation changes nothing."""
    if amendment.recorded_at is None:
        return
    recompute(agreement, by=by, at=at)
    write_facts(agreement, by=by, at=at)


def _tell(verb: str, amendment: Amendment, agreement: Agreement, *, by: User | None, at: dt.datetime) -> None:
    is_inner = amendment.recorded_at is None
    tell(verb, agreement, by=by, at=at, is_inner=is_inner, owner=amendment.prepared_by_id if is_inner else None)


def _checked(agreement: Agreement, values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - EDITABLE:
        raise TypeError(f"These are not edited here: {sorted(unknown)}.")
    act = values.get("act")
    if act is not None and act.pk == agreement.pk:
        raise Refusal("Un accord n’est pas son propre avenant.", field="act")
    return dict(values)


def _link(amendment: Amendment, *, by: User | None, at: dt.datetime) -> None:
    """The avenant, where Maillage holds it, says which agreement it changes."""
    if amendment.act_id is None:
        return
    link = {"agreement_id": amendment.act_id, "kind": LinkKind.AMENDS, "target": amendment.agreement}
    if not AgreementLink.objects.filter(**link).exists():
        keep(AgreementLink(**link, made_at=at, made_by=by))
