"""A party says yes to one version, known by its digest, once its internal circuit of visas has gone through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal import actions as journal
from maillage.negotiation.actions.writing import opened, seated, tell
from maillage.negotiation.choices import VisaState
from maillage.negotiation.models import Approval, Circuit, CircuitStep, Negotiation, Seat, Visa
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import Organisation, User
from maillage.organisations.permissions import Permission, can


class TextChanged(Refusal):
    """Another version of the text was made since."""

    sentence = "Le texte a changé depuis : ce n’est plus cette version que les parties examinent. Relisez la nouvelle."


class NotYours(Refusal):
    """A visa is given by whom the circuit names."""

    sentence = "Ce visa est attendu d’une autre personne."


class VisasMissing(Refusal):
    """The circuit has not gone through."""

    sentence = "Tous les visas de votre circuit doivent être donnés avant que votre organisation approuve le texte."


@dataclass(frozen=True)
class StepGiven:
    """One step of a circuit, as a form gives it."""

    label: str
    user: User | None = None


@transaction.atomic
def write_circuit(
    *,
    organisation: Organisation,
    name: str,
    steps: Sequence[StepGiven],
    circuit: Circuit | None = None,
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Circuit:
    """Define a circuit of visas, or write one again; what was begun with it goes on as it was begun."""
    if not steps:
        raise Refusal("Un circuit a au moins une étape.")
    for one in steps:
        if one.user is not None and not can(one.user, Permission.AGREEMENT_VIEW, organisation=organisation, at=at):
            raise Refusal(f"{one.user.get_full_name()} ne lit pas les accords de votre organisation.")
    row = Circuit(organisation=organisation) if circuit is None else locked(circuit)
    if revision is not None and row.revision != revision:
        raise StaleRevision
    row.name = " ".join(name.split())
    row.revision += 1
    keep(row)
    CircuitStep.objects.filter(circuit=row).delete()
    for order, one in enumerate(steps):
        keep(CircuitStep(circuit=row, order=order, label=one.label, user=one.user))
    journal.record(verb="circuit-written", by=by, at=at, subject=organisation, organisation=organisation)
    return row


@transaction.atomic
def withdraw_circuit(*, circuit: Circuit, by: User | None, at: dt.datetime) -> Circuit:
    """A circuit is no longer offered; the texts that chose it have none any more."""
    row = locked(circuit)
    if row.withdrawn_at is not None:
        raise Refusal("Ce circuit est déjà retiré.")
    row.withdrawn_at = at
    row.revision += 1
    keep(row)
    Seat.objects.filter(circuit=row).update(circuit=None)
    house = row.organisation
    journal.record(verb="circuit-withdrawn", by=by, at=at, subject=house, organisation=house)
    return row


@transaction.atomic
def choose_circuit(
    *, negotiation: Negotiation, seat: Seat, circuit: Circuit | None, by: User | None, at: dt.datetime
) -> Seat:
    """Say which circuit of the organisation this text goes through."""
    row, _ = opened(negotiation, at=at)
    found = locked(seated(row, seat))
    if circuit is not None and (circuit.organisation_id != found.organisation_id or circuit.withdrawn_at is not None):
        raise Refusal("Choisissez un circuit de votre organisation.")
    found.circuit = circuit
    found.revision += 1
    keep(found)
    tell("circuit-chosen", row, by=by, at=at, only=found)
    return found


@transaction.atomic
def begin(*, negotiation: Negotiation, seat: Seat, sha256: str, by: User | None, at: dt.datetime) -> Approval:
    """Begin the internal circuit on the present version: each of its steps becomes a visa to give."""
    row, draft = opened(negotiation, at=at)
    found = seated(row, seat)
    expression = draft.expression
    if sha256 != expression.sha256:
        raise TextChanged
    if Approval.objects.filter(seat=found, expression=expression, ended_at__isnull=True).exists():
        raise Refusal("Votre organisation examine déjà cette version.")
    approval = keep(Approval(seat=found, expression=expression, sha256=expression.sha256, begun_at=at, begun_by=by))
    steps = CircuitStep.objects.filter(circuit_id=found.circuit_id).order_by("order") if found.circuit_id else []
    for step in steps:
        keep(Visa(approval=approval, order=step.order, label=step.label, user=step.user))
    tell("approval-begun", row, by=by, at=at, only=found)
    return approval


def _visa(visa: Visa, *, by: User | None, at: dt.datetime) -> tuple[Negotiation, Approval, Visa]:
    """The visa locked, if it is this person's turn to give it."""
    approval = Approval.objects.select_related("seat__negotiation").get(pk=visa.approval_id)
    row, draft = opened(approval.seat.negotiation, at=at)
    approval = locked(approval)
    found = locked(visa)
    if approval.ended_at is not None or approval.approved_at is not None or found.state != VisaState.WAITING:
        raise Refusal("Ce visa n’est plus attendu.")
    if approval.expression_id != draft.expression.pk:
        raise TextChanged
    earlier = Visa.objects.filter(approval=approval, order__lt=found.order).exclude(state=VisaState.GIVEN)
    if earlier.exists():
        raise Refusal("Les visas se donnent dans l’ordre : il en manque un avant celui-ci.")
    if found.user_id is not None and (by is None or by.pk != found.user_id):
        raise NotYours
    return row, approval, found


@transaction.atomic
def give_visa(*, visa: Visa, word: str = "", declared_by: str = "", by: User | None, at: dt.datetime) -> Visa:
    """Say that the text was seen. Of somebody without an account, ``declared_by`` tells who said so, and how."""
    row, approval, found = _visa(visa, by=by, at=at)
    if found.user_id is None and not declared_by.strip():
        raise Refusal("Écrivez qui a donné ce visa, et comment vous le savez.", field="declared_by")
    found.state, found.settled_at, found.settled_by = VisaState.GIVEN, at, by
    found.reason, found.declared_by = word.strip()[:500], declared_by.strip()[:200]
    found.revision += 1
    keep(found)
    tell("visa-given", row, by=by, at=at, only=approval.seat)
    return found


@transaction.atomic
def refuse_visa(*, visa: Visa, reason: str, declared_by: str = "", by: User | None, at: dt.datetime) -> Visa:
    """Say why the text may not be approved: the circuit stops there, and is begun again once the text is mended."""
    row, approval, found = _visa(visa, by=by, at=at)
    if not reason.strip():
        raise Refusal("Écrivez pourquoi vous refusez le visa.", field="reason")
    if found.user_id is None and not declared_by.strip():
        raise Refusal("Écrivez qui a refusé ce visa, et comment vous le savez.", field="declared_by")
    found.state, found.settled_at, found.settled_by = VisaState.REFUSED, at, by
    found.reason, found.declared_by = reason.strip()[:500], declared_by.strip()[:200]
    found.revision += 1
    keep(found)
    _end(approval, f"Visa refusé ({found.label}) : {found.reason}", at=at)
    tell("visa-refused", row, by=by, at=at, only=approval.seat)
    return found


@transaction.atomic
def delegate_visa(*, visa: Visa, to: User, by: User | None, at: dt.datetime) -> Visa:
    """Have somebody else of the same organisation give the visa; both names are shown."""
    row, approval, found = _visa(visa, by=by, at=at)
    organisation = approval.seat.organisation
    if organisation is None or not can(to, Permission.AGREEMENT_VIEW, organisation=organisation, at=at):
        raise Refusal("Choisissez une personne de votre organisation qui lit cet accord.", field="to")
    if to.pk == found.user_id:
        raise Refusal("Ce visa est déjà attendu de cette personne.", field="to")
    found.user, found.delegated_by, found.delegated_at = to, by, at
    found.revision += 1
    keep(found)
    tell("visa-delegated", row, by=by, at=at, only=approval.seat)
    return found


@transaction.atomic
def approve(
    *,
    negotiation: Negotiation,
    seat: Seat,
    sha256: str,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Approval:
    """The party says yes to the version that has this digest, and to no other."""
    row, draft = opened(negotiation, at=at)
    found = seated(row, seat)
    expression = draft.expression
    if sha256 != expression.sha256:
        raise TextChanged
    rows = Approval.objects.select_for_update(of=("self",))
    approval = rows.filter(seat=found, expression=expression, ended_at__isnull=True).first()
    if approval is None:
        if found.circuit_id is not None:
            raise VisasMissing
        approval = Approval(seat=found, expression=expression, sha256=sha256, begun_at=at, begun_by=by)
    elif approval.approved_at is not None:
        raise Refusal("Votre organisation a déjà approuvé cette version.")
    elif Visa.objects.filter(approval=approval).exclude(state=VisaState.GIVEN).exists():
        raise VisasMissing
    approval.approved_at, approval.approved_by, approval.declared_by = at, by, declared_by.strip()[:200]
    approval.revision += 1
    keep(approval)
    tell("text-approved", row, by=by, at=at)
    return approval


@transaction.atomic
def take_back(*, approval: Approval, reason: str, by: User | None, at: dt.datetime) -> Approval:
    """A party no longer approves, or stops its circuit, and says why."""
    row, _ = opened(approval.seat.negotiation, at=at)
    found = locked(approval)
    if found.ended_at is not None:
        raise Refusal("Cette approbation est déjà retirée.")
    if not reason.strip():
        raise Refusal("Écrivez pourquoi : les autres parties le liront.", field="reason")
    was_said = found.approved_at is not None
    _end(found, reason.strip(), at=at)
    tell("approval-taken-back", row, by=by, at=at, only=None if was_said else found.seat)
    return found


def _end(approval: Approval, reason: str, *, at: dt.datetime) -> None:
    approval.ended_at, approval.ended_reason = at, reason[:500]
    approval.revision += 1
    keep(approval)
