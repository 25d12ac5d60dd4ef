"""The letters of the room: a title and a link, in plain text. Nothing else of the agreement, and nobody’s name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from maillage.agreements.choices import Task
from maillage.agreements.models import Acknowledgement, Request
from maillage.base.identifiers import uuid7
from maillage.notices.actions.writing import withdraw_letters, write_letter
from maillage.notices.words import Words

REQUEST = "request"
"""What the letters that wait are about."""

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
"""Sends letters, or has them sent; called in the transaction that writes what they ask."""


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


@dataclass(frozen=True)
class Outbox:
    """Writes letters where they wait for the worker, in the transaction of what they ask: all of it is there, or none.

    A letter about the same request that has not left yet is withdrawn: the link that it carries opens nothing any more.
    """

    at: dt.datetime

    def __call__(self, letters: Sequence[Envelope]) -> None:
        """Write each letter, once for its link."""
        for letter in letters:
            withdraw_letters(about=REQUEST, about_id=letter.key, at=self.at)
            write_letter(
                key=f"{REQUEST}:{letter.key.hex}:{uuid7().hex}",
                words=Words(letter.subject, letter.body),
                email=letter.email,
                about=REQUEST,
                about_id=letter.key,
                at=self.at,
            )
