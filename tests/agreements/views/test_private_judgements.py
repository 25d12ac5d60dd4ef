"""What a party judges for itself reaches nobody else: not one letter of any page changes for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.agreements.actions.judging import Shown
from maillage.agreements.choices import Task, Verdict
from maillage.agreements.models import Adherence, Agreement, Evidence, Judgement, Party, Position, Request
from tests.agreements.reading_pages import first_commitment, page, said, signed_in
from tests.cast import TODAY
from tests.factories.agreements import THEN, confirmed, judged
from tests.factories.organisations import GrantFactory, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "Nous n’avons plus de salle depuis mai"


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def everything(client: Client, agreement: Agreement, *, has_journal: bool = True) -> dict[str, str]:
    """All pages, lists and files in which a judgement may be told; the journal is for the parties alone."""
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
        f"{route}{more}{query}": page(client, route, agreement.pk, *more, query=query)
        for route, more, query in asked
        if has_journal or route != "journal"
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


# ---------------------------------------------------------------- members of a federation


def as_member(cast: Any, charter: Agreement, **facts: Any) -> Client:
    """The browser of somebody who reads for a member that the charter of its federation binds."""
    party = Party.objects.get(agreement=charter, organisation=cast.federation)
    bound = {"from_on": TODAY - dt.timedelta(days=30), **facts}
    Adherence.objects.create(agreement=charter, party=party, member=cast.member, **bound)
    return signed_in(GrantFactory(user=UserFactory(), organisation=cast.member, role="manager").user)


@pytest.fixture
def charter(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.federation, by=cast.alice)


def test_a_member_that_is_bound_reads_what_the_parties_share_and_not_what_its_federation_keeps(
    cast: Any, charter: Agreement
) -> None:
    judged(charter, cast.departement, Verdict.KEPT, share_now=True, word="Dit à tous", by=cast.alice)
    judged(charter, cast.federation, Verdict.BROKEN, word=SECRET)
    pages = everything(as_member(cast, charter), charter, has_journal=False)
    assert any("Dit à tous" in html for html in pages.values())
    assert not [name for name, html in pages.items() if SECRET in html or "pas encore partagé" in html]
    closed = [reverse(f"agreements:{route}", args=[charter.pk]) for route in ("requests", "journal")]
    assert not [address for address in closed if any(f'href="{address}"' in html for html in pages.values())]


@pytest.mark.parametrize(
    "facts",
    [{"has_opted_out": True}, {"from_on": TODAY - dt.timedelta(days=60), "to_on": TODAY - dt.timedelta(days=1)}],
    ids=["said that it is not bound", "is no longer"],
)
def test_a_member_that_is_not_bound_reads_no_judgement(cast: Any, charter: Agreement, facts: dict[str, Any]) -> None:
    judged(charter, cast.departement, Verdict.KEPT, share_now=True, word="Dit à tous", by=cast.alice)
    pages = everything(as_member(cast, charter, **facts), charter, has_journal=False)
    assert not [name for name, html in pages.items() if "Dit à tous" in html]


def test_what_a_member_told_its_federation_is_on_their_pages_alone(cast: Any, charter: Agreement) -> None:
    member = as_member(cast, charter)
    within = signed_in(GrantFactory(user=UserFactory(), organisation=cast.federation, role="manager").user)
    asked = Request.objects.create(
        agreement=charter, organisation=cast.federation, member=cast.member, task=Task.JUDGE, fingerprint="a" * 64,
        sent_at=THEN, expires_at=THEN + dt.timedelta(days=30),
    )  # fmt: skip
    commitment = first_commitment(charter)
    Position.objects.create(
        request=asked, commitment=commitment, verdict=Verdict.PARTIAL, word=SECRET, judged_on=TODAY, made_at=THEN
    )
    read = {name: said(client, "commitment", charter.pk, commitment.pk) for name, client in (
        ("member", member), ("federation", within), ("departement", signed_in(cast.alice)))}  # fmt: skip
    assert "Entre la fédération et ses membres" in read["member"]
    assert SECRET in read["member"]
    assert SECRET in read["federation"]
    assert SECRET not in read["departement"]
    assert "ses membres" not in read["departement"]
