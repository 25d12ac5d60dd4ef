"""The letters of the room: a title and a link, in plain text. Nothing else of the agreement, and nobody’s name."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse

from maillage.agreements.choices import Task
from maillage.agreements.models import Acknowledgement, Request

logger = logging.getLogger(__name__)

ASKS = {
    Task.CONFIRM_READING: "dire si ce que nous avons lu de cet accord est exact",
    Task.GIVE_PIECE: "donner une pièce de cet accord",
    Task.JUDGE: "dire où en sont vos engagements dans cet accord",
    Task.ACKNOWLEDGE: "prendre connaissance du résumé de cet accord",
}


@dataclass(frozen=True)
class Envelope:
    """One letter: whom it goes to, what it names, where it leads; ``until`` is the last moment of a private link."""

    key: UUID
    email: str
    organisation: str
    title: str
    ask: str
    link: str
    until: dt.datetime | None = None

    @property
    def subject(self) -> str:
        """On one line, whatever the title holds."""
        return " ".join(self._drawn("subject").split())

    @property
    def body(self) -> str:
        """The plain text."""
        return self._drawn("message")

    def _drawn(self, part: str) -> str:
        return render_to_string(f"agreements/email/request_{part}.txt", {"envelope": self})


Deliver = Callable[[Sequence[Envelope]], None]
"""Sends letters; called once all is written."""


def envelope_of(request: Request, token: str) -> Envelope:
    """The letter that carries the private link of a request."""
    return Envelope(
        key=request.pk,
        email=request.email,
        organisation=str(request.organisation),
        title=request.agreement.title,
        ask=ASKS[Task(request.task)],
        link=settings.ADDRESS + reverse("requests:open", args=[token]),
        until=request.expires_at,
    )


def envelope_to_reader(row: Acknowledgement, email: str) -> Envelope:
    """The letter to somebody who has an account: it leads to the summary, behind the doors."""
    return Envelope(
        key=row.pk,
        email=email,
        organisation=str(row.organisation),
        title=row.agreement.title,
        ask=ASKS[Task.ACKNOWLEDGE],
        link=settings.ADDRESS + reverse("agreements:summary", args=[row.agreement_id]),
    )


@dataclass
class Postman:
    """Sends letters over one connection; ``note`` is told which the server took, ``failed`` keeps the others."""

    note: Callable[[list[UUID]], object] | None = None
    sent: list[UUID] = field(default_factory=list)
    failed: list[UUID] = field(default_factory=list)

    def __call__(self, letters: Sequence[Envelope]) -> None:
        """Send each letter; one that fails stops none of the others, and is told in the log without its address."""
        connection = get_connection()
        try:
            connection.open()
        except (smtplib.SMTPException, OSError) as error:
            logger.warning("mail server out of reach: %s", type(error).__name__)
            self.failed += [letter.key for letter in letters]
            return
        try:
            for letter in letters:
                self._send(connection, letter)
        finally:
            connection.close()
        if self.note is not None:
            self.note(self.sent)

    def _send(self, connection: BaseEmailBackend, letter: Envelope) -> None:
        message = EmailMessage(letter.subject, letter.body, to=[letter.email], connection=connection)
        try:
            message.send()
        except (smtplib.SMTPException, OSError, ValueError) as error:  # a header that no letter may hold
            logger.warning("letter not sent: %s", type(error).__name__)
            self.failed.append(letter.key)
        else:
            self.sent.append(letter.key)
