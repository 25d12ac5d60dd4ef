"""What a party judges for itself reaches nobody else: not one letter of any page changes for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.agreements.actions.judging import Shown
from maillage.agreements.choices import Verdict
from maillage.agreements.models import Agreement, Evidence, Judgement, Party
from tests.agreements.reading_pages import first_commitment, page, said, signed_in
from tests.cast import TODAY
from tests.factories.agreements import THEN, confirmed, judged

pytestmark = pytest.mark.django_db
SECRET = "Nous n’avons plus de salle depuis mai"


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def everything(client: Client, agreement: Agreement) -> dict[str, str]:
    """All pages, lists and files in which a judgement may be told."""
    commitment = first_commitment(agreement).pk
    asked: list[tuple[str, tuple[object, ...], str]] = [
        ("detail", (), ""),
        ("detail", (), "?q=permanence"),
        ("commitments", (), ""),
        ("commitments", (), "?etat=broken"),
        ("commitments", (), "?groupe=partie"),
        ("commitments_export", ("csv",), ""),
        ("commitment", (commitment,), ""),
        ("journal", (), ""),
    ]
    return {
        f"{route}{more}{query}": page(client, route, agreement.pk, *more, query=query) for route, more, query in asked
    }


def secretly(agreement: Agreement, cast: Any) -> Judgement:
    shown = Shown(label="Courrier de la mairie", file_name="courrier.txt", content=b"fermeture")
    return judged(agreement, cast.ccas, Verdict.BROKEN, word=SECRET, by=cast.bob, shown=shown)


@pytest.mark.parametrize("shared_before", [False, True], ids=["first", "after a shared one"])
def test_not_a_letter_changes_for_the_others(cast: Any, agreement: Agreement, shared_before: bool) -> None:
    if shared_before:
        judged(agreement, cast.ccas, Verdict.KEPT, share_now=True, by=cast.bob)
    readers = {name: signed_in(getattr(cast, name)) for name in ("alice", "dina", "eric")}
    before = {name: everything(client, agreement) for name, client in readers.items()}
    judgement = secretly(agreement, cast)
    assert {name: everything(client, agreement) for name, client in readers.items()} == before
    file = Evidence.objects.get(judgement=judgement)
    address = reverse("agreements:evidence", args=[agreement.pk, file.pk])
    assert {client.get(address).status_code for client in readers.values()} == {404}


def test_its_own_people_read_it_and_know_that_it_is_private(cast: Any, agreement: Agreement) -> None:
    secretly(agreement, cast)
    told = said(signed_in(cast.bob), "commitment", agreement.pk, first_commitment(agreement).pk)
    assert SECRET in told
    assert "Pour vous seuls" in told
    assert "Courrier de la mairie" in told
    assert "(pas encore partagé)" in said(signed_in(cast.bob), "commitments", agreement.pk)


def test_once_shared_all_parties_read_it(cast: Any, agreement: Agreement) -> None:
    secretly(agreement, cast)
    bob, alice = signed_in(cast.bob), signed_in(cast.alice)
    answer = bob.post(reverse("agreements:share_judgements", args=[agreement.pk]))
    assert answer.status_code == 302
    told = said(alice, "commitment", agreement.pk, first_commitment(agreement).pk)
    assert SECRET in told
    assert "Courrier de la mairie" in told
    assert "Non tenu" in said(alice, "detail", agreement.pk)
    assert "partagé avec les autres parties son avis" in said(alice, "journal", agreement.pk)


def test_whoever_left_reads_what_was_shared_until_then(cast: Any, agreement: Agreement) -> None:
    judged(agreement, cast.departement, Verdict.KEPT, share_now=True, word="Avant le départ", at=THEN)
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=TODAY - dt.timedelta(days=3))
    bob = signed_in(cast.bob)
    before = everything(bob, agreement)
    shown = Shown(label="Compte rendu", file_name="cr.txt", content=b"compte rendu")
    judgement = judged(
        agreement, cast.departement, Verdict.BROKEN, share_now=True, word="Après le départ", shown=shown,
        at=dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC),
    )  # fmt: skip
    assert everything(bob, agreement) == before
    assert any("Avant le départ" in html for html in before.values())
    evidence = Evidence.objects.get(judgement=judgement)
    assert bob.get(reverse("agreements:evidence", args=[agreement.pk, evidence.pk])).status_code == 404
