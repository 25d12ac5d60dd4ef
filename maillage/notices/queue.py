"""The queue of tasks in the database (django-tasks-db): done one by one, and taken up again when a worker died."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

LEASE = dt.timedelta(minutes=10)
"""A task is at most some letters: one that runs for longer belongs to a worker that died. Tasks may be done twice."""
KEPT = dt.timedelta(days=14)
log = logging.getLogger(__name__)


def work(*, until: Callable[[], bool] = lambda: False) -> int:
    """Do the tasks that are ready, until there is none left or ``until`` says so; return how many."""
    count = 0
    while not until() and DBTaskResult.objects.ready().exists():
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        ).run()
        count += 1
    return count


def recover(*, at: dt.datetime, lease: dt.timedelta = LEASE) -> int:
    """Give back to the queue the tasks that a worker took and did not end; return how many."""
    left = DBTaskResult.objects.running().filter(started_at__lt=at - lease)
    return left.update(status=TaskResultStatus.READY, started_at=None)


def forget(*, at: dt.datetime) -> int:
    """Erase what is known of the tasks that ended two weeks ago; return how many. For the night."""
    count, _ = DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT).delete()
    return count
