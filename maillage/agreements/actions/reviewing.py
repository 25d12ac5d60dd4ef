"""What becomes of the defects that the review found in a text."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.choices import DefectState
from maillage.agreements.models import Defect
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User

_VERBS = {
    DefectState.MENDED: "defect-mended",
    DefectState.SET_ASIDE: "defect-set-aside",
    DefectState.OPEN: "defect-reopened",
}


@transaction.atomic
def decide(
    *,
    defect: Defect,
    state: DefectState,
    reason: str = "",
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Defect:
    """Note that a defect is mended, set it aside with a reason, or open it again."""
    agreement = opened(defect.agreement)
    row = locked(defect)
    if revision is not None and revision != row.revision:
        raise StaleRevision
    if state == DefectState.SET_ASIDE and not reason.strip():
        raise Refusal("Écrivez pourquoi ce défaut est écarté.", field="reason")
    row.state = state
    row.reason = reason.strip()
    row.decided_by, row.decided_at = by, at
    row.revision += 1
    keep(row)
    touch(agreement)
    tell(_VERBS[state], agreement, by=by, at=at)
    return row
