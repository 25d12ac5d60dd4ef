"""What was known when: whoever is concerned reads what stands now, a party that left what stood until it left."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.agreements.standing import Standing

_Rows = TypeVar("_Rows", bound=models.QuerySet[Any])


@dataclass(frozen=True, slots=True)
class Moment:
    """``day``: the day whose rights and duties are read; ``until``: nothing that was written from then on is known."""

    day: dt.date
    until: dt.datetime | None = None

    def known(self, rows: _Rows, *, recorded: str = "recorded_at", superseded: str = "superseded_at") -> _Rows:
        """Those of ``rows`` that stood in recorded time."""
        if self.until is None:
            return rows.filter(**{f"{superseded}__isnull": True})
        gone = Q(**{f"{superseded}__isnull": True}) | Q(**{f"{superseded}__gte": self.until})
        return rows.filter(gone, **{f"{recorded}__lt": self.until})

    def in_force(self, rows: _Rows) -> _Rows:
        """Those of ``rows`` that hold on the day, in legal time ``[valid_from, valid_to)``."""
        return rows.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=self.day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=self.day),
        )


def moment_of(standing: Standing, day: dt.date | None = None) -> Moment:
    """The moment that the reader of ``standing`` reads: ``day``, today when none is asked, never past their leaving."""
    last = standing.reads_until
    wanted = day or standing.day
    if last is None:
        return Moment(wanted)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), timezone.get_default_timezone())
    return Moment(min(wanted, last), end)
