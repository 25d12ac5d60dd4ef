"""What the verbs of this room share: checked writes, rows locked before a check, periods that must not overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Q

from maillage.base.records import Dated, Record
from maillage.base.refusals import Refusal, StaleRevision

_Row = TypeVar("_Row", bound=models.Model)
_Dated = TypeVar("_Dated", bound=Dated)

ONE_DAY = dt.timedelta(days=1)


def keep(row: _Row) -> _Row:
    """Check the row whole, then write it; what is wrong is said as a refusal, on its field."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise _refusal_of(error) from error
    row.save()
    return row


def locked(row: _Row) -> _Row:
    """``row`` as the database holds it now; nobody else writes it before the end of the transaction."""
    rows: models.Manager[_Row] = type(row)._base_manager  # noqa: SLF001 sees every row, whatever the default manager hides
    return rows.select_for_update(of=("self",)).get(pk=row.pk)


def change(row: Record, values: Mapping[str, Any], *, revision: int | None = None) -> tuple[str, ...]:
    """Write the values that differ, and return the names of their fields.

    ``revision`` is the one that the form was opened with: an older one than the row's is refused.
    """
    if revision is not None and revision != row.revision:
        raise StaleRevision
    changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.revision += 1
        keep(row)
    return changed


def overlapping(rows: models.QuerySet[_Dated], from_on: dt.date, to_on: dt.date | None) -> models.QuerySet[_Dated]:
    """Those of ``rows`` that hold on a day between ``from_on`` and ``to_on``, both included."""
    shared = rows.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on))
    return shared if to_on is None else shared.filter(from_on__lte=to_on)


def end_on(row: Dated, day: dt.date) -> None:
    """Make ``day`` the last day of ``row``; what has not begun by then, or ended before, refuses."""
    if day < row.from_on:
        raise Refusal(f"La fin ne peut pas précéder le début ({row.from_on:%d/%m/%Y}).", field="to_on")
    if row.to_on is not None and row.to_on < day:
        raise Refusal(f"C’est déjà terminé depuis le {row.to_on:%d/%m/%Y}.", field="to_on")
    row.to_on = day
    row.revision += 1
    keep(row)


def _refusal_of(error: ValidationError) -> Refusal:
    if not hasattr(error, "error_dict"):
        return Refusal(" ".join(error.messages))
    field, messages = next(iter(error.message_dict.items()))
    return Refusal(" ".join(messages), field=None if field == NON_FIELD_ERRORS else field)
