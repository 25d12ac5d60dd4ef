"""``manage.py invite_operator ADDRESS``: the first account of an installation, or a way back in when none is left."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.letters import InvitationLetter
from maillage.base.refusals import Refusal
from maillage.organisations.actions import invitations, organisations
from maillage.organisations.choices import OrganisationKind
from maillage.organisations.models import Invitation, Organisation
from maillage.organisations.permissions import Role


class Command(BaseCommand):
    """Invites somebody to keep the platform, for an organisation that is recorded if it is not there yet."""

    help = "Invites an operator: the first account of an installation. The link is mailed, and shown here."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, and for which organisation."""
        parser.add_argument("email", help="address of the operator")
        parser.add_argument("--organisation", required=True, help="name of the organisation that they act for")
        kinds = OrganisationKind.values
        parser.add_argument("--kind", choices=kinds, default=OrganisationKind.OTHER, help="its nature, when it is new")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Invite, and say the link."""
        at, letter = timezone.now(), InvitationLetter(settings.ADDRESS)

        def deliver(invitation: Invitation, token: str) -> None:
            self._show(invitation, settings.ADDRESS + reverse("accounts:open_invitation", args=[token]))
            letter(invitation, token)

        try:
            with transaction.atomic():
                name = options["organisation"].strip()
                organisation = Organisation.objects.active().filter(name=name).first()
                organisation = organisation or organisations.create(kind=options["kind"], name=name, by=None, at=at)
                invitations.invite(
                    organisation=organisation,
                    email=options["email"],
                    role=Role.OPERATOR,
                    deliver=deliver,
                    by=None,
                    at=at,
                )
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        except OSError as error:
            raise CommandError(f"The letter did not leave ({error}): give the link above yourself.") from error

    def _show(self, invitation: Invitation, link: str) -> None:
        until = timezone.localdate(invitation.expires_at)
        self.stdout.write(f"{invitation.email} keeps the platform once this link is opened (until {until:%Y-%m-%d}):")
        self.stdout.write(link)
