"""Letters that wait in the database, given to a real mail server."""

from __future__ import annotations

import datetime as dt
import smtplib
from email.message import Message
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from maillage.notices import queue
from maillage.notices.actions import posting
from maillage.notices.actions.posting import GIVEN_UP, LEASE, due, post_due, post_one, take
from maillage.notices.actions.writing import write_letter
from maillage.notices.models import Letter
from maillage.notices.words import Words
from tests.cast import NOW, Cast
from tests.factories.organisations import UserFactory

pytestmark = pytest.mark.django_db
WORDS = Words("Un titre", "Un lien.", "<p>Un lien.</p>", {"List-Unsubscribe": "<http://localhost:8000/avis/>"})
EMAIL = "nadia.noury@mairie.example"


def clock(days: float = 0) -> Any:
    return lambda: NOW + dt.timedelta(days=days)


def written(key: str = "one", **more: Any) -> Letter:
    more.setdefault("email", "" if "user" in more else EMAIL)
    letter = write_letter(key=key, words=WORDS, at=NOW, **more)
    assert letter is not None
    return letter


class Refusing:
    """A mail server that answers as it is told."""

    def __init__(self, *answers: Exception) -> None:
        self.answers = list(answers)

    def __call__(self, *_args: Any, **_more: Any) -> Refusing:
        return self

    def open(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing was opened."""

    def send_messages(self, messages: Any) -> int:
        raise self.answers.pop(0)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Any:
    def answer(*errors: Exception) -> None:
        monkeypatch.setattr(posting, "get_connection", Refusing(*errors))

    return answer


def test_a_letter_is_delivered_once_and_forgets_what_it_said(letters: list[Message]) -> None:
    letter = written()
    assert post_due(clock=clock()).sent == 1
    assert post_due(clock=clock(30)).sent == 0
    (received,) = letters
    assert received["To"] == EMAIL
    assert received["Subject"] == "Un titre"
    assert received["Message-ID"] == letter.message_id
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["List-Unsubscribe"] == "<http://localhost:8000/avis/>"
    assert received.get_content_type() == "multipart/alternative"
    letter.refresh_from_db()
    assert (letter.sealed, letter.email, letter.sent_at) == ("", "", NOW)


def test_the_same_key_is_written_once(cast: Cast) -> None:
    written("same")
    assert write_letter(key="same", words=WORDS, email=EMAIL, at=NOW) is None
    assert Letter.objects.count() == 1


def test_a_letter_and_its_task_are_undone_with_what_they_tell() -> None:
    with transaction.atomic():
        written()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_the_words_rest_encrypted_until_they_leave() -> None:
    written()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM notices_letter")
        ((kept,),) = cursor.fetchall()
    assert "Un" not in kept
    assert "titre" not in kept


def test_what_one_worker_has_taken_no_other_takes_until_it_gives_no_news() -> None:
    written()
    assert take(due(at=NOW), at=NOW) is not None
    assert take(due(at=NOW), at=NOW) is None
    later = NOW + LEASE + dt.timedelta(seconds=1)
    again = take(due(at=later), at=later)
    assert again is not None
    assert again.attempts == 2


def test_a_worker_that_wakes_up_late_cannot_say_that_it_sent_what_another_took() -> None:
    written()
    slow = take(due(at=NOW), at=NOW)
    later = NOW + LEASE + dt.timedelta(seconds=1)
    take(due(at=later), at=later)
    assert slow is not None
    posting._conclude(slow, at=later)
    assert Letter.objects.get().sent_at is None


def test_a_letter_that_is_due_later_waits_for_its_hour(letters: list[Message]) -> None:
    written(due_at=NOW + dt.timedelta(hours=8))
    assert post_due(clock=clock()).sent == 0
    assert post_due(clock=clock(0.4)).sent == 1


def test_the_address_is_that_of_the_account_when_it_leaves(letters: list[Message]) -> None:
    user = UserFactory()
    written(user=user)
    user.email = "nouvelle@ourcelle.example"
    user.save()
    post_due(clock=clock())
    assert letters[0]["To"] == "nouvelle@ourcelle.example"


def test_nothing_is_sent_to_a_closed_account() -> None:
    user = UserFactory()
    written(user=user)
    user.is_active, user.closed_at = False, NOW
    user.save()
    assert post_due(clock=clock()).dropped == 1
    assert mail.outbox == []
    assert Letter.objects.get().problem == posting.CLOSED


def test_an_address_refused_for_good_is_given_up_and_stops_none_of_the_others(answers: Any) -> None:
    written("one")
    written("two")
    answers(
        smtplib.SMTPRecipientsRefused({EMAIL: (550, b"unknown")}),
        smtplib.SMTPRecipientsRefused({EMAIL: (450, b"busy")}),
    )
    done = post_due(clock=clock())
    assert (done.dropped, done.postponed) == (1, 1)
    assert Letter.objects.get(key="one").problem == posting.PERMANENT
    assert EMAIL not in Letter.objects.get(key="one").problem


def test_what_fails_for_now_is_tried_later_and_later_then_given_up_after_five_days(answers: Any) -> None:
    letter = written()
    waits = []
    for _ in range(6):
        answers(smtplib.SMTPServerDisconnected())
        letter.refresh_from_db()
        now = letter.due_at
        post_due(clock=lambda now=now: now)  # type: ignore[misc]
        letter.refresh_from_db()
        waits.append((letter.due_at - now).total_seconds() / 60)
    assert waits == [1, 5, 15, 60, 240, 240]
    answers(smtplib.SMTPServerDisconnected())
    late = NOW + GIVEN_UP + dt.timedelta(hours=1)
    assert post_due(clock=lambda: late).dropped == 1
    letter.refresh_from_db()
    assert letter.problem == posting.EXPIRED


def test_a_mail_server_out_of_reach_loses_nothing_and_tries_no_other_letter(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    written("one")
    written("two")
    done = post_due(clock=clock())
    assert not done.is_reachable
    assert done.postponed == 1
    assert sorted(Letter.objects.values_list("attempts", flat=True)) == [0, 1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert post_due(clock=clock(1)).sent == 2


def test_the_room_that_wrote_it_is_told_in_the_same_transaction() -> None:
    known: list[UUID] = []
    posting.on_sent("try", lambda pk, _at: known.append(pk))
    subject = uuid4()
    written(about="try", about_id=subject)
    post_due(clock=clock())
    assert known == [subject]


def test_one_letter_is_sent_alone_and_once(letters: list[Message]) -> None:
    letter = written("one")
    written("two")
    assert post_one(pk=letter.pk, clock=clock()).sent == 1
    assert post_one(pk=letter.pk, clock=clock()).sent == 0
    assert len(letters) == 1


@pytest.mark.django_db(transaction=True)
def test_the_task_of_a_letter_sends_it_and_ends() -> None:
    write_letter(key="one", words=WORDS, email=EMAIL, at=NOW)
    assert queue.work() == 1
    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.successful().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_task_that_a_dead_worker_left_is_done_again() -> None:
    write_letter(key="one", words=WORDS, email=EMAIL, at=NOW)
    task = DBTaskResult.objects.get()
    task.claim("dead")
    assert queue.work() == 0
    assert queue.recover(at=NOW) == 0
    assert queue.recover(at=task.started_at + queue.LEASE * 2) == 1
    assert queue.work() == 1
    assert len(mail.outbox) == 1
