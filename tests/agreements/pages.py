"""What the tests of the pages of an agreement share: addresses, who is signed in, the words of a page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from maillage.agreements.models import Agreement, Party
from maillage.organisations.models import Organisation
from tests.helpers import ReadOnlyGet


def address(route: str, agreement: Agreement, *args: object) -> str:
    """The address of a page of an agreement."""
    return reverse(f"agreements:{route}", args=[agreement.pk, *args])


def sign_in(client: ReadOnlyGet, user: Any) -> ReadOnlyGet:
    """The client, signed in."""
    client.force_login(user)
    return client


def text(client: ReadOnlyGet, url: str) -> str:
    """A page on one line, with plain spaces."""
    return " ".join(client.get(url).content.decode().replace("\u00a0", " ").replace("&nbsp;", " ").split())


def party_of(agreement: Agreement, organisation: Organisation) -> Party:
    """The party that an organisation is."""
    return Party.objects.select_related("agreement", "organisation").get(agreement=agreement, organisation=organisation)
