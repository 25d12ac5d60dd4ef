"""How gunicorn serves: `gunicorn --config python:config.gunicorn config.wsgi`. Described in docs/deploy.md."""

from __future__ import annotations

import gc
import os
import socket
from pathlib import Path
from typing import Any

from config import environ

PORT = environ.whole("MAILLAGE_PORT", 8000)


def _loopback() -> list[str]:
    """Both loopbacks where the machine has both: "localhost" may mean either."""
    addresses = [f"127.0.0.1:{PORT}"]
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            addresses.append(f"[::1]:{PORT}")
    except OSError:
        pass
    return addresses


bind = environ.words("MAILLAGE_BIND") or _loopback()
workers = environ.whole("MAILLAGE_WORKERS", min(4, (os.cpu_count() or 1) + 1))
worker_class = "gthread"
threads = environ.whole("MAILLAGE_THREADS", 4)
timeout = 60
graceful_timeout = 20
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 beats of the heart, kept off the disk
accesslog = None  # maillage.requests tells each request, without personal data
errorlog = "-"
loglevel = "warning"
forwarded_allow_ips = environ.text("MAILLAGE_PROXIES", "127.0.0.1,::1")


def post_worker_init(_worker: Any) -> None:
    """Load the routes before somebody waits for them; what is loaded then stays.

    The collector of cycles would else go through half a million objects of the application for the few of a request.
    """
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def when_ready(_server: Any) -> None:
    """The server listens: say where."""
    address = environ.text("MAILLAGE_ADDRESS", f"http://localhost:{PORT}")
    print(f"\nMaillage answers at {address} (Ctrl+C stops it).\n", flush=True)
