"""What a supervisor is told."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


@pytest.mark.django_db
def test_all_is_well(client: Client) -> None:
    response = client.get("/health")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_migration_that_waits_is_told_without_its_name(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    response = client.get("/health")
    assert (response.status_code, response.content) == (503, b"unavailable")


def test_a_database_that_does_not_answer_is_told_without_its_words(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object) -> None:
        raise OperationalError("password of agent@db refused")

    monkeypatch.setattr("maillage.web.views.health.MigrationExecutor", fail)
    response = client.get("/health")
    assert (response.status_code, response.content) == (503, b"unavailable")
    assert "the database does not answer" in caplog.text


def test_it_may_only_be_read(client: Client) -> None:
    assert client.post("/health").status_code == 405
