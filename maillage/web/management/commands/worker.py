"""``manage.py worker``: does what waits in the database: letters, tasks, rounds, files to read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections
from django.utils import timezone

from maillage.notices import queue, rounds
from maillage.notices.actions import posting

PAUSE = 2.0  # seconds between two looks at what waits
SWEEP = 30.0  # seconds between two looks at what a worker that died has left
FALLEN = 5.0  # seconds before a reader that fell is started again


class Command(BaseCommand):
    """One process to start beside the server: it starts the reader of files, and does the rest itself."""

    help = "Send letters, do tasks and rounds, read files: until stopped, or --once for what waits now."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--once``, the process that this one must not outlive, and whether files are read too."""
        parser.add_argument("--once", action="store_true", help="do what waits now, then stop")
        parser.add_argument("--beside", type=int, default=0, metavar="PID", help="stop when this parent has gone")
        parser.add_argument("--no-reader", action="store_true", help="leave the files to another reader")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it."""
        watch = Watch(options["beside"], reads=not options["no_reader"])
        if options["once"]:
            watch.turn(sweep=True)
            if watch.reads:
                call_command("read_jobs", stdout=self.stdout)
            return
        watch.run()


class Watch:
    """Turns until it is told to stop, or until the server beside which it runs has gone."""

    def __init__(self, beside: int, *, reads: bool) -> None:
        self.beside, self.reads = beside, reads
        self.stopped = threading.Event()
        self.reader: subprocess.Popen[bytes] | None = None
        self.swept = self.started = float("-inf")

    @property
    def is_over(self) -> bool:
        """Told to stop, or left alone by the server."""
        return self.stopped.is_set() or (self.beside > 0 and os.getppid() != self.beside)

    def run(self) -> None:
        """Turn and pause; SIGTERM and SIGINT end it once the letter at hand has left."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_told: self.stopped.set())
        try:
            while not self.is_over:
                self.keep_reader()
                if not self.safe_turn():
                    connections.close_all()  # a server that sleeps keeps no connection
                    self.stopped.wait(PAUSE)
        finally:
            if self.reader is not None:
                self.reader.terminate()
                self.reader.wait()

    def safe_turn(self) -> bool:
        """A turn; a database that is away for a moment is waited for, and ends nothing."""
        try:
            return self.turn(sweep=time.monotonic() - self.swept >= SWEEP)
        except DatabaseError as error:
            queue.log.warning("a turn of the worker failed: %s", type(error).__name__)
            connections.close_all()
            return False

    def turn(self, *, sweep: bool) -> bool:
        """Do the tasks that are ready; now and then the rounds, and what a worker that died has left."""
        did = queue.work(until=lambda: self.is_over)
        if sweep:
            self.swept = time.monotonic()
            rounds.go(at=timezone.now())
            queue.recover(at=timezone.now())
            did += queue.work(until=lambda: self.is_over)
            did += posting.post_due(clock=timezone.now).sent
        return did > 0

    def keep_reader(self) -> None:
        """The reader of files runs in a process of its own, so that a long reading delays no letter."""
        fell = self.reader is None or self.reader.poll() is not None
        if self.reads and fell and time.monotonic() - self.started >= FALLEN:
            self.started = time.monotonic()
            command = [sys.executable, str(settings.ROOT / "manage.py"), "read_jobs", "--forever"]
            self.reader = subprocess.Popen([*command, f"--beside={os.getpid()}"], cwd=settings.ROOT)
