"""``manage.py read_jobs``: reads the files that wait to be read apart: scans, long texts, many files at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from django.utils import timezone

from maillage.agreements.actions import reading_jobs
from maillage.agreements.models import ReadingJob

PAUSE = 2.0  # seconds between two looks at what waits, and between two looks at who is still there
LIMIT = 20 * 60.0  # seconds: the reader has limits of its own, far below
TOO_SLOW = (
    "La lecture de ce fichier dépasse vingt minutes : ne gardez que la convention et ses annexes, puis recommencez."
)


class Command(BaseCommand):
    """One pass over what waits; ``--forever`` goes on, each file in a process of its own that may fail alone."""

    help = "Read the files that wait (scans, long texts): once, or --forever beside the server."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--forever``, and the process that this one must not outlive."""
        parser.add_argument("--forever", action="store_true", help="go on until stopped")
        parser.add_argument("--beside", type=int, default=0, metavar="PID", help="stop when this parent has gone")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read all that waits, and say how many."""
        if options["forever"]:
            Watch(options["beside"]).run()
            return
        count = 0
        while (job := reading_jobs.take(at=timezone.now())) is not None:
            reading_jobs.do(job=job, clock=timezone.now)
            count += 1
        self.stdout.write(f"files read: {count}")


class Watch:
    """Takes jobs one after another until it is told to stop."""

    def __init__(self, beside: int) -> None:
        self.beside = beside
        self.stopped = threading.Event()

    def run(self) -> None:
        """Look, read, pause; SIGTERM and SIGINT end it, and give back the job that was being read."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_told: self.stopped.set())
        while not self.is_over:
            job = reading_jobs.take(at=timezone.now())
            if job is None:
                connections.close_all()  # a server that sleeps keeps no connection
                self.stopped.wait(PAUSE)
            else:
                self.read(job)

    @property
    def is_over(self) -> bool:
        """Told to stop, or left alone by the server beside which it runs."""
        return self.stopped.is_set() or (self.beside > 0 and os.getppid() != self.beside)

    def read(self, job: ReadingJob) -> None:
        """Read one file in a process of its own: what crashes it does not crash this one."""
        connections.close_all()  # the child opens its own
        child = multiprocessing.get_context("fork").Process(target=_read, args=(job,), daemon=True)
        child.start()
        waited = 0.0
        while child.is_alive() and not self.is_over and waited < LIMIT:
            child.join(PAUSE)
            waited += PAUSE
        if not child.is_alive():
            if child.exitcode:
                reading_jobs.give_back(job=job, died=True)
            return
        child.kill()
        child.join()
        if self.is_over:
            reading_jobs.give_back(job=job, died=False)
        else:
            reading_jobs.conclude(job=job, problem=TOO_SLOW, at=timezone.now())


def _read(job: ReadingJob) -> None:
    """What the child does: it stops when it is told to, and leaves the signals of its parent alone."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reading_jobs.do(job=job, clock=timezone.now)
    connections.close_all()
