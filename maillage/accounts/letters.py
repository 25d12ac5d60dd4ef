"""The letter that carries an invitation; those of django-allauth are templates of account/email and mfa/email."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from maillage.organisations.models import Invitation


@dataclass(frozen=True)
class InvitationLetter:
    """Sends the link of an invitation; ``site`` is the address of this application."""

    site: str

    @classmethod
    def of(cls, request: HttpRequest) -> InvitationLetter:
        """The letter as sent from the site that ``request`` reached."""
        return cls(request.build_absolute_uri("/").rstrip("/"))

    def __call__(self, invitation: Invitation, token: str) -> None:
        """Send the letter."""
        link = self.site + reverse("accounts:open_invitation", args=[token])
        words = {"invitation": invitation, "link": link}
        subject = render_to_string("accounts/email/invitation_subject.txt", words).strip()
        body = render_to_string("accounts/email/invitation_message.txt", words)
        EmailMessage(subject, body, to=[invitation.email]).send()
