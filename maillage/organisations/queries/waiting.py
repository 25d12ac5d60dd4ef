"""Whether the register has anything to tell somebody on their home, asked before the rows themselves.

Nothing waits for most people on most days, and the rows cost much more (``maillage.base.statements``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from maillage.base.statements import ask, keys, places
from maillage.organisations.models import User

_ANYTHING = """
    SELECT CASE WHEN EXISTS (SELECT 1 FROM organisations_claim claim WHERE claim.state = 'asked'
            AND (claim.user_id = %s OR claim.organisation_id IN ({bodies}))) THEN 1 ELSE 0 END,
        CASE WHEN EXISTS (SELECT 1 FROM organisations_invitation invitation WHERE invitation.email = %s)
            THEN 1 ELSE 0 END,
        CASE WHEN EXISTS (SELECT 1 FROM organisations_accreditation accreditation
            WHERE accreditation.organisation_id IN ({bodies})
                AND accreditation.to_on BETWEEN %s AND %s) THEN 1 ELSE 0 END,
        CASE WHEN EXISTS (SELECT 1 FROM organisations_mandate mandate
            WHERE mandate.to_on BETWEEN %s AND %s AND (mandate.person_id = %s OR mandate.organisation_id IN ({bodies})))
            THEN 1 ELSE 0 END"""


@dataclass(frozen=True)
class Anything:
    """Whether there may be claims, invitations, ends of accreditations and ends of functions to tell of."""

    claims: bool
    invitations: bool
    accreditations: bool
    mandates: bool


def anything_for(user: User, bodies: Collection[UUID], *, since: dt.date, until: dt.date) -> Anything:
    """Whether there is anything about ``user`` or the organisations ``bodies``; ends are between two days."""
    ids = keys(sorted(bodies)) or keys([UUID(int=0)])
    reader = keys([user.pk])[0]
    person = keys([user.person_id or UUID(int=0)])[0]
    days = [since.isoformat(), until.isoformat()]
    parameters = [reader, *ids, user.email, *ids, *days, *days, person, *ids]
    ((claims, invitations, accreditations, mandates),) = ask(_ANYTHING.format(bodies=places(ids)), parameters)
    return Anything(bool(claims), bool(invitations), bool(accreditations), bool(mandates))
