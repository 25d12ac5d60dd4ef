"""How a queryset keeps the rows that a user may see: by the organisations that their rights name, as ``can`` does.

The rights of the user of a request were read with them, so that a page pays for them once, and the database is given a
list of organisations instead of a question to ask for each row.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.organisations.permissions import Permission, day_of, rights_of

if TYPE_CHECKING:
    from maillage.organisations.models.user import User

_Rows = TypeVar("_Rows", bound=models.QuerySet[Any])


def is_account(user: Any) -> TypeGuard[User]:
    """Whether ``user`` is signed in with an account that is open."""
    return not isinstance(user, AnonymousUser) and bool(user.is_active)


def today(at: dt.date | dt.datetime | None) -> dt.date:
    """The day of ``at``; without one, today: every list asks, and a list of yesterday's rights is never wanted."""
    return day_of(timezone.now() if at is None else at)


def granted(user: Any, permission: Permission, day: dt.date, organisation: str = "organisation") -> Q:
    """True of a row when ``user`` has ``permission`` in the organisation that the path leads to, or everywhere."""
    rights = rights_of(user, at=day)
    if rights.holds_everywhere(permission):
        return ~Q(pk__in=[])
    return Q(**{f"{organisation}__in": rights.organisation_ids(permission)})


def seen(
    rows: _Rows,
    user: Any,
    permission: Permission,
    at: dt.date | dt.datetime | None,
    *,
    organisation: str = "organisation",
    mine: Q | None = None,
) -> _Rows:
    """``rows`` that ``permission`` opens to ``user``, and those that are theirs (``mine``)."""
    if not is_account(user):
        return rows.none()
    own = mine if mine is not None else Q(pk__in=[])
    return rows.filter(granted(user, permission, today(at), organisation) | own)


def open_to_accounts(rows: _Rows, user: Any) -> _Rows:
    """``rows`` of the register, which every account reads."""
    return rows if is_account(user) else rows.none()
