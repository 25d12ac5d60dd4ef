"""What a page says, and agreements with more in them."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from maillage.agreements.actions.drawing import redraw
from maillage.agreements.models import Agreement, Commitment, CommitmentVersion, Expression

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": )"[^"]*"')


def page(client: Client, route: str, *args: object, query: str = "") -> str:
    """The HTML of a page, without the token that changes each time."""
    response = client.get(reverse(f"agreements:{route}", args=args) + query)
    assert response.status_code == 200, response.status_code
    return TOKEN.sub("", response.content.decode())


def said(client: Client, route: str, *args: object, query: str = "") -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page(client, route, *args, query=query))).split())


def signed_in(user: Any) -> Client:
    """A client of somebody, whose GET may not write."""
    from tests.helpers import ReadOnlyGet

    client = ReadOnlyGet()
    client.force_login(user)
    return client


def first_commitment(agreement: Agreement) -> Commitment:
    """The first commitment of the text."""
    return Commitment.objects.get(agreement=agreement, number=1)


def more_commitments(agreement: Agreement, count: int, *, at: dt.datetime) -> list[Commitment]:
    """``count`` commitments more, each resting on a word of the text, the text drawn again."""
    expression = Expression.objects.current().get(agreement=agreement)
    first = CommitmentVersion.objects.filter(agreement=agreement).order_by("start").first()
    assert first is not None
    last = Commitment.objects.filter(agreement=agreement).count()
    made = Commitment.objects.bulk_create(
        Commitment(agreement=agreement, number=last + rank) for rank in range(1, count + 1)
    )
    CommitmentVersion.objects.bulk_create(
        CommitmentVersion(
            agreement=agreement,
            commitment=one,
            text=f"engagement de plus {one.number}",
            expression=expression,
            provision_id=first.provision_id,
            start=600 + rank,
            end=604 + rank,
            quote=expression.text[600 + rank : 604 + rank],
            recorded_at=at,
        )
        for rank, one in enumerate(made)
    )
    redraw(agreement=agreement)
    return made
