"""Kills writers and workers with SIGKILL while they write and send, and counts what a real mail server received.

``python -m tests.notices.hammer --kills 200`` on a database of its own (SQLite), or on that of DATABASE_URL once migrated.
Every fact must have its letter and every letter must be received. SMTP cannot promise more than "at least once": a worker
killed between the server's answer and the statement that follows it sends again, with the same Message-ID. Such deliveries
are counted and shown; there can never be more than workers killed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

LEASE = 1.5  # seconds: long enough for a living worker on a busy machine, short enough for a test


def main() -> int:
    """Run it; prints what was found, and fails when a letter was lost, or doubled under another name."""
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--migrate", action="store_true", help="make the tables first")
    given = options.parse_args()
    if given.migrate and not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp(prefix='hammer-')}/hammer.sqlite3"
    found = hammer(given.kills, workers=given.workers, migrate=given.migrate)
    print(json.dumps(found))
    return int(found["lost"] > 0 or found["strange"] > 0 or found["doubled"] > found["workers_killed"])


def hammer(kills: int, *, workers: int, migrate: bool) -> dict[str, int]:
    """Kill so many times, then let one worker finish; what was written, received, lost, doubled."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    if migrate:
        call_command("migrate", verbosity=0)
    folder = Path(tempfile.mkdtemp(prefix="hammer-"))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", _free_port(), False
    connections.close_all()  # each child opens its own
    server = _fork(lambda: serve(settings.EMAIL_PORT, folder / "received"))
    _wait_for(settings.EMAIL_PORT)
    roles: list[Callable[[], None]] = [write, *[work] * workers]
    running = {_fork(role): role for role in roles}
    killed: Counter[str] = Counter()
    for _ in range(kills):
        time.sleep(random.uniform(0.02, 0.25))
        pid, role = random.choice(list(running.items()))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        killed[role.__name__] += 1
        del running[pid]
        running[_fork(role)] = role
    for pid, role in running.items():
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        killed[role.__name__] += 1
    finisher = _fork(finish)
    _, status = os.waitpid(finisher, 0)
    os.kill(server, signal.SIGKILL)
    os.waitpid(server, 0)
    return {
        **judge(folder / "received"),
        "workers_killed": killed["work"],
        "writers_killed": killed["write"],
        "status": status,
    }


def judge(received: Path) -> dict[str, int]:
    """What the database says was written, against what the mail server received."""
    from maillage.notices.models import Beat, Letter

    facts = set(Beat.objects.filter(name__startswith="fact-").values_list("name", flat=True))
    letters = {row.key: row for row in Letter.objects.filter(key__startswith="fact-")}
    seen = Counter(received.read_text().split()) if received.exists() else Counter()
    wanted = {row.message_id for row in letters.values()}
    return {
        "written": len(facts),
        "received": len(seen),
        "lost": len(facts ^ set(letters))
        + len(wanted - set(seen))
        + sum(row.sent_at is None for row in letters.values()),
        "strange": len(set(seen) - wanted),
        "doubled": sum(seen.values()) - len(seen),
    }


def write() -> None:
    """Facts, each with its letter in one transaction; after a death it begins again with the last ones."""
    from django.db import transaction
    from django.utils import timezone

    from maillage.notices.actions.writing import write_letter
    from maillage.notices.models import Beat
    from maillage.notices.words import Words

    number = max(Beat.objects.filter(name__startswith="fact-").count() - 3, 0)
    while True:
        key, now = f"fact-{number:06d}", timezone.now()
        with transaction.atomic():
            Beat.objects.get_or_create(name=key, defaults={"at": now})
            write_letter(key=key, words=Words(key, "Un lien."), email="a@maillage.example", at=now)
        number += 1
        time.sleep(0.004)


def work() -> None:
    """What the worker does, with a shorter patience."""
    while True:
        if not _turn():
            time.sleep(0.05)


def finish() -> None:
    """Work until nothing waits any more."""
    from maillage.notices.models import Letter

    until = time.monotonic() + 120
    while Letter.objects.filter(sent_at__isnull=True, dropped_at__isnull=True).exists() and time.monotonic() < until:
        if not _turn():
            time.sleep(0.1)


def _turn() -> int:
    import datetime as dt

    from django.utils import timezone

    from maillage.notices import queue
    from maillage.notices.actions.posting import post_due

    patience = dt.timedelta(seconds=LEASE)
    queue.recover(at=timezone.now(), lease=patience)
    return queue.work() + post_due(clock=timezone.now, lease=patience).sent


def serve(port: int, received: Path) -> None:
    """A mail server that writes the Message-ID of each letter before it says that it took it."""
    from email import message_from_bytes

    from aiosmtpd.smtp import SMTP

    class Handler:
        async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 its name
            told = message_from_bytes(envelope.content)["Message-ID"]  # type: ignore[attr-defined]
            with received.open("a") as out:
                out.write(f"{told}\n")
            return "250 taken"

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(Handler(), loop=loop), "127.0.0.1", port)
        await server.serve_forever()

    asyncio.run(run())


def _fork(role: Callable[[], None]) -> int:
    """A child that does ``role`` until it is killed."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        random.seed()
        role()
        status = 0
    finally:
        os._exit(status)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise SystemExit("the mail server did not start")


if __name__ == "__main__":
    sys.exit(main())
