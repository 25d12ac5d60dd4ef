"""Saying that a duty is done, with a word, and taking it back; choosing when one is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from maillage.agreements.actions.duties import DUTY, announce
from maillage.agreements.actions.writing import opened, tell
from maillage.agreements.duty_words import LEADS
from maillage.agreements.models import Agreement, Duty, DutyLead
from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.notices import actions as notices
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import Organisation, User


@transaction.atomic
def do(*, duty: Duty, organisation: Organisation, word: str = "", by: User | None, at: dt.datetime) -> Duty:
    """Declare for an organisation that a duty is done: its alerts stop, for all."""
    agreement = opened(duty.agreement)
    row = locked(duty)
    if row.cancelled_at is not None:
        raise Refusal("Cette échéance n’existe plus : l’accord a changé depuis.")
    if row.done_at is not None:
        raise Refusal(f"Cette échéance est déjà notée comme faite, le {row.done_at:%d/%m/%Y}.")
    row.done_at, row.done_by, row.done_for, row.done_word = at, by, organisation, " ".join(word.split())
    _changed(row, at)
    notices.stop(kind=DUTY, subject_id=row.pk, at=at)
    tell("duty-done", agreement, by=by, at=at)
    return row


@transaction.atomic
def undo(*, duty: Duty, by: User | None, at: dt.datetime) -> Duty:
    """Take back that a duty is done: it waits again."""
    agreement = opened(duty.agreement)
    row = locked(duty)
    if row.done_at is None:
        raise Refusal("Cette échéance n’est pas notée comme faite.")
    row.done_at, row.done_by, row.done_for, row.done_word = None, None, None, ""
    _changed(row, at)
    announce([agreement], at=at)
    tell("duty-undone", agreement, by=by, at=at)
    return row


@transaction.atomic
def set_leads(*, organisation: Organisation, days: Mapping[str, int], by: User, at: dt.datetime) -> int:
    """Choose how long before their day an organisation is told of each kind; return how many choices differ."""
    locked(organisation)
    kept = {row.kind: row for row in DutyLead.objects.filter(organisation=organisation)}
    changed = 0
    for kind, usual in LEADS.items():
        chosen, row = days[kind.value], kept.get(kind.value)
        if chosen == (row.days if row is not None else usual):
            continue
        changed += 1
        row = row or DutyLead(organisation=organisation, kind=kind.value)
        row.days = chosen
        row.revision += 1
        keep(row)
    if changed:
        journal.record(verb="duty-leads-chosen", by=by, at=at, subject=organisation, organisation=organisation)
        _announce_all(organisation, at)
    return changed


def _announce_all(organisation: Organisation, at: dt.datetime) -> None:
    """The alerts of all the agreements of the organisation, under the new choice."""
    concerned = Agreement.objects.filter(parties__organisation=organisation) | Agreement.objects.filter(
        brought_by=organisation
    )
    announce(list(concerned.filter(duties__isnull=False).distinct()), at=at)


def _changed(row: Duty, at: dt.datetime) -> None:
    row.sequence += 1
    row.revision += 1
    row.changed_at = at
    keep(row)
