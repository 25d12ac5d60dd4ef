"""Readings, done now or apart: each is asked, taken by one reader alone, and ends in a text laid down or a sentence.

Nothing is read inside a transaction. Whoever takes a job counts one more attempt and gives signs of life; without any
for :data:`LEASE`, the job is taken again, and what the former reader still brings is dropped.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from django.db import DatabaseError, connections, transaction
from django.db.models import F, Q, QuerySet

from maillage.agreements.actions.bringing import AlreadyConfirmed, lay_down
from maillage.agreements.actions.writing import opened
from maillage.agreements.models import Agreement, ReadingJob
from maillage.base.refusals import Refusal
from maillage.files.models import StoredFile
from maillage.files.queries import content_of
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import User
from maillage.reading import Reading, ReadingError, read_bytes

Clock = Callable[[], dt.datetime]
ReadingJobs: TypeAlias = "QuerySet[ReadingJob]"

BEAT = dt.timedelta(seconds=15)
LEASE = dt.timedelta(seconds=90)
MOST_ATTEMPTS = 3
GAVE_UP = (
    "La lecture de ce fichier s’est interrompue trois fois : enregistrez-le de nouveau, ou fournissez-le sous un "
    "autre format."
)
OUR_FAULT = (
    "La lecture s’est arrêtée sur une erreur de Maillage, et non de votre fait : le fichier est gardé. Prévenez la "
    "personne qui administre Maillage, ou essayez un autre format."
)
log = logging.getLogger(__name__)


class Dropped(Exception):
    """Another reader has taken the job, or the draft is gone: there is no use in going on."""


@transaction.atomic
def queue(
    *,
    agreement: Agreement,
    file: StoredFile,
    waits: bool,
    as_agreement: bool = False,
    by: User | None,
    at: dt.datetime,
) -> ReadingJob:
    """Ask for the reading of a file of a draft, in place of any that goes on; unless it ``waits``, it is taken."""
    row = opened(agreement)
    if row.confirmed_at is not None:
        raise AlreadyConfirmed
    ReadingJob.objects.filter(agreement=row, ended_at__isnull=True).update(ended_at=at)
    job = ReadingJob(agreement=row, file=file, as_agreement=as_agreement, asked_at=at, asked_by=by)
    if not waits:
        job.begun_at, job.beat_at, job.attempts = at, at, 1
    return keep(job)


def take(*, at: dt.datetime) -> ReadingJob | None:
    """The job that has waited longest, taken by this reader alone; None when nothing waits."""
    while (job := waiting(at).first()) is not None:
        if job.attempts >= MOST_ATTEMPTS:
            conclude(job=job, problem=GAVE_UP, at=at)
            continue
        # One statement, which only one of two readers can do: the other finds that an attempt was counted.
        mine = ReadingJob.objects.filter(pk=job.pk, attempts=job.attempts, ended_at__isnull=True)
        if mine.update(begun_at=at, beat_at=at, attempts=F("attempts") + 1):
            return ReadingJob.objects.select_related("file", "agreement").get(pk=job.pk)
    return None


def waiting(at: dt.datetime) -> ReadingJobs:
    """Those that nobody reads: not begun, or begun by a reader that gives no sign of life any more."""
    silent = Q(begun_at__isnull=True) | Q(beat_at__lt=at - LEASE)
    return ReadingJob.objects.filter(silent, ended_at__isnull=True).order_by("asked_at", "pk")


def do(*, job: ReadingJob, clock: Clock) -> None:
    """Read the file of a job that was taken, and lay its text down; what prevents it becomes its problem."""
    reading, problem = None, ""
    try:
        with _signs_of_life(job, clock):
            content = content_of(job.file)
            reading = read_bytes(
                content,
                job.file.name,
                is_agreement=job.as_agreement,
                told=lambda done, pages: _tell(job, done, pages, clock()),
            )
    except Dropped:
        return
    except ReadingError as error:
        problem = str(error).replace("'", "’")
    except Refusal as refusal:
        problem = refusal.sentence
    except Exception:
        log.exception("A reading failed on a fault of the program")
        problem = OUR_FAULT
    conclude(job=job, reading=reading, problem=problem, at=clock())


@transaction.atomic
def conclude(*, job: ReadingJob, reading: Reading | None = None, problem: str = "", at: dt.datetime) -> None:
    """End a job, once: what comes from a reader that another has replaced is dropped."""
    agreement = Agreement.objects.select_for_update().filter(pk=job.agreement_id).first()
    row = _held(job).select_for_update().first()
    if agreement is None or row is None:
        return
    if reading is not None:
        try:
            with transaction.atomic():
                lay_down(agreement=agreement, reading=reading, file=job.file, by=row.asked_by, at=at)
        except Refusal as refusal:
            problem = refusal.sentence
        except Exception:
            log.exception("A reading could not be laid down")
            problem = OUR_FAULT
    row.ended_at, row.problem = at, problem
    keep(row)


def give_back(*, job: ReadingJob, died: bool) -> None:
    """Let another reader take the job at once; an attempt counts when the reader ``died`` of it."""
    _held(job).update(begun_at=None, beat_at=None, attempts=job.attempts - (0 if died else 1))


def _held(job: ReadingJob) -> ReadingJobs:
    """The job, as long as this reader is the one that holds it."""
    return ReadingJob.objects.filter(pk=job.pk, attempts=job.attempts, ended_at__isnull=True)


def _tell(job: ReadingJob, done: int, pages: int, at: dt.datetime) -> None:
    if not _held(job).update(pages_done=done, pages=pages, beat_at=at):
        raise Dropped


@contextmanager
def _signs_of_life(job: ReadingJob, clock: Clock) -> Iterator[None]:
    """While the body runs, a thread says every :data:`BEAT` that this reader is alive."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(BEAT.total_seconds()):
                try:
                    _held(job).update(beat_at=clock())
                except DatabaseError:
                    log.warning("A sign of life could not be written: the next one will")
        finally:
            connections.close_all()  # the connections of this thread alone

    thread = threading.Thread(target=beat, daemon=True, name="signs of life")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
