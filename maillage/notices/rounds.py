"""What is done from time to time, by whichever worker comes first: each room registers its own work."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError

from maillage.notices.models import Beat

OFTEN, DAILY = dt.timedelta(minutes=10), dt.timedelta(days=1)

Work = Callable[[dt.datetime], object]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """Some work, and how long to wait before doing it again."""

    name: str
    every: dt.timedelta
    work: Work


_rounds: dict[str, Round] = {}


def register(name: str, *, every: dt.timedelta, work: Work) -> None:
    """Have ``work`` done every so often; it must be safe to do twice."""
    _rounds[name] = Round(name, every, work)


def go(*, at: dt.datetime) -> list[str]:
    """Do what is due; the names of what was done. A work that fails stops none of the others."""
    done = []
    for one in _rounds.values():
        if not _is_mine(one, at):
            continue
        try:
            one.work(at)
        except Exception as error:
            if isinstance(error, DatabaseError):
                raise
            log.exception("the round %s failed", one.name)
        done.append(one.name)
    return done


def _is_mine(one: Round, at: dt.datetime) -> bool:
    """Whether this worker is the one that does it: a single statement decides between several."""
    Beat.objects.get_or_create(name=one.name, defaults={"at": dt.datetime(1970, 1, 1, tzinfo=dt.UTC)})
    return bool(Beat.objects.filter(name=one.name, at__lte=at - one.every).update(at=at))
