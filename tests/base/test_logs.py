"""Logs hold no personal data."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import Client

from maillage.base.logs import Lines


def _line(name: str, message: str, *args: object, **extra: object) -> dict[str, object]:
    record = logging.LogRecord(name, logging.INFO, "file.py", 1, message, args, extra.pop("exc_info", None))  # type: ignore[arg-type]
    record.__dict__.update(extra)
    found: dict[str, object] = json.loads(Lines().format(record))
    return found


def test_an_error_is_told_by_its_class_and_its_places_not_by_its_words() -> None:
    try:
        raise ValueError("Key (email)=(nadia@ourcelle.fr) already exists")
    except ValueError:
        line = _line("maillage.essai", "it failed", exc_info=sys.exc_info())
    assert line["error"] == "ValueError"
    assert "test_logs.py" in str(line["where"])
    assert "nadia" not in json.dumps(line)


def test_what_django_says_of_a_request_is_kept_without_its_address() -> None:
    assert _line("django.request", "Not Found: %s", "/personnes/nadia/")["message"] == "Not Found: %s"


def test_figures_of_our_own_messages_are_kept() -> None:
    assert _line("maillage.health", "%d migrations are waiting", 2)["message"] == "2 migrations are waiting"


def test_a_request_is_told_by_its_route(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="maillage.requests")
    response = client.get("/accessibilite/?q=nadia")
    (record,) = [record for record in caplog.records if record.name == "maillage.requests"]
    line = json.loads(Lines().format(record))
    assert (line["route"], line["method"], line["status"]) == ("web:accessibility", "GET", 200)
    assert "nadia" not in json.dumps(line)
    assert len(response["X-Request-ID"]) == 12
