"""The worker, and what it does from time to time."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.management import call_command

from maillage.notices import rounds
from maillage.notices.actions.writing import write_letter
from maillage.notices.models import Beat, Letter
from maillage.notices.words import Words
from tests.cast import NOW


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The rounds of the test alone, and what they did."""
    did: list[str] = []
    monkeypatch.setattr(rounds, "_rounds", {})
    rounds.register("often", every=rounds.OFTEN, work=lambda _at: did.append("often"))
    rounds.register("daily", every=rounds.DAILY, work=lambda _at: did.append("daily"))
    yield did
    did.clear()


@pytest.mark.django_db
def test_each_round_is_done_when_its_time_has_come_by_one_worker(done: list[str]) -> None:
    for minutes in (0, 5, 10, 24 * 60):
        rounds.go(at=NOW + dt.timedelta(minutes=minutes))
    assert done == ["often", "daily", "often", "often", "daily"]
    assert Beat.objects.count() == 2


@pytest.mark.django_db
def test_a_round_that_fails_stops_none_of_the_others(done: list[str], caplog: pytest.LogCaptureFixture) -> None:
    def fail(_at: dt.datetime) -> None:
        raise ValueError("no")

    rounds.register("often", every=rounds.OFTEN, work=fail)
    with caplog.at_level(logging.ERROR):
        assert rounds.go(at=NOW) == ["often", "daily"]
    assert done == ["daily"]
    assert "the round often failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_command_does_what_waits_once() -> None:
    write_letter(key="one", words=Words("Titre", "Lien."), email="a@maillage.example", at=NOW)
    call_command("worker", "--once", "--no-reader")
    assert len(mail.outbox) == 1
    assert Letter.objects.get().sent_at is not None
