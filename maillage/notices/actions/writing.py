"""Writing letters into the database, in the transaction of what they tell; a worker sends them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from maillage.notices.models import Letter
from maillage.notices.words import Words
from maillage.organisations.models import User


@transaction.atomic
def write_letter(
    *,
    key: str,
    words: Words,
    user: User | None = None,
    email: str = "",
    about: str = "",
    about_id: UUID | None = None,
    due_at: dt.datetime | None = None,
    at: dt.datetime,
) -> Letter | None:
    """Write a letter to an account, or to an address without one; None when one of that key was written already.

    The task that sends it is asked for in the same transaction: either all of it is there after a crash, or nothing.
    """
    from maillage.notices.tasks import send_letter

    if (user is None) == (not email):
        raise TypeError("A letter goes to an account or to an address.")
    row, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "user": user,
            "email": email,
            "about": about,
            "about_id": about_id,
            "sealed": words.sealed(),
            "written_at": at,
            "due_at": due_at or at,
        },
    )
    if not is_new:
        return None
    task = send_letter if row.due_at <= at else send_letter.using(run_after=row.due_at)
    task.enqueue(str(row.pk))
    return row


def withdraw_letters(*, about: str, about_id: UUID, at: dt.datetime) -> int:
    """Take back the letters on a subject that have not left: another takes their place, or nothing is to be said."""
    rows = Letter.objects.filter(about=about, about_id=about_id, sent_at__isnull=True, dropped_at__isnull=True)
    return rows.update(dropped_at=at, taken_at=None, sealed="", email="", problem="")
