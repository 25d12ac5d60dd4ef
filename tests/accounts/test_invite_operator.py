"""The first account of an installation."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from maillage.journal.models import Event
from maillage.organisations.choices import OrganisationKind
from maillage.organisations.models import Grant, Organisation
from maillage.organisations.permissions import Role
from tests.cast import Cast
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
OLGA = "olga.osier@ourcelle.example"


def invite(email: str = OLGA, **options: str) -> str:
    said = StringIO()
    call_command("invite_operator", email, **{"organisation": "Département de l’Ourcelle", **options}, stdout=said)
    return said.getvalue()


def test_the_first_account_is_opened_by_the_link_that_is_shown_and_mailed(
    client: Client, settings: LazySettings
) -> None:
    said = invite(kind="departement")
    link = re.search(rf"^{re.escape(settings.ADDRESS)}(/invitation/\S+/)$", said, re.M)
    assert link
    assert link[1] in mail.outbox[0].body
    assert mail.outbox[0].to == [OLGA]
    client.get(link[1])
    person = {"first_name": "Olga", "last_name": "Osier", "password": PASSWORD, "again": PASSWORD}
    assert client.post(reverse("accounts:accept"), person)["Location"] == "/"
    grant = Grant.objects.get()
    assert (grant.role, grant.organisation.name, grant.organisation.kind) == (
        Role.OPERATOR,
        "Département de l’Ourcelle",
        OrganisationKind.DEPARTEMENT,
    )
    assert Event.objects.filter(verb="organisation-created", actor_id=None).exists()


def test_an_organisation_that_is_there_is_used(cast: Cast) -> None:
    before = Organisation.objects.count()
    invite()
    assert Organisation.objects.count() == before
    assert cast.departement.invitations.get().role == Role.OPERATOR


def test_what_is_no_address_writes_nothing() -> None:
    with pytest.raises(CommandError, match="valide"):
        invite("olga")
    assert not Organisation.objects.exists()


def test_a_letter_that_does_not_leave_is_said_and_the_link_holds(monkeypatch: Any) -> None:
    def fails(*_args: object) -> None:
        raise ConnectionRefusedError("nobody there")

    monkeypatch.setattr("maillage.accounts.letters.EmailMessage.send", fails)
    with pytest.raises(CommandError, match="give the link above yourself"):
        invite()
    assert Organisation.objects.get().invitations.exists()
