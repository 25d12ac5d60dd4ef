"""Copies of the database: SQLite's online copy, or pg_dump and psql. Both see one instant, whatever is written then."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from maillage.organisations.models import Organisation, User

SQLITE, POSTGRESQL = "sqlite", "postgresql"
TLS = ("sslmode", "sslrootcert", "sslcert", "sslkey")
LOCK_TIMEOUT = "30s"  # a running application holds the tables: better to say so than to wait


class BackupError(Exception):
    """A backup that is not written, or not restored; ``str`` is a French sentence."""


def engine() -> str:
    """``sqlite`` or ``postgresql``."""
    return str(connection.vendor)


def engine_version() -> str:
    """The version of the engine, for who restores elsewhere."""
    return ".".join(str(part) for part in connection.get_database_version())


def migrations() -> list[str]:
    """The migrations that the database has had: ``organisations.0001_accounts``."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def is_empty() -> bool:
    """Whether nobody would miss what the database holds: no table, or neither account nor organisation."""
    tables = connection.introspection.table_names()
    models = (User, Organisation)
    return not any(model._meta.db_table in tables and model._base_manager.exists() for model in models)  # noqa: SLF001 the documented interface of a model


def dump(target: Path) -> None:
    """Copy the database into ``target``."""
    if engine() == SQLITE:
        _copy_sqlite(target)
    else:
        _run("pg_dump", "--format=plain", "--no-owner", "--no-privileges", "--encoding=UTF8", f"--file={target}")


def check(copy: Path, kind: str, applied: list[str]) -> None:
    """Refuse a copy that this database, or this version of the application, cannot take."""
    if kind != engine():
        names = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}
        raise BackupError(
            f"Cette sauvegarde vient de {names[kind]} et la base de données est {names[engine()]} : "
            "restaurez-la dans une base de même sorte."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}
    if unknown := sorted(set(applied) - known):
        raise BackupError(
            f"Cette sauvegarde vient d’une version plus récente de Maillage (elle a « {unknown[0]} ») : "
            "installez-la d’abord."
        )
    if kind == SQLITE:
        with _Opened(copy) as inner:
            answer = inner.execute("PRAGMA quick_check").fetchone()
        if answer != ("ok",):
            raise BackupError("La base de données de cette sauvegarde est abîmée. Rien n’a été restauré.")


def load(copy: Path) -> None:
    """Put ``copy`` in the place of what the database holds: all of it, or nothing when it fails."""
    if engine() == SQLITE:
        connection.ensure_connection()
        with _Opened(copy) as inner:
            inner.backup(connection.connection)
        return
    script = copy.with_name("restore.sql")
    with script.open("wb") as out:
        out.write(_cleaning().encode())
        with copy.open("rb") as inner:
            shutil.copyfileobj(inner, out)
    _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}")


def bring_up_to_date() -> None:
    """Give an older copy the migrations that it lacks, and close its sessions: accounts may have been closed since."""
    connection.close()
    call_command("migrate", verbosity=0, interactive=False)
    Session.objects.all().delete()


class _Opened:
    """A SQLite file, closed at the end of the block (sqlite3's own block only ends a transaction)."""

    def __init__(self, path: Path) -> None:
        self.inner = sqlite3.connect(path)

    def __enter__(self) -> sqlite3.Connection:
        return self.inner

    def __exit__(self, *_exception: object) -> None:
        self.inner.close()


def _copy_sqlite(target: Path) -> None:
    connection.ensure_connection()
    with _Opened(target) as copy:
        connection.connection.backup(copy)  # in one step, hence one instant: writers go on in their log
        copy.execute("PRAGMA journal_mode=DELETE")  # a single file


def _cleaning() -> str:
    """What empties the database first, in the transaction of the restoration."""
    quote = connection.ops.quote_name
    drops = [f"DROP TABLE IF EXISTS {quote(table)} CASCADE;" for table in connection.introspection.table_names()]
    return "\n".join([f"SET lock_timeout = '{LOCK_TIMEOUT}';", *drops, ""])


def _run(program: str, *words: str) -> None:
    """Run a program of PostgreSQL on the database of the settings; the password goes by the environment."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(
            f"Le programme {program} de PostgreSQL n’est pas installé ici : ajoutez les outils clients de PostgreSQL "
            "(paquet postgresql-client), de la version du serveur ou plus récents."
        )
    connection.close()
    done = subprocess.run([found, *words], env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or f"code {done.returncode}").splitlines()
        raise BackupError(f"{program} a échoué : {said[0]}")


def _environment() -> dict[str, str]:
    given = connection.settings_dict
    options = given.get("OPTIONS", {})
    said = {
        "PGDATABASE": given["NAME"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        **{f"PG{name.upper()}": options.get(name) for name in TLS},
    }
    return {**os.environ, "PGCLIENTENCODING": "UTF8", **{name: str(value) for name, value in said.items() if value}}
