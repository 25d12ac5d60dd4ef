"""What lists read of the legal life: the state and the dates that parties established, written beside the agreement.

The verbs that may change them refresh them (``writing.tell``); those that change by the mere passing of days are
refreshed by the night.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from maillage.agreements.legal_state import next_change, state_on
from maillage.agreements.models import Agreement
from maillage.agreements.queries.legal import STATED, Dossier, dossier_of, dossiers_in
from maillage.organisations.permissions import day_of

STILL = frozenset(
    "agreement-deleted agreement-published agreement-unpublished publication-agreed publication-withdrawn "
    "agreement-read finding-decided finding-undone defect-mended defect-set-aside defect-reopened reading-asked "
    "reading-approved reading-contested objection-settled commitment-judged judgement-shared evidence-given "
    "request-sent request-revoked request-answered campaign-begun campaign-closed summary-sent summary-read "
    "guarantor-recorded guarantor-ended link-made link-removed framework-cited piece-waived piece-wanted "
    "document-described alert-set-aside alert-taken-back signatures-checked".split()
)
"""The verbs that touch nothing of the legal life; after any other it is worked out again."""
_AT_ONCE = 200


def refresh(agreement: Agreement, *, at: dt.datetime) -> None:
    """Write what follows from the facts of ``agreement`` now; the row in hand takes it too."""
    _write(dossier_of(agreement, day=day_of(at)), at)


def refresh_due(*, at: dt.datetime, afresh: bool = False) -> int:
    """Refresh the agreements whose state changes by today, or all of them; returns how many states changed."""
    due = Agreement.objects.filter(merged_into__isnull=True)
    if not afresh:
        due = due.filter(Q(legal_state_due_on__lte=day_of(at)))
    keys = list(due.order_by("pk").values_list("pk", flat=True))
    return sum(refresh_these(keys[first : first + _AT_ONCE], at=at) for first in range(0, len(keys), _AT_ONCE))


@transaction.atomic
def refresh_these(keys: Sequence[UUID], *, at: dt.datetime) -> int:
    """Refresh a few hundred agreements at once; returns how many states changed."""
    rows = Agreement.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return sum(_write(dossier, at) for dossier in dossiers_in(rows, day=day_of(at)).values())


def _write(dossier: Dossier, at: dt.datetime) -> bool:
    """Whether the state is another than the one that was written."""
    row, day = dossier.agreement, day_of(at)
    former = row.legal_state
    facts = dossier.legal
    values: dict[str, Any] = _established(dossier)
    values["legal_state"] = state_on(facts, day)
    values["legal_state_due_on"] = next_change(facts, day)
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    if new:
        Agreement.objects.filter(pk=row.pk).update(**new)
        for name, value in new.items():
            setattr(row, name, value)
    return former != row.legal_state


def _established(dossier: Dossier) -> dict[str, Any]:
    """The dates that parties established, and what was stated before them, to come back to if they are withdrawn."""
    row = dossier.agreement
    kept = dict(row.stated)
    values: dict[str, Any] = {}
    for name, known in zip(STATED, (dossier.last_signed_on, dossier.last_received_on), strict=True):
        current: dt.date | None = getattr(row, name)
        if known is None and name in kept:
            values[name] = getattr(dossier.stated, name)
            del kept[name]
        elif known is not None and known != current:
            values[name] = known
            kept.setdefault(name, current.isoformat() if current is not None else None)
        elif known is not None:
            kept.setdefault(name, current.isoformat() if current is not None else None)
    values["stated"] = kept
    return values
