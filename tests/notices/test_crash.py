"""Writers and workers are killed while they write and send; a real mail server says what it received."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from maillage.base.identifiers import uuid7
from maillage.notices import ledger
from maillage.notices.actions.posting import due, post_due, take
from maillage.notices.actions.writing import write_letter
from maillage.notices.models import Letter
from maillage.notices.words import Words
from tests.cast import NOW

ROOT = Path(__file__).resolve().parents[2]
KILLS = 8


def database(folder: Path) -> dict[str, str]:
    """The database of this test, for other processes: a copy in a file, or the server's own."""
    if connection.vendor == "sqlite":
        path = folder / "hammer.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        copy.close()
        return {"DATABASE_URL": f"sqlite:///{path}"}
    told = connection.settings_dict
    host, user, password = told["HOST"], told["USER"], told["PASSWORD"]
    secret = f":{password}" if password else ""
    return {"DATABASE_URL": f"postgresql://{user}{secret}@/{told['NAME']}?host={host}"}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_nor_doubled_under_another_name_when_processes_are_killed(tmp_path: Path) -> None:
    env = {**os.environ, **database(tmp_path), "MAILLAGE_DATA": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    env.pop("PYTEST_CURRENT_TEST", None)
    run = subprocess.run(
        [sys.executable, "-m", "tests.notices.hammer", f"--kills={KILLS}"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.stdout, run.stderr
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    assert found["status"] == 0
    assert found["written"] > 0
    assert found["received"] == found["written"], found
    assert found["lost"] == found["strange"] == 0, found
    assert found["doubled"] <= found["workers_killed"], "at most the one that the server was answering for"


@pytest.mark.django_db
def test_a_worker_killed_before_the_database_knew_does_not_send_again(
    letters: list[Any], settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    write_letter(key="one", words=Words("Titre", "Lien."), email="a@maillage.example", at=NOW)
    letter = take(due(at=NOW), at=NOW)
    assert letter is not None
    ledger.note(letter.pk, at=NOW)  # the mail server has answered; here the worker is killed
    later = NOW + ledger.KEPT / 4
    assert post_due(clock=lambda: later).sent == 0
    assert letters == []
    assert Letter.objects.get().sent_at == later


def test_the_ledger_forgets_after_some_days(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    letter = uuid7()
    assert not ledger.has(letter, at=NOW)
    ledger.note(letter, at=NOW)
    assert ledger.has(letter, at=NOW + ledger.KEPT)
    assert ledger.forget(at=NOW) == 0
    assert ledger.forget(at=NOW + 2 * ledger.KEPT) == 1
    assert not ledger.has(letter, at=NOW)


def test_a_ledger_that_cannot_be_written_stops_no_letter(settings: Any, tmp_path: Path, caplog: Any) -> None:
    (tmp_path / "file").write_text("")
    settings.DATA = tmp_path / "file"
    ledger.note(uuid7(), at=NOW)
    assert "could not be noted" in caplog.text
