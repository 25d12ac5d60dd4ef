"""Sending the letters that wait: taken by one worker alone, given to the mail server, said to have left.

What is guaranteed. A letter is written in the transaction of what it tells, once for its key: a crash of the writer
leaves both or neither. It is never lost: until ``sent_at`` or ``dropped_at`` is written, it is taken again, once
:data:`LEASE` has passed without news of whoever took it. Two workers never send one letter at the same time. A worker
that is killed after the mail server took a letter, and before the database knows, does not send it twice: the ledger of
its machine says that it left. What remains: SMTP has no transaction that spans two machines. A worker that is killed
while the server is answering to the end of the message (or whose letter is taken up on another machine) sends it
again; both deliveries bear the same Message-ID, by which mail systems and people know them to be one.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet

from maillage.notices import ledger
from maillage.notices.models import Letter
from maillage.notices.words import Words

Clock = Callable[[], dt.datetime]
Letters: TypeAlias = "QuerySet[Letter]"
Note = Callable[[UUID, dt.datetime], object]

LEASE = dt.timedelta(minutes=5)
"""Longer than any sending: each answer of the mail server is waited for 10 seconds (EMAIL_TIMEOUT)."""
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
GIVEN_UP = dt.timedelta(days=5)
"""RFC 5321, 4.5.4.1: a sender gives up after four or five days."""
KEPT = dt.timedelta(days=400)
"""How long it is known that a letter left: its words and its address are gone since then."""
CLOSED, NO_ANSWER, PERMANENT, EXPIRED = (
    "Le compte est fermé : rien n’est envoyé.",
    "Le serveur de messagerie ne répond pas.",
    "Le serveur de messagerie refuse cette adresse ou ce message.",
    "Abandonné : le serveur de messagerie ne l’a pas pris en cinq jours.",
)
log = logging.getLogger(__name__)
_notes: dict[str, Note] = {}


class Unreachable(Exception):
    """The mail server does not answer: the other letters wait too."""


@dataclass
class Pass:
    """What one look at the letters did."""

    sent: int = 0
    postponed: int = 0
    dropped: int = 0
    is_reachable: bool = True


def on_sent(about: str, note: Note) -> None:
    """Have ``note`` called with the subject of each letter of that sort, in the transaction that says it left."""
    _notes[about] = note


def due(*, at: dt.datetime, lease: dt.timedelta = LEASE) -> Letters:
    """The letters that nobody is sending and whose time has come, the oldest first."""
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - lease)
    rows = Letter.objects.filter(free, due_at__lte=at, sent_at__isnull=True, dropped_at__isnull=True)
    return rows.order_by("due_at", "pk")


def post_due(*, clock: Clock, lease: dt.timedelta = LEASE, most: int = 500) -> Pass:
    """Send what waits, over one connection; stops when the mail server does not answer."""
    done, carrier = Pass(), Carrier()
    try:
        for _ in range(most):
            letter = take(due(at=clock(), lease=lease), at=clock())
            if letter is None:
                break
            _post(letter, carrier, done, clock)
    except Unreachable:
        done.is_reachable = False
    finally:
        carrier.close()
    return done


def post_one(*, pk: UUID, clock: Clock) -> Pass:
    """Send one letter, unless it left or somebody else is sending it."""
    done, carrier = Pass(), Carrier()
    letter = take(due(at=clock()).filter(pk=pk), at=clock())
    if letter is not None:
        try:
            _post(letter, carrier, done, clock)
        except Unreachable:
            done.is_reachable = False
        finally:
            carrier.close()
    return done


def take(rows: Letters, *, at: dt.datetime) -> Letter | None:
    """The first of ``rows``, taken by this worker alone."""
    while (row := rows.first()) is not None:
        # One statement, which only one of two workers can do: the other finds that an attempt was counted.
        if _held(row).update(taken_at=at, attempts=F("attempts") + 1):
            return Letter.objects.select_related("user").get(pk=row.pk)
    return None


class Carrier:
    """A connection to the mail server, opened for the first letter and kept for the next ones."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def give(self, letter: Letter, words: Words) -> None:
        """Give one letter to the mail server; returns once the server has answered for it."""
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
            except (smtplib.SMTPException, OSError) as error:
                raise Unreachable from error
            self._connection = connection
        headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated", **words.headers}
        address = letter.user.email if letter.user is not None else letter.email
        message = EmailMultiAlternatives(
            words.subject, words.text, to=[address], headers=headers, connection=self._connection
        )
        if words.html:
            message.attach_alternative(words.html, "text/html")
        message.send()

    def close(self) -> None:
        """Let the connection go, whatever state it is in."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            try:
                connection.close()
            except (smtplib.SMTPException, OSError):
                log.info("the mail server closed the connection first")


def _post(letter: Letter, carrier: Carrier, done: Pass, clock: Clock) -> None:
    """Send a letter that was taken, and write what became of it."""
    if letter.user is not None and not letter.user.is_active:
        _drop(letter, CLOSED, at=clock())
        done.dropped += 1
        return
    if letter.attempts > 1 and ledger.has(letter.pk, at=clock()):
        _conclude(letter, at=clock())
        return
    try:
        carrier.give(letter, Words.unsealed(letter.sealed))
    except Unreachable:
        _held(letter).update(taken_at=None, problem=NO_ANSWER, due_at=clock() + WAITS[0])
        done.postponed += 1
        log.warning("mail server out of reach")
        raise
    except (smtplib.SMTPException, OSError, ValueError) as error:
        carrier.close()
        log.warning("letter not sent: %s", type(error).__name__)  # its text may hold the address
        _fail(letter, error, done, at=clock())
    else:
        ledger.note(letter.pk, at=clock())
        _conclude(letter, at=clock())
        done.sent += 1


@transaction.atomic
def _conclude(letter: Letter, *, at: dt.datetime) -> None:
    """Say that it left, and forget what it said and whom it went to: the first statement after the server's answer."""
    ended = _held(letter).update(sent_at=at, taken_at=None, sealed="", email="", problem="")
    if ended and letter.about in _notes and letter.about_id is not None:
        _notes[letter.about](letter.about_id, at)


def _fail(letter: Letter, error: Exception, done: Pass, *, at: dt.datetime) -> None:
    """Try again later, each time later; give up what is refused for good, and what waited for days."""
    if _is_permanent(error):
        _drop(letter, PERMANENT, at=at)
        done.dropped += 1
    elif at - letter.written_at > GIVEN_UP:
        _drop(letter, EXPIRED, at=at)
        done.dropped += 1
    else:
        wait = WAITS[min(letter.attempts, len(WAITS)) - 1]
        _held(letter).update(taken_at=None, due_at=at + wait, problem=NO_ANSWER)
        done.postponed += 1


def _drop(letter: Letter, problem: str, *, at: dt.datetime) -> None:
    _held(letter).update(dropped_at=at, taken_at=None, sealed="", email="", problem=problem)


def _held(letter: Letter) -> Letters:
    """The letter, as long as this worker is the last that took it and nobody said what became of it."""
    return Letter.objects.filter(pk=letter.pk, attempts=letter.attempts, sent_at__isnull=True, dropped_at__isnull=True)


def _is_permanent(error: Exception) -> bool:
    """Whether the answer is one that another try would not change: codes 500 to 599 (RFC 5321, 4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)  # a header that no letter may hold


def forget(*, at: dt.datetime) -> int:
    """Erase the rows of letters that ended long ago; return how many. For the night."""
    ended = Q(sent_at__lt=at - KEPT) | Q(dropped_at__lt=at - KEPT)
    count, _ = Letter.objects.filter(ended).delete()
    return count
