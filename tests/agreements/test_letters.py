"""Letters, given to a real mail server; and what becomes of them when something stops in between."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from email.message import Message
from io import StringIO
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.actions import requests as verbs
from maillage.agreements.choices import Task
from maillage.agreements.letters import Envelope, Outbox
from maillage.agreements.models import Agreement, Party, Request
from maillage.base.identifiers import uuid7
from maillage.notices.actions.posting import post_due
from tests.accounts.entering import words_of
from tests.cast import Cast, gather
from tests.factories.agreements import confirmed
from tests.letters import send_waiting

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "nadia.noury@mairie.example"


class Letters(Handler):
    """A mail server that keeps the letters it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.received.append(message)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def letters(settings: Any) -> Iterator[list[Message]]:
    """Letters are delivered by SMTP to a server of this machine."""
    handler, port = Letters(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    yield handler.received
    controller.stop()


@pytest.fixture
def people(db: None) -> Cast:
    return gather()


def ask(cast: Cast, agreement: Agreement, deliver: Any) -> Request:
    return verbs.ask(
        agreement=agreement,
        organisation=cast.departement,
        party=Party.objects.get(agreement=agreement, organisation=cast.commune),
        task=Task.JUDGE,
        email=EMAIL,
        deliver=deliver,
        by=cast.alice,
        at=timezone.now(),
    )


def outbox() -> Outbox:
    return Outbox(timezone.now())


def text_of(letter: Message) -> str:
    raw = letter.get_payload(decode=True)
    assert isinstance(raw, bytes)
    return raw.decode()


def test_the_letter_is_delivered_in_plain_text_and_its_link_opens(people: Cast, letters: list[Message]) -> None:
    agreement = confirmed(people.departement, people.commune, by=people.alice)
    request = ask(people, agreement, outbox())
    assert letters == [], "the page waits for no mail server"
    assert send_waiting() == 1
    (letter,) = letters
    assert letter["To"] == EMAIL
    assert letter.get_content_type() == "text/plain"
    assert agreement.title in text_of(letter)
    address = next(line for line in text_of(letter).splitlines() if "/demande/" in line)
    assert Client().get(address.removeprefix("http://localhost:8000")).status_code == 200
    request.refresh_from_db()
    assert request.mailed_at is not None


def test_no_letter_leaves_when_the_transaction_is_undone(people: Cast, letters: list[Message]) -> None:
    agreement = confirmed(people.departement, people.commune, by=people.alice)

    with transaction.atomic():
        ask(people, agreement, outbox())
        transaction.set_rollback(True)
    assert send_waiting() == 0
    assert letters == []
    assert not Request.objects.exists()


def test_a_crash_leaves_the_request_with_its_letter_or_neither(people: Cast, letters: list[Message]) -> None:
    agreement = confirmed(people.departement, people.commune, by=people.alice)

    def crash(envelopes: Any) -> None:
        outbox()(envelopes)
        raise SystemExit

    with pytest.raises(SystemExit):
        ask(people, agreement, crash)
    assert not Request.objects.exists()
    assert send_waiting() == 0


def test_the_night_sends_what_never_had_a_letter_and_nothing_twice(people: Cast, letters: list[Message]) -> None:
    agreement = confirmed(people.departement, people.commune, by=people.alice)
    row = ask(people, agreement, None)
    Request.objects.update(sent_at=timezone.now() - dt.timedelta(hours=1))
    said = StringIO()
    call_command("nightly", stdout=said)
    assert "letters sent again: 1" in said.getvalue()
    assert len(letters) == 1
    row.refresh_from_db()
    assert row.mailed_at is not None
    assert row.reminded_at is None, "this is no reminder"
    call_command("nightly", stdout=StringIO())
    assert len(letters) == 1


def test_a_link_that_another_replaced_before_it_left_is_not_sent(people: Cast, letters: list[Message]) -> None:
    agreement = confirmed(people.departement, people.commune, by=people.alice)
    request = ask(people, agreement, outbox())
    verbs.remind(request=request, deliver=outbox(), by=people.alice, at=timezone.now())
    assert send_waiting() == 1
    verbs.remind(request=request, deliver=outbox(), by=people.alice, at=timezone.now())
    verbs.revoke(request=request, by=people.alice, at=timezone.now())
    assert send_waiting() == 0


def test_a_mail_server_out_of_reach_loses_nothing_and_is_told(people: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", free_port(), False
    agreement = confirmed(people.departement, people.commune, by=people.alice)
    client = Client()
    client.force_login(people.alice)
    party = Party.objects.get(agreement=agreement, organisation=people.commune)
    told = {"party": str(party.pk), "task": "judge", "email": EMAIL, "days": "30", "send": "1"}
    client.post(reverse("agreements:ask", args=[agreement.pk]), told, follow=True)
    assert send_waiting() == 0
    where = reverse("agreements:requests", args=[agreement.pk])
    assert "En attente" in words_of(client.get(where))
    Request.objects.update(sent_at=timezone.now() - dt.timedelta(hours=1))
    assert "Courriel non parti" in words_of(client.get(where))
    assert Request.objects.get().mailed_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert post_due(clock=lambda: timezone.now() + dt.timedelta(minutes=5)).sent == 1
    assert "Courriel non parti" not in words_of(client.get(where))


def test_an_address_that_the_server_refuses_stops_none_of_the_others(people: Cast, letters: list[Message]) -> None:
    envelopes = [
        Envelope(uuid7(), email, "Département", "Protocole", "répondre", "http://localhost/x")
        for email in ("un@mairie.example", "pas une adresse\r\nBcc: tous@x.example", "deux@mairie.example")
    ]
    outbox()(envelopes)
    done = post_due(clock=timezone.now)
    assert [letter["To"] for letter in letters] == ["un@mairie.example", "deux@mairie.example"]
    assert (done.sent, done.dropped) == (2, 1)


def test_a_title_on_several_lines_adds_no_header(people: Cast, letters: list[Message]) -> None:
    title = "Protocole\r\nBcc: tous@x.example"
    outbox()([Envelope(people.alice.pk, EMAIL, "Département", title, "répondre", "http://localhost/x")])
    send_waiting()
    (letter,) = letters
    assert letter["Bcc"] is None
    assert "\n" not in str(letter["Subject"]).replace("\n ", "")


def test_whom_a_request_went_to_is_forgotten_once_it_opens_nothing(people: Cast) -> None:
    agreement = confirmed(people.departement, people.commune, by=people.alice)
    request = ask(people, agreement, None)
    call_command("nightly", stdout=StringIO())
    request.refresh_from_db()
    assert request.email == EMAIL
    Request.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    call_command("nightly", stdout=StringIO())
    request.refresh_from_db()
    assert (request.email, request.contact) == ("", "")
