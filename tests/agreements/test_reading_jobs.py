"""Readings done apart: taken once, taken again when their reader dies, ended by a text or a sentence."""

from __future__ import annotations

import datetime as dt
import os
import signal
from typing import Any

import pytest
from django.core.management import call_command

from maillage.agreements.actions import reading_jobs
from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Agreement, Expression, ReadingJob
from maillage.reading.errors import EncryptedFile
from tests.cast import NOW
from tests.factories.agreements import PROTOCOL, arrived, decide_all, tie

pytestmark = pytest.mark.django_db


def _queued(cast: Any, content: bytes | str = PROTOCOL, name: str = "projet.txt") -> ReadingJob:
    job = arrived(cast.departement, (name, content, DocumentRole.WORKING_TEXT), by=cast.alice).job
    assert job is not None
    ReadingJob.objects.filter(pk=job.pk).update(begun_at=None, beat_at=None, attempts=0)
    job.refresh_from_db()
    return job


def test_one_pass_reads_all_that_waits(cast: Any, capsys: pytest.CaptureFixture[str]) -> None:
    jobs = [_queued(cast), _queued(cast, "# Charte\n" + PROTOCOL, "charte.md")]
    call_command("read_jobs")
    assert "files read: 2" in capsys.readouterr().out
    assert Expression.objects.filter(agreement__in=[one.agreement_id for one in jobs]).count() == 2
    assert not ReadingJob.objects.exclude(problem="").exists()


def test_a_job_is_taken_by_one_reader_alone(cast: Any) -> None:
    job = _queued(cast)
    first, second = reading_jobs.take(at=NOW), reading_jobs.take(at=NOW)
    assert first is not None
    assert first.pk == job.pk
    assert second is None


def test_the_one_that_waited_longest_comes_first(cast: Any) -> None:
    late, early = _queued(cast), _queued(cast)
    ReadingJob.objects.filter(pk=early.pk).update(asked_at=NOW - dt.timedelta(days=40))
    taken = reading_jobs.take(at=NOW)
    assert taken is not None
    assert taken.pk == early.pk != late.pk


def test_a_job_whose_reader_died_is_taken_again_and_what_the_dead_brings_is_dropped(cast: Any) -> None:
    _queued(cast)
    dead = reading_jobs.take(at=NOW)
    assert dead is not None
    assert reading_jobs.take(at=NOW + reading_jobs.LEASE) is None, "it may still be alive"
    later = NOW + reading_jobs.LEASE + dt.timedelta(seconds=1)
    taken = reading_jobs.take(at=later)
    assert taken is not None
    assert taken.attempts == 2
    reading_jobs.do(job=dead, clock=lambda: later)
    assert not Expression.objects.filter(agreement=dead.agreement_id).exists()
    reading_jobs.do(job=taken, clock=lambda: later)
    assert Expression.objects.filter(agreement=dead.agreement_id).count() == 1


def test_a_reader_that_beats_keeps_its_job(cast: Any) -> None:
    job = _queued(cast)
    assert reading_jobs.take(at=NOW) is not None
    later = NOW + reading_jobs.LEASE * 2
    ReadingJob.objects.filter(pk=job.pk).update(beat_at=later)
    assert reading_jobs.take(at=later + dt.timedelta(seconds=30)) is None


def test_a_file_that_kills_its_readers_is_given_up_with_a_sentence(cast: Any) -> None:
    job = _queued(cast)
    at = NOW
    for _attempt in range(reading_jobs.MOST_ATTEMPTS):
        taken = reading_jobs.take(at=at)
        assert taken is not None
        reading_jobs.give_back(job=taken, died=True)
    assert reading_jobs.take(at=at) is None
    job.refresh_from_db()
    assert job.problem == reading_jobs.GAVE_UP


def test_stopping_in_good_order_does_not_count_as_a_death(cast: Any) -> None:
    _queued(cast)
    for _time in range(reading_jobs.MOST_ATTEMPTS + 2):
        taken = reading_jobs.take(at=NOW)
        assert taken is not None
        reading_jobs.give_back(job=taken, died=False)


def test_what_cannot_be_read_ends_in_the_sentence_of_the_reader(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_args: object, **_options: object) -> None:
        raise EncryptedFile("Ce PDF est protégé par un mot de passe : enregistrez-le sans l'autre.")

    job = _queued(cast)
    monkeypatch.setattr(reading_jobs, "read_bytes", locked)
    call_command("read_jobs")
    job.refresh_from_db()
    assert job.problem == "Ce PDF est protégé par un mot de passe : enregistrez-le sans l’autre."
    assert job.is_over


def test_a_fault_of_the_program_is_told_as_ours_and_the_next_file_is_read(
    cast: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = _queued(cast), _queued(cast)
    real = reading_jobs.read_bytes

    def faulty(data: bytes, name: str, **options: Any) -> Any:
        if ReadingJob.objects.get(pk=bad.pk).begun_at and not ReadingJob.objects.get(pk=bad.pk).is_over:
            raise ZeroDivisionError("Madame Solène Marchadier")
        return real(data, name, **options)

    monkeypatch.setattr(reading_jobs, "read_bytes", faulty)
    call_command("read_jobs")
    bad.refresh_from_db()
    good.refresh_from_db()
    assert bad.problem == reading_jobs.OUR_FAULT
    assert good.is_over
    assert not good.problem
    assert "Marchadier" not in caplog.messages[0]


def test_a_draft_deleted_meanwhile_leaves_nothing_behind(cast: Any) -> None:
    _queued(cast)
    taken = reading_jobs.take(at=NOW)
    assert taken is not None
    ReadingJob.objects.all().delete()
    reading_jobs.do(job=taken, clock=lambda: NOW)
    assert not Expression.objects.exists()


def test_a_reading_confirmed_meanwhile_is_not_replaced(cast: Any) -> None:
    from maillage.agreements.actions import confirming

    first = _queued(cast)
    call_command("read_jobs")
    agreement = Agreement.objects.get(pk=first.agreement_id)
    job = reading_jobs.queue(agreement=agreement, file=first.file, waits=True, by=cast.alice, at=NOW)
    tie(agreement, cast.departement, cast.ccas)
    decide_all(agreement)
    confirming.confirm(agreement=agreement, by=cast.alice, at=NOW)
    call_command("read_jobs")
    job.refresh_from_db()
    assert "déjà confirmée" in job.problem


def test_asking_again_replaces_what_was_going_on(cast: Any) -> None:
    job = _queued(cast)
    taken = reading_jobs.take(at=NOW)
    assert taken is not None
    agreement = Agreement.objects.get(pk=job.agreement_id)
    again = reading_jobs.queue(agreement=agreement, file=job.file, waits=True, by=cast.alice, at=NOW)
    reading_jobs.do(job=taken, clock=lambda: NOW)
    assert not Expression.objects.exists(), "the first reader was replaced"
    call_command("read_jobs")
    again.refresh_from_db()
    assert again.is_over
    assert Expression.objects.count() == 1


def test_pages_of_a_scan_are_counted_as_they_come(cast: Any) -> None:
    job = _queued(cast)
    taken = reading_jobs.take(at=NOW)
    assert taken is not None
    reading_jobs._tell(taken, 4, 12, NOW)
    job.refresh_from_db()
    assert (job.pages_done, job.pages) == (4, 12)
    reading_jobs.give_back(job=taken, died=True)
    reading_jobs.take(at=NOW)
    with pytest.raises(reading_jobs.Dropped):
        reading_jobs._tell(taken, 6, 12, NOW)


@pytest.mark.django_db(transaction=True)
def test_a_reader_killed_at_work_leaves_its_job_to_the_next(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, django_db_setup: None
) -> None:
    from maillage.agreements.management.commands import read_jobs
    from tests.cast import gather

    cast = gather()
    job = _queued(cast)

    def dies(*_args: object, **_options: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(reading_jobs, "do", dies)
    monkeypatch.setattr(read_jobs, "PAUSE", 0.05)
    monkeypatch.setattr(read_jobs.connections, "close_all", lambda: None)  # the database of the tests is in memory
    taken = reading_jobs.take(at=NOW)
    assert taken is not None
    read_jobs.Watch(beside=0).read(taken)
    job.refresh_from_db()
    assert job.begun_at is None
    assert job.attempts == 1
    monkeypatch.undo()
    call_command("read_jobs")
    assert Expression.objects.filter(agreement=job.agreement_id).exists()
