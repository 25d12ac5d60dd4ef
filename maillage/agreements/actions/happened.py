"""What the verbs on the life of an agreement share: it is read, days have passed, facts are taken back."""

from __future__ import annotations

import datetime as dt

from maillage.agreements.actions.writing import opened
from maillage.agreements.models import Agreement
from maillage.agreements.models.happened import Happened
from maillage.agreements.queries.zone import day_there
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of


class NotYetRead(Refusal):
    """Nothing is said of the life of an agreement before its reading is confirmed: it says who the parties are."""

    sentence = "Confirmez d’abord la lecture de cet accord : elle dit qui sont ses parties et comment on en sort."


class NotYetPassed(Refusal):
    """A fact is written once it has happened."""

    sentence = "Cette date n’est pas encore passée : écrivez-la une fois que c’est fait."


def ready(agreement: Agreement) -> Agreement:
    """``agreement`` locked, open, and read."""
    row = opened(agreement)
    if row.confirmed_at is None:
        raise NotYetRead
    return row


def check_passed(agreement: Agreement, at: dt.datetime, **days: dt.date | None) -> None:
    """Refuse a day that has come neither in Paris nor where the agreement is performed."""
    today = max(day_of(at), day_there(agreement, at))
    for field, day in days.items():
        if day is not None and day > today:
            raise NotYetPassed(field=field)


def take_back(fact: Happened, *, reason: str, by: User | None, at: dt.datetime) -> Happened:
    """The fact withdrawn, with its reason: it changes nothing any more, and stays in the history."""
    row = locked(fact)
    if row.withdrawn_at is not None:
        raise StaleRevision
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at, by, reason.strip()
    row.revision += 1
    return keep(row)
