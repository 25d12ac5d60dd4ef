"""Sets up what is missing and serves the application: what `make run` does (`python -m config.serve`).

The data are kept from one start to the next. With MAILLAGE_DEMO=1 an empty database receives the demonstration world.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

from config import environ

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Key, migrations, demonstration, static files, the worker, then the server, which says where it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    port = environ.whole("MAILLAGE_PORT", 8000)
    os.environ.setdefault("MAILLAGE_ADDRESS", f"http://localhost:{port}")
    write_key(Path(environ.text("MAILLAGE_DATA") or ROOT / "data"))

    import django

    django.setup()
    from django.db import connections

    prepare()
    tell_accounts()
    connections.close_all()  # the workers are forked from this process: each opens its own
    start_worker()
    serve()


def write_key(data: Path) -> None:
    """A secret key of this installation alone, readable by its owner alone."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = data / "secret-key"
    if environ.text("MAILLAGE_SECRET_KEY") or key.is_file():
        return
    key.touch(mode=0o600)
    key.write_text(secrets.token_urlsafe(64) + "\n", encoding="utf-8")


def prepare() -> None:
    """Bring the database and the static files up to date; nothing is done twice."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    settings.EMAIL_FILE_PATH.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("legal_states", verbosity=0)
    if settings.DEMO and not get_user_model().objects.exists():
        print("Loading the demonstration world...", flush=True)
        call_command("demo", verbosity=0)
    if _older(settings.STATIC_ROOT / "staticfiles.json", ROOT / "maillage" / "web" / "static"):
        print("Compressing the static files...", flush=True)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def _older(made: Path, source: Path) -> bool:
    newest = max((path.stat().st_mtime for path in source.rglob("*")), default=0.0)
    return not made.is_file() or made.stat().st_mtime < newest


def start_worker() -> None:
    """Beside the server, do what waits in the database: letters, files to read; it stops when this process has gone."""
    if not environ.flag("MAILLAGE_WORKER", default=True):
        return
    command = [sys.executable, str(ROOT / "manage.py"), "worker", f"--beside={os.getpid()}"]
    if not environ.flag("MAILLAGE_READER", default=True):
        command.append("--no-reader")
    subprocess.Popen(command, cwd=ROOT)


def serve() -> None:
    """Run gunicorn in this process, until it is stopped."""
    from gunicorn.app.wsgiapp import run

    sys.argv = ["gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
    run()


def tell_accounts() -> None:
    """Who can sign in to the demonstration, and where its mail goes."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.DEMO:
        print(flush=True)
        call_command("demo", accounts=True)
        print(f"\nMail that it sends is written to {settings.EMAIL_FILE_PATH}.", flush=True)


if __name__ == "__main__":
    main()
