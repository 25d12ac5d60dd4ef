"""A mail server on this machine: letters are read as they are delivered by SMTP."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from django.conf import LazySettings
from django.utils import timezone

from maillage.notices.actions.posting import post_due


class Letters(Handler):
    """A mail server that keeps the letters it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.received.append(message)


@pytest.fixture
def letters(settings: LazySettings) -> Iterator[list[Message]]:
    """Letters are delivered by SMTP to a server of this machine."""
    handler = Letters()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = False
    yield handler.received
    controller.stop()


def send_waiting() -> int:
    """What the worker does with the letters that wait; how many left."""
    return post_due(clock=timezone.now).sent


def text_of(letter: Message) -> str:
    """What a letter says."""
    payload = letter.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()
