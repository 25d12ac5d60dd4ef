"""What is asked of the queue: each task may be done twice, or come late, without harm."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks import task

from maillage.agreements.actions.duties import project
from maillage.agreements.models import Agreement

_TOGETHER = 100  # agreements of one task: some seconds, after which letters that wait come first


@task(priority=-10)
def compute_duties(agreements: list[str]) -> int:
    """Compute again the duties of some agreements; letters, which are asked for above, pass before."""
    at = timezone.now()
    return sum(project(row, at=at) for row in Agreement.objects.filter(pk__in=agreements).only("pk"))


def ask_for_all_duties(_at: dt.datetime) -> int:
    """Ask for the duties of all agreements, some at a time: what the worker does each day."""
    rows = Agreement.objects.filter(confirmed_at__isnull=False, archived_at__isnull=True).order_by("pk")
    keys = [str(pk) for pk in rows.values_list("pk", flat=True)]
    for first in range(0, len(keys), _TOGETHER):
        compute_duties.enqueue(keys[first : first + _TOGETHER])
    return len(keys)
