"""Settings: what an installation may write, and what it may not leave unsaid."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config import environ

TRIED = "MAILLAGE_TRIED"
INSTALLATION = {
    "MAILLAGE_SECRET_KEY": "k" * 25 + "e" * 20 + "y0123456789",
    "MAILLAGE_ADDRESS": "https://maillage.example.fr",
    "MAILLAGE_BEHIND_PROXY": "1",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def _manage(root: Path, data: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAILLAGE_", "DATABASE_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", "manage.py", *words],
        cwd=root,
        env={**kept, "MAILLAGE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_installation_passes_the_deployment_checks_of_django(root: Path, tmp_path: Path) -> None:
    done = _manage(root, tmp_path, "check", "--deploy", "--fail-level", "INFO", **INSTALLATION)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr


def test_without_a_secret_key_the_application_does_not_start(root: Path, tmp_path: Path) -> None:
    done = _manage(root, tmp_path, "check")
    assert done.returncode != 0
    assert "No secret key" in done.stderr


def test_the_secret_key_may_be_in_a_file(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("from a file\n", encoding="utf-8")
    done = _manage(
        root, tmp_path, "shell", "-v", "0", "-c", "from django.conf import settings; print(settings.SECRET_KEY)"
    )
    assert done.stdout.strip() == "from a file"


def test_migrations_say_all_that_the_models_say(root: Path, tmp_path: Path) -> None:
    done = _manage(root, tmp_path, "makemigrations", "--check", "--dry-run", **INSTALLATION)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_database_address_becomes_settings(tmp_path: Path) -> None:
    found = environ.database(
        "postgres://agent:mot%20de%20passe@db.example.fr:5433/maillage?sslmode=require", folder=tmp_path
    )
    told = {name: found[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert told == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "maillage",
        "USER": "agent",
        "PASSWORD": "mot de passe",
        "HOST": "db.example.fr",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_may_be_reached_by_a_socket(tmp_path: Path) -> None:
    assert (
        environ.database("postgres:///maillage?host=/var/run/postgresql", folder=tmp_path)["HOST"]
        == "/var/run/postgresql"
    )


def test_without_an_address_the_database_is_a_file_of_the_data_folder(tmp_path: Path) -> None:
    assert environ.database("", folder=tmp_path)["NAME"] == tmp_path / "maillage.sqlite3"
    assert environ.database("sqlite:////srv/essai.db", folder=tmp_path)["NAME"] == Path("/srv/essai.db")


def test_another_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        environ.database("mysql://localhost/maillage", folder=tmp_path)


@pytest.mark.parametrize(("written", "read"), [("1", True), ("yes", True), ("0", False), ("off", False), ("", False)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, written: str, read: bool) -> None:
    monkeypatch.setenv(TRIED, written)
    assert environ.flag(TRIED) is read


def test_a_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRIED, "peut-être")
    with pytest.raises(ImproperlyConfigured, match="MAILLAGE_TRIED"):
        environ.flag(TRIED)


def test_a_number_is_a_whole_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRIED, "vingt")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        environ.whole(TRIED, 20)


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_that_was_asked_for() -> None:
    asked = os.environ.get("DATABASE_URL", "").startswith("postgres")
    assert connection.vendor == ("postgresql" if asked else "sqlite")


@pytest.mark.django_db
def test_foreign_keys_are_held_on_sqlite() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
