"""An agreement whose calendar is known: in force since the year before the cast, for three years, tacitly renewed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from maillage.agreements.actions import terms
from maillage.agreements.models import Agreement, Duty
from tests.cast import Cast
from tests.factories.agreements import THEN, confirmed

SINCE = dt.date(2026, 1, 15)


def dated(cast: Cast, *, since: dt.date = SINCE, at: dt.datetime = THEN, **facts: Any) -> Agreement:
    """The protocol of the tests, of the Département and the CCAS, in force since a day."""
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice, **facts)
    terms.state_facts(agreement=agreement, values={"signed_on": since, "effect_on": since}, by=None, at=at)
    agreement.refresh_from_db()
    return agreement


def duty_of(agreement: Agreement, kind: str, rank: int = 0) -> Duty:
    """A duty of that kind, the first one unless said otherwise."""
    return Duty.objects.standing().filter(agreement=agreement, kind=kind).order_by("on")[rank]
